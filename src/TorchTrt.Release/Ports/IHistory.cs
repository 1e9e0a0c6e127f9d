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
public interface IHistory : ICommitLog
{
    /// <summary>Every tag that leads to a commit, in no particular order.</summary>
    Task<IReadOnlyList<Tag>> Tags(CancellationToken cancel);

    /// <summary>A file's bytes at a commit; null when it is not there.</summary>
    Task<byte[]?> FileAt(CommitId commit, string path, CancellationToken cancel);

    /// <summary>Whether the first commit is the second or one of its ancestors.</summary>
    Task<bool> IsAncestor(CommitId ancestor, CommitId descendant, CancellationToken cancel);
}
