namespace TorchTrt.Release.Ports;

/// <summary>What commits do to files, read from git. Never changes anything.</summary>
public interface IPatches
{
    /// <summary>The files that each commit of a range touches, merges and built documentation (<c>docs/</c>) left out.</summary>
    Task<IReadOnlyDictionary<CommitId, IReadOnlyList<string>>> Paths(CommitRange range, CancellationToken cancel);

    /// <summary>Of the commits that lead up to only one of two, those whose patch is that of a commit on the other side (<c>git patch-id</c>), from both sides.</summary>
    Task<IReadOnlySet<CommitId>> InBoth(CommitId one, CommitId other, CancellationToken cancel);

    /// <summary>The commits of any branch that pull requests became when they were squashed, by number. What is not found is left out.</summary>
    Task<IReadOnlyDictionary<int, Commit>> ByPullRequest(IReadOnlyCollection<int> numbers, CancellationToken cancel);
}
