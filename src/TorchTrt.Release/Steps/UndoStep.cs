using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>
/// The inverse of what the release did on the forge, computed from what is there: unlock, delete the draft, close the PR, delete its branch.
/// What cannot be taken back (a tag, a merged PR, a public release) is named.
/// </summary>
public sealed class UndoStep(IForge forge, ReleaseTarget target) : IStep
{
    public string Name => "Undo";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var world = await Look(cancel);
        var changes = new List<Change>();
        if (world.Draft is not null) changes.Add(new Change("delete draft", target.Version.Tag(), $"draft with {world.Draft.Assets.Count} assets", "absent", Reach.Irreversible));
        if (world.OpenPull is not null) changes.Add(new Change("close pull request", $"#{world.OpenPull.Number}", "open", "closed", Reach.Reversible));
        if (world.Branch is not null) changes.Add(new Change("delete branch", target.Version.BumpBranch(), world.Branch.Short, "absent", Reach.Irreversible));
        if (world.Freeze is not null) changes.Add(new Change("thaw", target.Branch, world.Freeze.ToString(), "open for pushes", Reach.Reversible));
        return changes.Count > 0 ? new Pending(changes) : new Done(["nothing is left that can be taken back", .. world.Kept]);
    }

    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var world = await Look(cancel);
        if (world.Draft is not null) await forge.Releases.DeleteDraft(world.Draft, cancel);
        if (world.OpenPull is not null) await forge.Pulls.Close(world.OpenPull, cancel);
        if (world.Branch is not null) await forge.Refs.DeleteBranch(target.Version.BumpBranch(), world.Branch, cancel);
        if (world.Freeze is not null) await forge.Freezes.End(world.Freeze, cancel);
    }

    private async Task<World> Look(CancellationToken cancel)
    {
        var release = await forge.Releases.Find(target.Version.Tag(), cancel);
        var pull = await forge.Pulls.From(target.Version.BumpBranch(), cancel);
        var tag = await forge.Refs.Tag(target.Version.Tag(), cancel);
        var kept = new List<string>();
        if (release is { IsDraft: false }) kept.Add($"cannot be undone: {release.Url} is public{(release.IsImmutable ? " and immutable" : "")}");
        if (tag is not null) kept.Add($"cannot be undone: tag {target.Version.Tag()} at {tag.Short}; a published tag is never moved or reused");
        if (pull is { State: PullRequestState.Merged }) kept.Add($"cannot be undone: #{pull.Number} is merged; revert it with a pull request of its own");
        return new World(
            release is { IsDraft: true } ? release : null,
            pull is { State: PullRequestState.Open } ? pull : null,
            await forge.Refs.Branch(target.Version.BumpBranch(), cancel),
            await Freeze(cancel),
            kept);
    }

    /// <summary>This release's own freeze; another's is not ours to end.</summary>
    private async Task<FreezeLease?> Freeze(CancellationToken cancel)
        => (await forge.Freezes.Look(target.Branch, cancel)).Lease is { } lease && (lease.Means == FreezeMeans.BranchLock || lease.Release == target.Version.ToString()) ? lease : null;

    private sealed record World(ForgeRelease? Draft, PullRequest? OpenPull, CommitId? Branch, FreezeLease? Freeze, IReadOnlyList<string> Kept);
}
