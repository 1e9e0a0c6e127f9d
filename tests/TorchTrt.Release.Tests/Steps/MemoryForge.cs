using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Tests.Steps;

/// <summary>A forge that remembers, at the port. The twin stands in for the wire; this one for the idea.</summary>
internal sealed class MemoryForge : IForge, IPullRequests, IFreezes, IReleaseLocks, IChecks, IRefs, IReleases, IMilestones
{
    public List<PullRequest> PullRequests { get; } = [];

    public List<FreezeLease> Leases { get; } = [];

    public Dictionary<string, CommitId> Tips { get; } = [];

    public Dictionary<string, CommitId> Tagged { get; } = [];

    private int locked;

    public List<CheckResult> Results { get; } = [];

    public List<ForgeRelease> Published { get; } = [];

    public Dictionary<long, byte[]> Bytes { get; } = [];

    /// <summary>Called before an upload, to fail there.</summary>
    public Action<string> BeforeUpload { get; set; } = _ => { };

    public IPullRequests Pulls => this;

    public IFreezes Freezes => this;

    public IReleaseLocks Locks => this;

    public LockSight Lock { get; set; } = new(null, null);

    public IChecks Checks => this;

    public IRefs Refs => this;

    public IReleases Releases => this;

    public IMilestones Milestones => this;

    public ForgeUse Use => new(0, 0, 0, null, null);

    public static CommitId Commit(char digit) => new(new string(digit, 40));

