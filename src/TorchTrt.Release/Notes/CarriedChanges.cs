using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Notes;

/// <summary>
/// Commits of a range that the release before it had already, as cherry-picks on its own branch. Users of that release know them, so the notes
/// do not tell them again; the changelog's format keeps them, as its tool does.
/// </summary>
/// <param name="ByPatch">Their patch is that of a commit of the earlier release.</param>
/// <param name="ByPullRequest">A cherry-pick of the earlier release names their pull request.</param>
public sealed record CarriedChanges(IReadOnlySet<CommitId> ByPatch, IReadOnlySet<CommitId> ByPullRequest)
{
    public static CarriedChanges None { get; } = new(new HashSet<CommitId>(), new HashSet<CommitId>());

    public int Count => ByPatch.Count + ByPullRequest.Count;

    public bool Contains(CommitId id) => ByPatch.Contains(id) || ByPullRequest.Contains(id);

    /// <summary>Looks from both sides. What the earlier release took back itself is not carried.</summary>
    /// <param name="commits">The range, in the order of <c>git log</c>.</param>
    /// <param name="earlier">Commits of the earlier release that do not lead up to this one, in the same order.</param>
    /// <param name="samePatch">Commits of either side whose patch the other side has, too.</param>
    public static CarriedChanges Find(IReadOnlyList<Commit> commits, IReadOnlyList<Commit> earlier, IReadOnlySet<CommitId> samePatch)
    {
        if (earlier.Count == 0) return None;
        var there = Proposals.Of(earlier);
        var kept = Withdrawal.Settle(there);
        var withdrawn = there.Except(kept).SelectMany(Titles).ToHashSet(StringComparer.Ordinal);
        withdrawn.ExceptWith(kept.SelectMany(Titles));
        var numbers = kept.SelectMany(NumbersOf).ToHashSet();

        var byPatch = commits.Where(commit => samePatch.Contains(commit.Id) && !withdrawn.Contains(Proposal.Of(commit).Title)).Select(commit => commit.Id).ToHashSet();
        var byPullRequest = Proposals.Of(commits)
            .Where(proposal => proposal.PullRequests.Any(numbers.Contains) && Withdrawal.Read(proposal) is null)
            .SelectMany(proposal => proposal.Commits).Select(commit => commit.Id).Where(id => !byPatch.Contains(id)).ToHashSet();
        return new CarriedChanges(byPatch, byPullRequest);
    }

    private static IEnumerable<string> Titles(Proposal proposal) => proposal.Commits.Select(commit => Proposal.Of(commit).Title).Prepend(proposal.Title);

    /// <summary>A revert names what it takes back, and does not carry it.</summary>
    private static IEnumerable<int> NumbersOf(Proposal proposal)
        => Withdrawal.Read(proposal) is not null ? [] : proposal.PullRequests.Concat(CherryPick.Originals(proposal));
}
