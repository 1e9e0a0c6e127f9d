using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>
/// Checklist step 1: all open PRs are merged or closed, unless they do not apply to this release; then the branch is shut, as a lease that says who
/// holds it and until when.
/// </summary>
public sealed class FreezeStep(IForge forge, ReleaseTarget target, FreezeRules rules, FreezeTerms terms, TimeProvider time) : IStep
{
    public string Name => "Freeze";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var released = await forge.Releases.Find(target.Version.Tag(), cancel);
        if (released is { IsDraft: false }) return new Done($"{released.Tag} is published; nothing is left to freeze for");

        var sight = await forge.Freezes.Look(target.Branch, cancel);
        var now = time.GetUtcNow();
        var open = await forge.Pulls.Open(target.Branch, cancel);
        var judged = open.Where(pull => pull.Head != target.Version.BumpBranch()).Select(pull => (pull, excuse: rules.Excuse(pull))).ToList();
        IReadOnlyList<ReleaseError> reasons =
        [
            .. judged.Where(entry => entry.excuse is null).Select(entry => Holding(entry.pull)),
            .. sight.Lease is { } other && other.IsOthers(target.Version, now) ? [Taken(other)] : Array.Empty<ReleaseError>(),
        ];
        if (reasons.Count > 0) return new Blocked(reasons);

        var untold = await Untold([.. judged.Select(entry => entry.pull)], cancel);
        IReadOnlyList<Change> words = [.. untold.Select(pull => new Change("comment", $"#{pull.Number}", null, $"{target.Branch} is frozen for {target.Version}; it stays there after the freeze", Reach.Reversible))];
        var excused = judged.Select(entry => $"#{entry.pull.Number} does not hold the release up: {entry.excuse}");
        return sight.Lease switch
        {
            null => new Pending([new Change("freeze", target.Branch, await forge.Refs.Branch(target.Branch, cancel) is { } tip ? $"open for pushes at {tip.Short}" : "open for pushes", $"shut for {target.Version} for {Words(terms.Lasts)}", Reach.Reversible), .. words]),
            var lease when lease.IsExpired(now) => new Pending([new Change("renew freeze", target.Branch, $"{lease}, which is over", $"shut for {target.Version} for {Words(terms.Lasts)}", Reach.Reversible), .. words]),
            _ when words.Count > 0 => new Pending(words),
            var lease => new Done([$"{lease}; no open pull request holds the release up", .. excused]),
        };
    }

    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var sight = await forge.Freezes.Look(target.Branch, cancel);
        var now = time.GetUtcNow();
        if (sight.Lease is { } other && other.IsOthers(target.Version, now)) throw new ReleaseException(ExitCode.Blocked, [Taken(other)]);
        var there = sight.Lease is { } ours && !ours.IsExpired(now)
            ? ours
            : await forge.Freezes.Take(new FreezeLease(0, target.Branch, FreezeMeans.Ruleset, target.Version.ToString(), terms.Owner, now + terms.Lasts), sight.Lease, cancel);
        if (terms.Word == FreezeWord.Unsaid) return;
        var open = await forge.Pulls.Open(target.Branch, cancel);
        foreach (var pull in await Untold([.. open.Where(pull => pull.Head != target.Version.BumpBranch())], cancel)) await forge.Pulls.Comment(pull, Word(there), cancel);
    }

    /// <summary>Pull requests whose people have not been told of this release's freeze.</summary>
    private async Task<IReadOnlyList<PullRequest>> Untold(IReadOnlyList<PullRequest> open, CancellationToken cancel)
    {
        if (terms.Word == FreezeWord.Unsaid) return [];
        var untold = new List<PullRequest>();
        foreach (var pull in open)
            if (!(await forge.Pulls.Comments(pull, cancel)).Any(comment => comment.Contains(Mark, StringComparison.Ordinal))) untold.Add(pull);
        return untold;
    }

    /// <summary>Nobody sees it, and the next run knows the comment by it.</summary>
    private string Mark => $"<!-- release-freeze-{target.Version} -->";

    private string Word(FreezeLease lease) =>
        $"""
        {Mark}
        {lease}. This pull request does not hold the release up and stays open; it can be merged when `{target.Branch}` is open again.
        """;

    private static ReleaseError Taken(FreezeLease other) => new(
        "TR3202", $"{other}.", $"finish that release, or end its freeze: --target=Thaw --version={other.Release}", other.Name);

    private ReleaseError Holding(PullRequest pull) => new(
        "TR3201",
        $"#{pull.Number} \"{pull.Title}\" by {pull.Author} is open against {target.Branch}.",
        $"merge it, close it, label it '{rules.Excusing}', or give --ignore-pull={pull.Number}",
        pull.Url);

    private static string Words(TimeSpan lasts) => lasts.TotalDays >= 1 ? $"{lasts.TotalDays:0.#} days" : $"{lasts.TotalHours:0.#} hours";
}

/// <summary>Which open pull requests do not hold a release up.</summary>
/// <param name="Labels">Labels that excuse one.</param>
/// <param name="Numbers">Pull requests that the release manager excused by number.</param>
public sealed record FreezeRules(IReadOnlyList<string> Labels, IReadOnlyList<int> Numbers)
{
    /// <summary>The label to advise.</summary>
    public string Excusing => Labels is [var first, ..] ? first : "not-applicable";

    /// <summary>Why a pull request does not hold the release up; null when it does.</summary>
    public string? Excuse(PullRequest pull)
        => pull.IsDraft ? "it is a draft"
            : Numbers.Contains(pull.Number) ? "the release manager excused it"
            : pull.Labels.FirstOrDefault(label => Labels.Contains(label, StringComparer.OrdinalIgnoreCase)) is { } label ? $"it is labelled '{label}'"
            : null;
}
