using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Notes;

/// <summary>The changes of a range, sorted for readers, and what became of those that are not among them.</summary>
/// <param name="Unlisted">Phrases such as <c>12 automatic commits</c>.</param>
internal sealed record NotesChanges(ILookup<NotesGroup, NotesChange> Groups, IReadOnlyList<string> Unlisted)
{
    public static NotesChanges Of(NotesRequest request)
    {
        var (automatic, written) = Split(request.Commits, IsAutomatic);
        var proposals = Proposals.Of(written);
        var (carried, fresh) = Split(proposals, proposal => proposal.Commits.All(commit => request.Carried.Contains(commit.Id)));
        var settled = Withdrawal.Settle(fresh);
        var groups = WithoutRepeats(settled.SelectMany(proposal => Read(proposal, request))).ToLookup(change => change.Group);
        var upkeep = groups[NotesGroup.Upkeep].Count();
        return new NotesChanges(groups, Phrases(upkeep, carried.Count, fresh.Count - settled.Count, automatic.Count, request.PreviousTag));
    }

    /// <summary>Those of a group in the order of their pull requests.</summary>
    public IReadOnlyList<NotesChange> In(NotesGroup group) => [.. Groups[group].OrderBy(change => change.Place)];

    /// <summary>A cherry-pick of several pull requests is each of them.</summary>
    private static IEnumerable<NotesChange> Read(Proposal proposal, NotesRequest request)
    {
        var paths = proposal.Commits.SelectMany(commit => request.Paths.GetValueOrDefault(commit.Id, [])).ToList();
        var originals = CherryPick.Originals(proposal).Where(request.Originals.ContainsKey).ToList();
        if (originals.Count == 0 || CherryPick.HasOwnTitle(proposal) || Withdrawal.Read(proposal) is not null) return [NotesChange.Of(proposal, null, paths)];
        return originals.Select(number => NotesChange.Of(
            proposal with { PullRequests = [.. proposal.PullRequests.Prepend(number).Distinct()] }, Proposal.Of(request.Originals[number]), PathsOf(request, number, paths)));
    }

    private static IReadOnlyList<string> PathsOf(NotesRequest request, int original, IReadOnlyList<string> ofPick)
        => request.Paths.GetValueOrDefault(request.Originals[original].Id) ?? ofPick;

    /// <summary>A pull request may have come by itself and as a cherry-pick, or without its number.</summary>
    private static IEnumerable<NotesChange> WithoutRepeats(IEnumerable<NotesChange> changes)
    {
        var all = changes.OrderBy(change => change.Proposal.PullRequests.Count).DistinctBy(change => change.Proposal.PullRequests.Count == 0 ? change.Proposal.Ids[0].Hex : $"{change.Place} {change.Subject}").ToList();
        var proposed = all.Where(change => change.Proposal.PullRequests.Count > 0).Select(change => change.Subject).ToHashSet(StringComparer.Ordinal);
        return all.Where(change => change.Proposal.PullRequests.Count > 0 || !proposed.Contains(change.Subject));
    }

    /// <summary>Documentation that a machine made, dependencies that a machine raised in examples and tools.</summary>
    private static bool IsAutomatic(Commit commit) => commit.Parents.Count < 2 && new Author(commit.AuthorName, commit.AuthorEmail).IsMachine;

    private static IReadOnlyList<string> Phrases(int upkeep, int carried, int takenBack, int automatic, string? previous) =>
    [
        .. upkeep == 0 ? [] : new[] { $"{ReleaseNotes.Count(upkeep, "change")} to tests, continuous integration and upkeep" },
        .. carried == 0 ? [] : new[] { $"{ReleaseNotes.Count(carried, "change")} that {MarkdownText.Inline(previous ?? "an earlier release")} already had" },
        .. takenBack == 0 ? [] : new[] { $"{ReleaseNotes.Count(takenBack, "change")} made and taken back again" },
        .. automatic == 0 ? [] : new[] { ReleaseNotes.Count(automatic, "automatic commit") },
    ];

    private static (IReadOnlyList<T> Yes, IReadOnlyList<T> No) Split<T>(IEnumerable<T> all, Func<T, bool> isYes)
    {
        var split = all.ToLookup(isYes);
        return ([.. split[true]], [.. split[false]]);
    }
}
