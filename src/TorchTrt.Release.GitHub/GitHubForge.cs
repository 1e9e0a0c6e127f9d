using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.GitHub;

/// <summary>The forge port over GitHub's REST API. The twin answers the same requests; nothing here knows which it is.</summary>
public sealed class GitHubForge : IForge, IDisposable
{
    private readonly Wire wire;

    private GitHubForge(Wire wire)
    {
        this.wire = wire;
        Pulls = new GitHubPullRequests(wire);
        Freezes = new GitHubFreezes(wire);
        Locks = new GitHubLocks(wire);
        Checks = new GitHubChecks(wire);
        Refs = new GitHubRefs(wire);
        Releases = new GitHubReleases(wire);
        Milestones = new GitHubMilestones(wire);
    }

    public IPullRequests Pulls { get; }

    public IFreezes Freezes { get; }

    public IReleaseLocks Locks { get; }

    public IChecks Checks { get; }

    public IRefs Refs { get; }

    public IReleases Releases { get; }

    public IMilestones Milestones { get; }

    /// <summary>What the token may do, found out by reading alone.</summary>
    /// <param name="branch">Branch of the release.</param>
    /// <exception cref="ReleaseException">TR3002 where the token is none, TR3009 where the repository is not seen.</exception>
    public Task<ForgeAccess> Access(string branch, CancellationToken cancel) => new GitHubAccess(wire).Look(branch, cancel);

    /// <summary>What the repository holds now, as JSON that a twin is seeded with. Reads alone; drafts are in it where the token may see them.</summary>
    /// <param name="commit">The commit whose checks are taken.</param>
    public async Task<string> Snapshot(CommitId commit, CancellationToken cancel) => (await new GitHubSnapshot(wire).Take(commit, cancel)).ToString();

    /// <summary>The tip of every branch, and the names of all tags.</summary>
    public Task<(IReadOnlyDictionary<string, CommitId> Branches, IReadOnlyList<string> Tags)> AllRefs(CancellationToken cancel) => new GitHubSnapshot(wire).Refs(cancel);

    public ForgeUse Use => wire.Use;

    /// <summary>Opens the forge; nothing is sent yet.</summary>
    /// <param name="token">Read at the moment of use; null or empty means none, and then only reading works.</param>
    public static GitHubForge Connect(ForgeAddress address, Func<string?> token, TimeProvider time) => new(new Wire(address, token, time));

    public void Dispose() => wire.Dispose();
}
