using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>Who merges the version-bump PR.</summary>
public enum MergePolicy
{
    /// <summary>The rehearsal does, so that it can go on.</summary>
    MergeItself,

    /// <summary>A reviewer does; the release waits.</summary>
    WaitForReviewer,
}

/// <summary>
/// Checklist step 4: one PR that carries version, dependency versions, docs link, frozen docs and changelog.
/// Commits on <c>release/vX.Y.Z-bump</c>, pushes, opens the PR or adopts the one that is there.
/// </summary>
public sealed class VersionBumpPrStep(IForge forge, IGit git, IHistory history, IReceipts receipts, ReleaseTarget target, MergePolicy policy) : IStep
{
    private const string Undone = "undone-pull.txt";

    private string Branch => target.Version.BumpBranch();

    private string LocalRef => $"refs/heads/{Branch}";

    private string Title => $"chore: Bump version to {target.Version}";

    public string Name => "VersionBumpPr";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var (pull, remote) = (await forge.Pulls.From(Branch, cancel), await forge.Refs.Branch(Branch, cancel));
        if (IsUndone(pull, remote)) pull = null;
        if (pull is { State: PullRequestState.Merged, MergeCommit: { } merged })
            return new Done([$"#{pull.Number} is merged into {pull.Base} as {merged.Short}", pull.Url]);
        if (pull is { State: PullRequestState.Closed })
            return new Blocked([new ReleaseError("TR3401", $"#{pull.Number} was closed without being merged.", "reopen it, or delete its branch to begin again", pull.Url)]);

        var local = await Made(cancel);
        if (await Strange(local, remote, cancel) is { } strange) return new Blocked([strange]);

        var edited = await git.Uncommitted(cancel);
        var changes = new List<Change>();
        if (edited.Count > 0 || (local is null && remote is null))
            changes.Add(new Change("commit", Branch, target.Base.Short, "version, docs and changelog of the steps before"));
        if (changes.Count > 0 || (remote != local && !await IsAhead(remote, local, cancel)))
            changes.Add(new Change("push", Branch, remote?.Short, "the version bump", Reach.Reversible));
        if (pull is null) changes.Add(new Change("open pull request", $"{Branch} -> {target.Branch}", null, Title, Reach.Reversible));
        if (policy == MergePolicy.MergeItself)
            changes.Add(new Change("merge pull request", pull is null ? Title : $"#{pull.Number}", "open", "merged", Reach.Irreversible));
        return changes.Count > 0 ? new Pending(changes) : new Waiting($"waiting for PR #{pull!.Number}; run the same command again once it is merged ({pull.Url})");
    }

    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        if ((await git.Uncommitted(cancel)).Count > 0) await git.CommitAll(Branch, target.Base, Title, cancel);
        var local = await Made(cancel) ?? throw NothingToCommit();
        var (pull, remote) = (await forge.Pulls.From(Branch, cancel), await forge.Refs.Branch(Branch, cancel));
        if (IsUndone(pull, remote)) receipts.Write(Undone, pull!.Url);
        if (remote != local && !await IsAhead(remote, local, cancel)) await git.Push(local, LocalRef, remote, cancel);
        if (pull is null || IsUndone(pull, remote)) pull = await forge.Pulls.Create(new NewPullRequest(Title, Body(), Branch, target.Branch, []), cancel);
        if (policy == MergePolicy.MergeItself && pull.State == PullRequestState.Open) await forge.Pulls.Merge(pull, cancel);
    }

    /// <summary>Closed, and its branch is gone: what Undo leaves, and whoever wants to begin again. It stays closed, also when this run dies after it pushed anew.</summary>
    private bool IsUndone(PullRequest? pull, CommitId? remote)
        => pull is { State: PullRequestState.Closed } && (remote is null || receipts.Read(Undone) == pull.Url);

    private string Body() =>
        $"""
        Version bump for {target.Version.Tag()}, as the release process asks for in one pull request:
        package version, dependency versions, documentation link, frozen documentation and changelog.

        Made from {target.Base.Hex} on `{target.Branch}`. Merging it lets the release go on.
        """;

    /// <summary>The commit that was made here; a branch that is still at the base holds none.</summary>
    private async Task<CommitId?> Made(CancellationToken cancel) => await git.Ref(LocalRef, cancel) is { } tip && tip != target.Base ? tip : null;

    /// <summary>Somebody else's branch of that name, or a rewritten one: never overwritten.</summary>
    private async Task<ReleaseError?> Strange(CommitId? local, CommitId? remote, CancellationToken cancel)
    {
        if (remote is null || remote == local) return null;
        if (local is not null && (await IsAhead(remote, local, cancel) || await IsOurs(remote, cancel))) return null;
        if (local is null && await IsOurs(remote, cancel)) return null;
        return new ReleaseError(
            "TR2201", $"branch {Branch} on the forge is at {remote.Short}, which this release did not make.", $"look at it, then delete it: git push origin --delete {Branch}", Branch, local?.Short ?? "no such branch");
    }

    /// <summary>Reviewers may have pushed on top of our commit.</summary>
    private async Task<bool> IsAhead(CommitId? remote, CommitId? local, CancellationToken cancel)
    {
        if (remote is null || local is null) return false;
        await git.Fetch(cancel);
        return await history.IsAncestor(local, remote, cancel);
    }

    /// <summary>A commit of an earlier run of this release: one commit on the same base with our title.</summary>
    private async Task<bool> IsOurs(CommitId remote, CancellationToken cancel)
    {
        await git.Fetch(cancel);
        await foreach (var commit in history.Commits(new CommitRange(target.Base, remote), cancel))
            if (!commit.Message.StartsWith(Title, StringComparison.Ordinal)) return false;
        return await history.IsAncestor(target.Base, remote, cancel);
    }

    private ReleaseException NothingToCommit() => new(new ReleaseError(
        "TR2202", "the steps before changed no file, so there is nothing to put into the version-bump PR.", "run Bump, Docs and Changelog first (leave --exclusive away)", Branch));
}
