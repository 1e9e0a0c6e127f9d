namespace TorchTrt.Release.Ports;

/// <summary>A commit as git stores it.</summary>
/// <param name="Message">The whole message, subject and body, line ends as stored.</param>
public sealed record Commit(
    CommitId Id, IReadOnlyList<CommitId> Parents, string AuthorName, string AuthorEmail, DateTimeOffset Committed, string Message);

/// <summary>A tag and the commit it leads to when peeled.</summary>
public sealed record Tag(string Name, CommitId Target, DateTimeOffset Committed);

/// <summary>Commits reachable from <paramref name="To"/> and not from <paramref name="From"/>; null means from the first commit.</summary>
public sealed record CommitRange(CommitId? From, CommitId To);

/// <summary>What is read from git. Never changes anything.</summary>
public interface IHistory
{
    /// <summary>The commit a revision names.</summary>
    /// <exception cref="ReleaseException">TR1101 when there is no such revision.</exception>
    Task<CommitId> Resolve(string revision, CancellationToken cancel);

    /// <summary>Every tag that leads to a commit, in no particular order.</summary>
    Task<IReadOnlyList<Tag>> Tags(CancellationToken cancel);

    /// <summary>The commits of a range, in the order of <c>git log</c>.</summary>
    IAsyncEnumerable<Commit> Commits(CommitRange range, CancellationToken cancel);

    /// <summary>Everything that leads up to any of some commits, each commit once, in the order of <c>git log</c>.</summary>
    IAsyncEnumerable<Commit> Ancestry(IReadOnlyCollection<CommitId> ends, CancellationToken cancel);

    /// <summary>A file's bytes at a commit; null when it is not there.</summary>
    Task<byte[]?> FileAt(CommitId commit, string path, CancellationToken cancel);

    /// <summary>Whether the first commit is the second or one of its ancestors.</summary>
    Task<bool> IsAncestor(CommitId ancestor, CommitId descendant, CancellationToken cancel);
}
