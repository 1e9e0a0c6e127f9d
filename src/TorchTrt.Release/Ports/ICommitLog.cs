namespace TorchTrt.Release.Ports;

/// <summary>Commits as <c>git log</c> tells them. Never changes anything.</summary>
public interface ICommitLog
{
    /// <summary>The commit a revision names.</summary>
    /// <exception cref="ReleaseException">TR1101 when there is no such revision.</exception>
    Task<CommitId> Resolve(string revision, CancellationToken cancel);

    /// <summary>The commits of a range, in the order of <c>git log</c>.</summary>
    IAsyncEnumerable<Commit> Commits(CommitRange range, CancellationToken cancel);

    /// <summary>Everything that leads up to any of some commits, each commit once, in the order of <c>git log</c>.</summary>
    IAsyncEnumerable<Commit> Ancestry(IReadOnlyCollection<CommitId> ends, CancellationToken cancel);
}
