using Build.CommandLine;
using Build.Adapters.Git;
using TorchTrt.Release;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.Desk;

/// <summary>Everything before the first step: checkout, version, folder, world. All that is wrong is said here, before anything is changed.</summary>
public sealed class SessionOpener(ReleaseRequest request, GraphScope scope, SourceOpener sources, VersionChooser chooser, MachineNeeds needs, ForgeToken token, LiveSeed live, TimeProvider time)
{
    public async Task<Session> Open(CancellationToken cancel)
    {
        TrustedEvent.Require(request, Environment.GetEnvironmentVariable);
        var mode = scope.Mode(request);
        FolderKeeper.RequireWritable(request.Artifacts);
        var source = await sources.Open(scope.IsInPlace && mode != RunMode.Plan ? SampleUse.Edited : SampleUse.ReadOnly, cancel);
        if (scope.IsInPlace && mode != RunMode.Plan) source.Files.FinishEarlier();
        var choice = await chooser.Choose(source, cancel);
        await needs.Meet(OperatorIndexSource.Find(source.Files, request.Operators.Prebuilt), cancel);
        var folder = new ReleaseFolder(Path.Combine(request.Artifacts, "release", choice.Version.ToString()));
        return scope.IsInPlace
            ? InPlace(mode, source, choice, folder)
            : await Whole(mode, source, choice, folder, cancel);
    }

    /// <summary>Single targets edit the checkout they are given.</summary>
    private static Session InPlace(RunMode mode, SourceCheckout source, VersionChoice choice, ReleaseFolder folder)
    {
        var target = new ReleaseTarget(choice.Version, choice.Previous, source.Head.Id, source.Branch, source.Repository);
        return new Session(mode, mode, target, folder, new GuardedWorkspace(source.Files, source.Writer, new Receipts(folder)), source.History, source.Patches, source.Writer, null, Notices(source, choice), []);
    }

    /// <summary>A release works in a scratch clone, rehearsed or real.</summary>
    private async Task<Session> Whole(RunMode mode, SourceCheckout source, VersionChoice choice, ReleaseFolder folder, CancellationToken cancel)
    {
        await RequireClean(source, cancel);
        var intent = request.Destination == Destination.Publication ? RunMode.Publish : RunMode.Rehearse;
        var fresh = new ReleaseTarget(choice.Version, choice.Previous, source.Head.Id, source.Branch, request.GitHub ?? source.Repository);
        var begun = TargetFile.Read(folder);
        var notices = Notices(source, choice).ToList();
        if (begun is { } other && Mismatch(other.Mode, other.Target, intent, fresh) is { } why)
        {
            if (other.Mode == RunMode.Publish) throw AnotherRelease(folder, other.Target, why);
            if (mode != RunMode.Plan) notices.Add($"an earlier rehearsal was moved to {FolderKeeper.SetAside(folder, "rehearsal")}: {why}");
            begun = null;
        }
        else if (begun is null && mode != RunMode.Plan && Directory.Exists(folder.State))
        {
            notices.Add($"results of single targets were moved to {FolderKeeper.SetAside(folder, "targets")}");
        }

        var target = begun?.Target ?? fresh;
        if (mode == RunMode.Plan && begun is null) return await Planned(mode, intent, source, target, folder, notices, cancel);

        var hold = FolderKeeper.Hold(folder);
        if (begun is null) TargetFile.Write(folder, intent, target);
        var world = await World(intent, source, target, folder.World, cancel);
        var remote = intent == RunMode.Publish ? source.Remote! : Path.Combine(folder.World, WorldOpener.BareRepository);
        await ScratchClone.Create(
            new ScratchPlan(
                source.Path, target.Base, folder.Work, target.Version.BumpBranch(), remote, target.Version.DocsFolder(), intent == RunMode.Publish ? null : Identity.Rehearsal),
            cancel);
        var work = await GitRepositoryAt.Open(folder.Work, cancel);
        return new Session(mode, intent, target, folder, work.Checkout, work.History, source.Patches, work.Writer, world, notices, [hold]);
    }

    /// <summary>A plan of a release that has not begun looks at the checkout itself and at a world that is gone afterwards.</summary>
    private async Task<Session> Planned(
        RunMode mode, RunMode intent, SourceCheckout source, ReleaseTarget target, ReleaseFolder folder, IReadOnlyList<string> notices, CancellationToken cancel)
    {
        var passing = new PassingFolder();
        var world = await World(intent, source, target, passing.Path, cancel);
        return new Session(mode, intent, target, folder, source.Files, source.History, source.Patches, source.Writer, world, notices, [passing]);
    }

    private async Task<ForgeWorld> World(RunMode intent, SourceCheckout source, ReleaseTarget target, string folder, CancellationToken cancel)
        => intent == RunMode.Publish
            ? WorldOpener.Real(request, target.Repository, token, time)
            : await WorldOpener.Rehearsal(request, source, target, folder, live, time, cancel);

    private static async Task RequireClean(SourceCheckout source, CancellationToken cancel)
    {
        var edited = await source.Writer.Uncommitted(cancel);
        if (edited.Count == 0) return;
        throw new ReleaseException(ExitCode.Failed, [new ReleaseError(
            "TR2003",
            $"{edited.Count} files have uncommitted changes, which would not be part of the release: {string.Join(", ", edited.Take(5))}{(edited.Count > 5 ? ", …" : "")}.",
            "commit or stash them", source.Path, "a clean checkout")]);
    }

    private static string? Mismatch(RunMode otherMode, ReleaseTarget other, RunMode intent, ReleaseTarget fresh)
        => otherMode != intent ? $"it was a {Word(otherMode)}, this is a {Word(intent)}"
            : otherMode == RunMode.Rehearse && other.Base != fresh.Base ? $"it was of {other.Base.Short}, this is of {fresh.Base.Short}"
            : other.Repository != fresh.Repository ? $"it was of {other.Repository}, this is of {fresh.Repository}"
            : null;

    private static string Word(RunMode mode) => mode == RunMode.Publish ? "release" : "rehearsal";

    private static ReleaseException AnotherRelease(ReleaseFolder folder, ReleaseTarget other, string why) => new(new ReleaseError(
        "TR9404", $"a real release of {other.Version} has begun in this folder, and {why}.", "continue it with --publish, or name another folder with --artifacts", folder.Root));

    private static IReadOnlyList<string> Notices(SourceCheckout source, VersionChoice choice)
    {
        var later = source.Tags.Later.Count == 0
            ? []
            : new[] { $"as of HEAD ({source.Head.Committed:yyyy-MM-dd}): {source.Tags.Later.Count} later tags are left out" };
        return [$"{choice.Version}: {choice.Rule}", $"commits since {choice.Start.Why}", .. later];
    }
}
