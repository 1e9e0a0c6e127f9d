namespace Build.Sample;

/// <summary>The commits of a sample repository, in the order they were made. Notation: tests/Sample/README.md.</summary>
public sealed record SampleHistory(IReadOnlyList<SampleCommit> Commits)
{
    /// <summary>The branch that is checked out: the first one named.</summary>
    public string DefaultBranch => Commits[0].Branch;

    /// <summary>Whether a branch's changes reach the default branch.</summary>
    public bool Reaches(string branch) => branch == DefaultBranch || Commits.Any(c => c.Merges == branch && Reaches(c.Branch));
}

/// <param name="Branch">Branch the commit is made on.</param>
/// <param name="StartsFrom">Branch whose tip a new branch starts at; null for a branch that already has a commit, and for the first one.</param>
/// <param name="Identity">Name and address, <c>Zoë &lt;zoe@example.org&gt;</c>.</param>
/// <param name="Merges">Branch that the commit joins, else null.</param>
public sealed record SampleCommit(
    string Branch, string? StartsFrom, DateTimeOffset Date, string Identity, string Message, string? Merges,
    IReadOnlyList<SampleChange> Changes, IReadOnlyList<SampleRef> Refs);

public abstract record SampleChange
{
    /// <summary>A file, or a folder's files (<c>core/**</c>), that appear.</summary>
    public sealed record Appears(string Pattern) : SampleChange
    {
        public bool Covers(string path) =>
            Pattern.EndsWith("/**", StringComparison.Ordinal) ? path.StartsWith(Pattern[..^2], StringComparison.Ordinal) : path == Pattern;
    }

    /// <summary>Whole lines of a file that become other lines.</summary>
    public sealed record Edit(string Path, string Before, string After) : SampleChange
    {
        public string Do(string content) => Swapped(content, Before, After);

        public string Undo(string content) => Swapped(content, After, Before);

        private string Swapped(string content, string from, string to)
        {
            var text = "\n" + content;
            var at = text.IndexOf("\n" + from, StringComparison.Ordinal);
            if (at < 0 || text.IndexOf("\n" + from, at + 1, StringComparison.Ordinal) >= 0)
                throw new InvalidDataException($"{Path}: these lines are to be found once, not {(at < 0 ? "never" : "more often")}:\n{from}");
            return string.Concat(text.AsSpan(0, at + 1), to, text.AsSpan(at + 1 + from.Length))[1..];
        }
    }
}

public enum SampleRefKind
{
    Tag,
    AnnotatedTag,
    Branch,
}

/// <summary>A name for a commit.</summary>
public sealed record SampleRef(SampleRefKind Kind, string Name);
