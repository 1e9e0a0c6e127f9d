using System.Runtime.CompilerServices;

namespace TorchTrt.Release.Ports;

/// <summary>Commits as <c>git log</c> tells them. Never changes anything.</summary>
public interface ICommitLog
{
    /// <summary>The commit a revision names.</summary>
    /// <exception cref="ReleaseException">TR1101 when there is no such revision.</exception>
    Task<CommitId> Resolve(string revision, CancellationToken cancel);

    /// <summary>The commits of a range, in the order of <c>git log</c>.</summary>
    IAsyncEnumerable<Commit> Commits(CommitRange range, CancellationToken cancel);

    /// <summary>The commits of a range whose ends are revisions, in the order of <c>git log</c>; the first one is the range's end.</summary>
    /// <param name="from">Null means from the first commit.</param>
    /// <exception cref="ReleaseException">TR1101 when there is no such revision.</exception>
    async IAsyncEnumerable<Commit> Commits(string? from, string to, [EnumeratorCancellation] CancellationToken cancel)
    {
        var range = new CommitRange(from is null ? null : await Resolve(from, cancel), await Resolve(to, cancel));
        await foreach (var commit in Commits(range, cancel)) yield return commit;
    }

    /// <summary>Everything that leads up to any of some commits, each commit once, in the order of <c>git log</c>.</summary>
    IAsyncEnumerable<Commit> Ancestry(IReadOnlyCollection<CommitId> ends, CancellationToken cancel);
}
