using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>
/// Checklist step 1: all open PRs are merged or closed, unless they do not apply to this release; then the branch is made read-only.
/// </summary>
public sealed class FreezeStep(IForge forge, ReleaseTarget target, FreezeRules rules) : IStep
{
    public string Name => "Freeze";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var released = await forge.Releases.Find(target.Version.Tag(), cancel);
        if (released is { IsDraft: false }) return new Done($"{released.Tag} is published; nothing is left to freeze for");

        var open = await forge.Pulls.Open(target.Branch, cancel);
        var judged = open.Where(pull => pull.Head != target.Version.BumpBranch()).Select(pull => (pull, excuse: rules.Excuse(pull))).ToList();
        var holding = judged.Where(entry => entry.excuse is null).Select(entry => Holding(entry.pull)).ToList();
        if (holding.Count > 0) return new Blocked(holding);

        var excused = judged.Select(entry => $"#{entry.pull.Number} does not hold the release up: {entry.excuse}");
        return await forge.Branches.IsLocked(target.Branch, cancel)
            ? new Done([$"{target.Branch} is locked; no open pull request holds the release up", .. excused])
            : new Pending([new Change("lock", target.Branch, "open for pushes", "read-only", Reach.Reversible)]);
    }

    public Task Apply(Pending pending, CancellationToken cancel) => forge.Branches.Lock(target.Branch, cancel);

    private ReleaseError Holding(PullRequest pull) => new(
        "TR3201",
        $"#{pull.Number} \"{pull.Title}\" by {pull.Author} is open against {target.Branch}.",
        $"merge it, close it, or label it '{rules.Excusing}'",
        pull.Url);
}

/// <summary>Which open pull requests do not hold a release up.</summary>
/// <param name="Labels">Labels that excuse one.</param>
public sealed record FreezeRules(IReadOnlyList<string> Labels)
{
    /// <summary>The label to advise.</summary>
    public string Excusing => Labels is [var first, ..] ? first : "not-applicable";

    /// <summary>Why a pull request does not hold the release up; null when it does.</summary>
    public string? Excuse(PullRequest pull)
        => pull.IsDraft
            ? "it is a draft"
            : pull.Labels.FirstOrDefault(label => Labels.Contains(label, StringComparer.OrdinalIgnoreCase)) is { } label ? $"it is labelled '{label}'" : null;
}
