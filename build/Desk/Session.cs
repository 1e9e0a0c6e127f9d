using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>Everything one run works with, opened once and on first need.</summary>
/// <param name="Mode">Plan, rehearsal, in place or publish.</param>
/// <param name="Intent">What is planned, where the mode is a plan: a rehearsal or the real thing; the mode itself elsewhere.</param>
/// <param name="Target">What is released.</param>
/// <param name="Folder">The release's own folder.</param>
/// <param name="Workspace">The files that are edited: the scratch clone, or in place the checkout itself.</param>
/// <param name="History">Git history of that workspace.</param>
/// <param name="Patches">What commits do to files; of the checkout itself, which knows more branches than a scratch clone of it.</param>
/// <param name="Git">What is changed in git there.</param>
/// <param name="World">The forge; null for targets that need none.</param>
/// <param name="Notices">What the user should know before the first step.</param>
/// <param name="Held">What is let go at the end.</param>
public sealed record Session(
    RunMode Mode,
    RunMode Intent,
    ReleaseTarget Target,
    ReleaseFolder Folder,
    IWorkspace Workspace,
    IHistory History,
    IPatches Patches,
    IGit Git,
    ForgeWorld? World,
    IReadOnlyList<string> Notices,
    IReadOnlyList<IDisposable> Held) : IAsyncDisposable
{
    /// <exception cref="InvalidOperationException">The chosen targets need no forge, so none was opened.</exception>
    public IForge Forge => World?.Forge ?? throw new InvalidOperationException("This run opened no forge.");

    /// <summary>Address of the repository for people's links.</summary>
    public string RepositoryUrl => $"https://github.com/{Target.Repository}";

    public IReceipts Receipts { get; } = new Receipts(Folder);

    /// <summary>Everything that is attached to the release: the files in <c>out/</c>, and the rest of its notes where the page has no room for them.</summary>
    public IOutFolder Attached => new AttachedFiles(OutFolder, new NotesFolder(Folder));

    public IOutFolder OutFolder { get; } = new OutFolder(Folder.Out);

    /// <summary>The commit a release tests; null where a target works on the files as they are.</summary>
    public CommitId? TestedCommit => Intent is RunMode.Rehearse or RunMode.Publish ? Target.Base : null;

    /// <summary>Whether the release merges its own pull request.</summary>
    public MergePolicy MergePolicy => Intent == RunMode.Publish ? MergePolicy.WaitForReviewer : MergePolicy.MergeItself;

    public async ValueTask DisposeAsync()
    {
        if (World is not null) await World.DisposeAsync();
        foreach (var thing in Held) thing.Dispose();
    }
}

/// <summary>The forge and, in a rehearsal, the twin behind it.</summary>
/// <param name="Forge">The port.</param>
/// <param name="Knowledge">What the forge can be asked.</param>
/// <param name="Address">Where the API answers, for people.</param>
/// <param name="Closing">What to close afterwards, in order.</param>
public sealed record ForgeWorld(IForge Forge, WorldKnowledge Knowledge, Uri Address, IReadOnlyList<IAsyncDisposable> Closing) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        foreach (var thing in Closing) await thing.DisposeAsync();
    }
}

/// <summary>Whether the forge can be asked for pull requests and check results of the real world.</summary>
public enum WorldKnowledge
{
    /// <summary>GitHub, or a twin that was seeded.</summary>
    Whole,

    /// <summary>A twin that knows the repository and nothing else.</summary>
    RepositoryOnly,
}
