namespace TorchTrt.Release.Ports;

/// <summary>The repository on the forge: GitHub, or the embedded twin. No caller knows which.</summary>
public interface IForge
{
    IPullRequests Pulls { get; }
    IFreezes Freezes { get; }
    IReleaseLocks Locks { get; }
    IChecks Checks { get; }
    IRefs Refs { get; }
    IReleases Releases { get; }
    IMilestones Milestones { get; }

    /// <summary>What this run has asked so far.</summary>
    ForgeUse Use { get; }
}

public enum PullRequestState
{
    Open,
    Closed,
    Merged,
}

/// <param name="Head">Branch the changes come from.</param>
/// <param name="HeadCommit">Tip of that branch.</param>
/// <param name="MergeCommit">The commit on the base branch once merged, else null.</param>
public sealed record PullRequest(
    int Number, string Title, string Url, PullRequestState State, bool IsDraft, string Head, CommitId HeadCommit, string Base,
    IReadOnlyList<string> Labels, string Author, CommitId? MergeCommit, string? Milestone);

public sealed record NewPullRequest(string Title, string Body, string Head, string Base, IReadOnlyList<string> Labels);

public interface IPullRequests
{
    /// <summary>Every open pull request against a branch, drafts included, by number.</summary>
    Task<IReadOnlyList<PullRequest>> Open(string baseBranch, CancellationToken cancel);

    /// <summary>The newest pull request from a branch of this repository, in any state; null when there was none.</summary>
    Task<PullRequest?> From(string headBranch, CancellationToken cancel);

    Task<PullRequest> Create(NewPullRequest request, CancellationToken cancel);

    /// <summary>Merges, only if the head is still the given commit.</summary>
    Task<PullRequest> Merge(PullRequest request, CancellationToken cancel);

    /// <summary>Closes without merging.</summary>
    Task Close(PullRequest request, CancellationToken cancel);

    /// <summary>The text of every comment in its conversation.</summary>
    Task<IReadOnlyList<string>> Comments(PullRequest request, CancellationToken cancel);

    /// <summary>Says something there once: a reply that is lost is looked for before it is said again.</summary>
    Task Comment(PullRequest request, string text, CancellationToken cancel);
}

public enum CheckConclusion
{
    Pending,
    Success,
    Neutral,
    Skipped,
    Failure,
    Cancelled,
    TimedOut,
    ActionRequired,
    Stale,
    StartupFailure,
}

/// <summary>A check run or a commit status, in one shape.</summary>
public sealed record CheckResult(string Name, CheckConclusion Conclusion, string Url, DateTimeOffset? Completed);

public interface IChecks
{
    /// <summary>Latest check runs and statuses at exactly this commit.</summary>
    Task<IReadOnlyList<CheckResult>> At(CommitId commit, CancellationToken cancel);

    /// <summary>Has the failed jobs of the workflow runs behind these checks run again.</summary>
    /// <exception cref="ReleaseException">TR3305 for a check that no workflow run is behind.</exception>
    Task Rerun(IReadOnlyList<CheckResult> failed, CancellationToken cancel);
}

public interface IRefs
{
    /// <summary>The commit a tag leads to when peeled; null when there is no such tag.</summary>
    Task<CommitId?> Tag(string name, CancellationToken cancel);

    /// <summary>The commit at a branch's tip; null when there is no such branch.</summary>
    Task<CommitId?> Branch(string name, CancellationToken cancel);

    /// <summary>Removes a branch if it is still at the expected commit; absent is fine.</summary>
    Task DeleteBranch(string name, CommitId expected, CancellationToken cancel);
}

/// <param name="Title">Usually the version.</param>
public sealed record Milestone(int Number, string Title, string State, string Description, IReadOnlyList<MilestoneItem> Items);

public sealed record MilestoneItem(int Number, string Title, string Url, bool IsPullRequest, bool IsClosed, IReadOnlyList<string> Labels, string Author);

public interface IMilestones
{
    /// <summary>The milestone of that title in any state, with its issues and pull requests; null when there is none.</summary>
    Task<Milestone?> Find(string title, CancellationToken cancel);
}

/// <param name="Digest"><c>sha256:</c> and 64 lowercase hex digits; null where the forge has none.</param>
/// <param name="IsComplete">The forge holds all bytes (state <c>uploaded</c>); false for a ghost of a failed upload.</param>
/// <param name="Size">Bytes.</param>
public sealed record ReleaseAsset(long Id, string Name, long Size, string? Digest, bool IsComplete, string DownloadUrl);

/// <param name="Target">Commit-ish the tag is made from when the forge makes it.</param>
public sealed record ForgeRelease(
    long Id, string Tag, string Name, string Body, bool IsDraft, bool IsPrerelease, string Target, string Url, IReadOnlyList<ReleaseAsset> Assets)
{
    /// <summary>Public for ever as it is: neither its tag nor its assets can change, and its tag is never free again.</summary>
    public bool IsImmutable { get; init; }
}

/// <summary>Whether what is published from now on can be changed.</summary>
public enum Immutability
{
    Editable,

    Immutable,

    /// <summary>This token may not see it.</summary>
    Unknown,
}

public sealed record NewRelease(string Tag, CommitId Target, string Name, string Body, bool IsPrerelease);

public interface IReleases
{
    /// <summary>The release of a tag, drafts included, with all assets; null when there is none.</summary>
    /// <exception cref="ReleaseException">TR3101 when two releases carry the tag.</exception>
    Task<ForgeRelease?> Find(string tag, CancellationToken cancel);

    Task<ForgeRelease> CreateDraft(NewRelease release, CancellationToken cancel);

    /// <summary>Changes name, body and prerelease mark of a release, draft or not.</summary>
    Task<ForgeRelease> Describe(ForgeRelease release, NewRelease description, CancellationToken cancel);

    /// <summary>
    /// Streams one file up. <paramref name="path"/> is absolute; the asset takes its file name. Where <paramref name="release"/> shows another asset of that
    /// name, that one goes only when the new one is there whole.
    /// </summary>
    /// <exception cref="ReleaseException">TR3105 when somebody attached other bytes meanwhile, TR3106 when the bytes do not arrive as they were sent.</exception>
    Task<ReleaseAsset> Upload(ForgeRelease release, string path, CancellationToken cancel);

    Task DeleteAsset(ReleaseAsset asset, CancellationToken cancel);

    /// <summary>The repository's setting.</summary>
    Task<Immutability> Immutability(CancellationToken cancel);

    /// <summary>Makes a draft public. Cannot be undone where releases are immutable.</summary>
    Task<ForgeRelease> Publish(ForgeRelease release, CancellationToken cancel);

    /// <summary>Removes a draft and its assets. Refuses a release that is public.</summary>
    Task DeleteDraft(ForgeRelease release, CancellationToken cancel);

    /// <summary>Streams an asset's bytes back.</summary>
    Task<Stream> Download(ReleaseAsset asset, CancellationToken cancel);
}
