using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using LibGit2Sharp;
using TorchTrt.Release;
using TorchTrt.Release.Ports;
using Commit = TorchTrt.Release.Ports.Commit;
using Tag = TorchTrt.Release.Ports.Tag;

namespace Build.Adapters.Git;

/// <summary>Reads history: refs and files through libgit2, walks through <c>git log</c>, which is several times faster.</summary>
public sealed class GitHistory(GitCommand git) : IHistory
{
    /// <summary>Hash, parents, author's name and mail, committer's time, a line each, which none of them can hold a line end of; then the message.</summary>
    private const string Format = "--format=tformat:%H%n%P%n%an%n%ae%n%ct%n%B";

    internal static readonly string[] Log = ["log", "-z", "--no-show-signature", "--no-mailmap", "--no-patch", "--encoding=UTF-8", Format];

    private bool isKnownWhole;

    public async Task<CommitId> Resolve(string revision, CancellationToken cancel)
    {
        var isSayable = revision.Length > 0 && revision[0] != '-' && !revision.Any(char.IsControl);
        return isSayable && await git.Ask(cancel, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{revision}^{{commit}}") is { } hex
            ? new CommitId(hex)
            : throw new ReleaseException(new ReleaseError("TR1101", $"'{Printable(revision)}' names no commit.", "give a branch, a tag or a commit of this repository", git.Folder));
    }

    public Task<IReadOnlyList<Tag>> Tags(CancellationToken cancel) => Task.FromResult(ReadTags());

    public IReadOnlyList<Tag> ReadTags()
    {
        using var repository = new Repository(git.Folder);
        var tags = new List<Tag>();
        foreach (var tag in repository.Tags)
            if (tag.PeeledTarget is LibGit2Sharp.Commit commit)
                tags.Add(new Tag(tag.FriendlyName, new CommitId(commit.Sha), commit.Committer.When));
        return tags;
    }

    /// <summary>The commit that is checked out.</summary>
    /// <exception cref="ReleaseException">TR2009 where there is none.</exception>
    public async Task<Commit> Head(CancellationToken cancel)
    {
        await foreach (var record in git.Records(cancel, [.. Log, "--max-count=1", "HEAD", "--"])) return Read(record);
        throw new ReleaseException(new ReleaseError("TR2009", "the repository has no commit.", "name a clone of Torch-TensorRT", git.Folder));
    }

    public async IAsyncEnumerable<Commit> Commits(CommitRange range, [EnumeratorCancellation] CancellationToken cancel)
    {
        await DemandWhole(cancel);
        string[] revisions = range.From is null ? [range.To.Hex] : [range.To.Hex, $"^{range.From.Hex}"];
        await foreach (var record in git.Records(cancel, [.. Log, .. revisions, "--"]))
            yield return Read(record);
    }

    public async IAsyncEnumerable<Commit> Ancestry(IReadOnlyCollection<CommitId> ends, [EnumeratorCancellation] CancellationToken cancel)
    {
        await DemandWhole(cancel);
        await foreach (var record in git.Records(cancel, [.. Log, .. ends.Select(end => end.Hex).Distinct(), "--"]))
            yield return Read(record);
    }

    public async Task<byte[]?> FileAt(CommitId commit, string path, CancellationToken cancel)
    {
        CheckoutPath.Demand(path);
        return TryReadHere(commit, path, out var content) ? content : await Ask(commit, path, cancel);
    }

    /// <summary>Without a process; false where an object is not here, as in a partial clone, whose missing objects git fetches.</summary>
    private bool TryReadHere(CommitId commit, string path, out byte[]? content)
    {
        content = null;
        try
        {
            using var repository = new Repository(git.Folder);
            if (repository.Lookup<LibGit2Sharp.Commit>(commit.Hex) is not { } found) return false;
            if (found[path] is not { TargetType: TreeEntryTargetType.Blob, Target: Blob blob }) return true;
            using var stream = blob.GetContentStream();
            content = new byte[blob.Size];
            stream.ReadExactly(content);
            return true;
        }
        catch (LibGit2SharpException)
        {
            return false;
        }
    }

    private async Task<byte[]?> Ask(CommitId commit, string path, CancellationToken cancel)
    {
        // One call tells a file that is not there from a git that fails.
        var answer = await git.FeedForBytes($"{commit}:{path}\n", cancel, "cat-file", "--batch");
        var end = Array.IndexOf(answer, (byte)'\n');
        return Encoding.UTF8.GetString(answer, 0, end).Split(' ') is [_, "blob", _] ? answer[(end + 1)..^1] : null;
    }

    public async Task<bool> IsAncestor(CommitId ancestor, CommitId descendant, CancellationToken cancel)
    {
        var (exit, _, error) = await git.Try(null, ["merge-base", "--is-ancestor", ancestor.Hex, descendant.Hex], cancel);
        return exit switch
        {
            0 => true,
            1 => false,
            _ => throw new ReleaseException(new ReleaseError("TR2005", $"git cannot compare {ancestor.Short} and {descendant.Short}: {GitCommand.Said(error)}.", "fetch the missing history: git fetch --unshallow", git.Folder)),
        };
    }

    /// <exception cref="ReleaseException">TR2014: a changelog of half a history would be wrong without anybody noticing.</exception>
    private async Task DemandWhole(CancellationToken cancel)
    {
        if (isKnownWhole) return;
        if (await git.Ask(cancel, "rev-parse", "--is-shallow-repository") == "true")
            throw new ReleaseException(new ReleaseError("TR2014", "the history of this clone is cut off (a shallow clone).", "git fetch --unshallow --tags, or give the same command with --deepen", git.Folder));
        isKnownWhole = true;
    }

    private static string Printable(string text) => string.Concat(text.Take(60).Select(c => char.IsControl(c) ? '\uFFFD' : c));

    /// <summary>A commit from its record in the output of <see cref="Log"/>.</summary>
    internal static Commit Read(string record)
    {
        var lines = record.AsSpan();
        var id = Line(ref lines);
        var parents = Line(ref lines);
        var (name, mail) = (Line(ref lines).ToString(), Line(ref lines).ToString());
        var seconds = long.Parse(Line(ref lines), NumberStyles.None, CultureInfo.InvariantCulture);
        return new Commit(new CommitId(id.ToString()), Parents(parents), name, mail, DateTimeOffset.FromUnixTimeSeconds(seconds), lines.ToString());
    }

    private static CommitId[] Parents(ReadOnlySpan<char> names)
    {
        if (names.Length == 0) return [];
        var parents = new CommitId[names.Count(' ') + 1];
        for (var parent = 0; parent < parents.Length; parent++)
        {
            var end = names.IndexOf(' ');
            parents[parent] = new CommitId((end < 0 ? names : names[..end]).ToString());
            names = names[(end + 1)..];
        }

        return parents;
    }

    private static ReadOnlySpan<char> Line(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('\n');
        var line = rest[..end];
        rest = rest[(end + 1)..];
        return line;
    }
}
