using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Tests.Models;

/// <summary>The shared world's forge, as one run of one release manager reaches it.</summary>
internal sealed class ManagersForge(SharedWorld world, PowerLine power, IReadOnlyList<OutFile> made) : IForge, IPullRequests, IFreezes, IReleaseLocks, IChecks, IRefs, IReleases, IMilestones
{
    public IPullRequests Pulls => this;

    public IFreezes Freezes => this;

    public IReleaseLocks Locks => this;

    public IChecks Checks => this;

    public IRefs Refs => this;

    public IReleases Releases => this;

    public IMilestones Milestones => this;

    public ForgeUse Use => new(0, 0, 0, null, null);

    public Task<IReadOnlyList<PullRequest>> Open(string baseBranch, CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<PullRequest>>([.. world.Pulls.Where(pull => pull.Base == baseBranch && pull.State == PullRequestState.Open)]);

    public Task<PullRequest?> From(string headBranch, CancellationToken cancel) => Task.FromResult(world.Pulls.LastOrDefault(pull => pull.Head == headBranch));

    public Task<PullRequest> Create(NewPullRequest request, CancellationToken cancel) => Change($"open pull request from {request.Head}", () => world.Open(request.Title, request.Head, "manager"));

    public Task<PullRequest> Merge(PullRequest request, CancellationToken cancel) => throw new InvalidOperationException("A reviewer merges.");

    public Task Close(PullRequest request, CancellationToken cancel)
        => Change($"close #{request.Number}", () => world.Replace(world.Pulls[request.Number - 1], world.Pulls[request.Number - 1] with { State = PullRequestState.Closed }));

    public Task<IReadOnlyList<string>> Comments(PullRequest request, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task Comment(PullRequest request, string text, CancellationToken cancel) => throw new InvalidOperationException("Nobody wanted comments.");

    Task<FreezeSight> IFreezes.Look(string branch, CancellationToken cancel) => Task.FromResult(new FreezeSight(world.Lease));

    public Task<FreezeLease> Take(FreezeLease lease, FreezeLease? replaced, CancellationToken cancel)
        => Change("freeze", () => world.Lease == replaced ? world.Lease = lease with { Id = 1 } : throw new ReleaseException(ExitCode.Blocked, [new ReleaseError("TR3202", "another lease was there first.", "wait", lease.Name)]));

    public Task End(FreezeLease lease, CancellationToken cancel) => Change("thaw", () => world.Lease = world.Lease == lease ? null : world.Lease);

    Task<LockSight> IReleaseLocks.Look(string branch, CancellationToken cancel) => Task.FromResult(world.Lock);

    Task<LockSight> IReleaseLocks.Take(ReleaseLock wanted, LockSight seen, CancellationToken cancel)
        => Change("lock", () => world.Lock == seen ? world.Lock = new LockSight(world.Commit([], wanted.Message), wanted) : throw new ReleaseException(ExitCode.Blocked, [LockStep.Taken(world.Lock.Held!)]));

    Task IReleaseLocks.LetGo(LockSight mine, CancellationToken cancel)
        => Change("unlock", () => world.Lock = world.Lock == mine ? new LockSight(world.Commit([], mine.Held!.FreeMessage), null) : throw new ReleaseException(ExitCode.Blocked, [LockStep.Taken(world.Lock.Held!)]));

    public Task<IReadOnlyList<CheckResult>> At(CommitId commit, CancellationToken cancel) => Task.FromResult<IReadOnlyList<CheckResult>>([]);

    public Task Rerun(IReadOnlyList<CheckResult> failed, CancellationToken cancel) => throw new InvalidOperationException("Nobody wanted reruns.");

    public Task<CommitId?> Tag(string name, CancellationToken cancel) => Task.FromResult(world.Tags.GetValueOrDefault(name));

    public Task<CommitId?> Branch(string name, CancellationToken cancel) => Task.FromResult(world.Branches.GetValueOrDefault(name));

    public Task DeleteBranch(string name, CommitId expected, CancellationToken cancel) => Change($"delete branch {name}", () =>
    {
        if (world.Branches.GetValueOrDefault(name) == expected) world.DeleteBranch(name);
    });

    public Task<ForgeRelease?> Find(string tag, CancellationToken cancel) => Task.FromResult(world.Release?.Tag == tag ? world.Release : null);

    public Task<ForgeRelease> CreateDraft(NewRelease release, CancellationToken cancel) => Change("create draft", () => world.Release is null
        ? world.Release = new ForgeRelease(1, release.Tag, release.Name, release.Body, true, release.IsPrerelease, release.Target.Hex, "https://forge/releases/1", [])
        : throw new InvalidOperationException("There is a release of that tag already."));

    public Task<ForgeRelease> Describe(ForgeRelease release, NewRelease description, CancellationToken cancel)
        => Change("describe draft", () => world.Release = Present(release) with { Name = description.Name, Body = description.Body });

    public Task<ReleaseAsset> Upload(ForgeRelease release, string path, CancellationToken cancel) => Change($"upload {Path.GetFileName(path)}", () =>
    {
        var file = made.Single(one => one.Path == path);
        var asset = new ReleaseAsset(world.Commits.Count + Present(release).Assets.Count, file.Name, file.Size, file.Digest, true, "https://forge/asset");
        world.Release = Present(release) with { Assets = [.. world.Release!.Assets.Where(other => other.Name != asset.Name), asset] };
        return asset;
    });

    public Task DeleteAsset(ReleaseAsset asset, CancellationToken cancel)
        => Change($"delete asset {asset.Name}", () => world.Release = world.Release! with { Assets = [.. world.Release.Assets.Where(other => other.Name != asset.Name)] });

    Task<Immutability> IReleases.Immutability(CancellationToken cancel) => Task.FromResult(Immutability.Editable);

    public Task<ForgeRelease> Publish(ForgeRelease release, CancellationToken cancel)
        => Change("publish", () => world.Tags.ContainsKey(release.Tag) ? world.Release = Present(release) with { IsDraft = false } : throw new InvalidOperationException("GitHub would make the tag itself."));

    public Task DeleteDraft(ForgeRelease release, CancellationToken cancel)
        => Change("delete draft", () => world.Release = Present(release).IsDraft ? null : throw new InvalidOperationException("It is public."));

    public Task<Stream> Download(ReleaseAsset asset, CancellationToken cancel) => throw new InvalidOperationException("Nobody verifies here.");

    Task<Milestone?> IMilestones.Find(string title, CancellationToken cancel) => Task.FromResult<Milestone?>(null);

    private ForgeRelease Present(ForgeRelease release) => world.Release is { } present && present.Id == release.Id ? present : throw new InvalidOperationException("404");

    private Task<T> Change<T>(string what, Func<T> change) => Task.FromResult(power.Change(what, change));

    private Task Change(string what, Action change)
    {
        power.Change(what, change);
        return Task.CompletedTask;
    }
}