    public Task<IReadOnlyList<PullRequest>> Open(string baseBranch, CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<PullRequest>>([.. PullRequests.Where(pull => pull.Base == baseBranch && pull.State == PullRequestState.Open)]);

    public Task<PullRequest?> From(string headBranch, CancellationToken cancel) => Task.FromResult(PullRequests.LastOrDefault(pull => pull.Head == headBranch));

    public Task<PullRequest> Create(NewPullRequest request, CancellationToken cancel)
    {
        var number = PullRequests.Count + 1;
        var pull = new PullRequest(
            number, request.Title, $"https://forge/pull/{number}", PullRequestState.Open, false, request.Head, Tips[request.Head], request.Base, request.Labels, "manager", null, null);
        PullRequests.Add(pull);
        return Task.FromResult(pull);
    }

    public Task<PullRequest> Merge(PullRequest request, CancellationToken cancel)
    {
        var merged = request with { State = PullRequestState.Merged, MergeCommit = Commit('e') };
        PullRequests[PullRequests.IndexOf(request)] = merged;
        return Task.FromResult(merged);
    }

    public Task Close(PullRequest request, CancellationToken cancel)
    {
        PullRequests[PullRequests.IndexOf(request)] = request with { State = PullRequestState.Closed };
        return Task.CompletedTask;
    }

    /// <summary>Who was told what, in the order of telling.</summary>
    public List<(int Pull, string Text)> Said { get; } = [];

    public Task<IReadOnlyList<string>> Comments(PullRequest request, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([.. Said.Where(said => said.Pull == request.Number).Select(said => said.Text)]);

    public Task Comment(PullRequest request, string text, CancellationToken cancel)
    {
        Said.Add((request.Number, text));
        return Task.CompletedTask;
    }

    Task<LockSight> IReleaseLocks.Look(string branch, CancellationToken cancel) => Task.FromResult(Lock);

    Task<LockSight> IReleaseLocks.Take(ReleaseLock wanted, LockSight seen, CancellationToken cancel)
        => Task.FromResult(Lock == seen ? Lock = new LockSight(Commit((char)('1' + locked++ % 9)), wanted) : throw new ReleaseException(ExitCode.Blocked, [LockStep.Taken(Lock.Held!)]));

    Task IReleaseLocks.LetGo(LockSight mine, CancellationToken cancel)
    {
        if (Lock == mine) Lock = new LockSight(Commit((char)('1' + locked++ % 9)), null);
        return Task.CompletedTask;
    }

    public Task<CommitId?> Branch(string branch, CancellationToken cancel) => Task.FromResult(Tips.GetValueOrDefault(branch));

    public Task<FreezeSight> Look(string branch, CancellationToken cancel) => Task.FromResult(new FreezeSight(Leases.FirstOrDefault(lease => lease.Branch == branch)));

    public Task<FreezeLease> Take(FreezeLease lease, FreezeLease? replaced, CancellationToken cancel)
    {
        if (replaced is not null) Leases.Remove(replaced);
        Leases.Add(lease);
        return Task.FromResult(lease);
    }

    public Task End(FreezeLease lease, CancellationToken cancel)
    {
        Leases.Remove(lease);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<CheckResult>> At(CommitId commit, CancellationToken cancel) => Task.FromResult<IReadOnlyList<CheckResult>>(Results);

    public Task Rerun(IReadOnlyList<CheckResult> failed, CancellationToken cancel)
    {
        foreach (var check in failed) Results[Results.IndexOf(check)] = check with { Conclusion = CheckConclusion.Pending };
        OnRerun();
        return Task.CompletedTask;
    }

    /// <summary>What comes of checks that run again.</summary>
    public Action OnRerun { get; set; } = () => { };

    public Task<CommitId?> Tag(string name, CancellationToken cancel) => Task.FromResult(Tagged.GetValueOrDefault(name));

    public Task DeleteBranch(string name, CommitId expected, CancellationToken cancel)
    {
        Tips.Remove(name);
        return Task.CompletedTask;
    }

    public Task<ForgeRelease?> Find(string tag, CancellationToken cancel) => Task.FromResult(Published.SingleOrDefault(release => release.Tag == tag));

    public Task<ForgeRelease> CreateDraft(NewRelease release, CancellationToken cancel)
    {
        var draft = new ForgeRelease(1, release.Tag, release.Name, release.Body, true, release.IsPrerelease, release.Target.Hex, "https://forge/releases/1", []);
        Published.Add(draft);
        return Task.FromResult(draft);
    }

    public Task<ForgeRelease> Describe(ForgeRelease release, NewRelease description, CancellationToken cancel)
        => Task.FromResult(Replace(release, release with { Name = description.Name, Body = description.Body }));

    public Task<ReleaseAsset> Upload(ForgeRelease release, string path, CancellationToken cancel)
    {
        BeforeUpload(Path.GetFileName(path));
        var bytes = File.ReadAllBytes(path);
        var digest = $"sha256:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}";
        var asset = new ReleaseAsset(Bytes.Count + 1, Path.GetFileName(path), bytes.Length, digest, true, "https://forge/asset");
        Bytes[asset.Id] = bytes;
        var present = Published.Single(other => other.Id == release.Id);
        Replace(present, present with { Assets = [.. present.Assets.Where(other => other.Name != asset.Name), asset] });
        return Task.FromResult(asset);
    }

    public Immutability Lasting { get; set; }

    Task<Immutability> IReleases.Immutability(CancellationToken cancel) => Task.FromResult(Lasting);

    public Task DeleteAsset(ReleaseAsset asset, CancellationToken cancel)
    {
        var holder = Published.Single(release => release.Assets.Contains(asset));
        Replace(holder, holder with { Assets = [.. holder.Assets.Where(other => other != asset)] });
        return Task.CompletedTask;
    }

    public Task<ForgeRelease> Publish(ForgeRelease release, CancellationToken cancel) => Task.FromResult(Replace(Published.Single(other => other.Id == release.Id), release with { IsDraft = false }));

    public Task DeleteDraft(ForgeRelease release, CancellationToken cancel)
    {
        Published.Remove(release);
        return Task.CompletedTask;
    }

    public Task<Stream> Download(ReleaseAsset asset, CancellationToken cancel) => Task.FromResult<Stream>(new MemoryStream(Bytes[asset.Id]));

    Task<Milestone?> IMilestones.Find(string title, CancellationToken cancel) => Task.FromResult<Milestone?>(null);

    private ForgeRelease Replace(ForgeRelease old, ForgeRelease release)
    {
        Published[Published.IndexOf(old)] = release;
        return release;
    }
}
