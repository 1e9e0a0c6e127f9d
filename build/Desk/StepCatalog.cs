using Build.CommandLine;
using TorchTrt.Release.Changelog;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>Which step each target carries out, made for a session.</summary>
public sealed class StepCatalog
{
    private readonly Dictionary<string, Func<Session, IStep>> steps;

    public StepCatalog(ReleaseRequest request, TimeProvider time)
    {
        steps = new Dictionary<string, Func<Session, IStep>>(StringComparer.Ordinal)
        {
            ["Freeze"] = on => new FreezeStep(on.Forge, on.Target, new FreezeRules(request.IgnoredLabels)),
            ["Thaw"] = on => new ThawStep(on.Forge, on.Target),
            ["ReleaseTesting"] = on => new ReleaseTestingStep(on.Forge, on.Target, new TestingGate(request.RequiredChecks, WhenNothingIsKnown(on))),
            ["Bump"] = on => new BumpStep(on.Workspace, on.Target, PinRequest.Parse(request.Pins.Torch, request.Pins.Cuda, request.Pins.Cudnn, request.Pins.TensorRt)),
            ["Changelog"] = on => new ChangelogStep(on.Workspace, on.History, on.Target, time, new ChangelogOptions(on.RepositoryUrl)),
            ["VersionBumpPr"] = on => new VersionBumpPrStep(on.Forge, on.Git, on.History, on.Target, on.MergePolicy),
            ["Tag"] = on => new TagStep(on.Forge, on.Git, on.Workspace, on.Target),
            ["GitHubRelease"] = on => new GitHubReleaseStep(on.Forge, on.OutFolder, new NotesWriter(on), on.Target),
            ["Verify"] = on => new VerifyStep(on.Forge, on.OutFolder, on.Receipts, on.Target),
            ["Undo"] = on => new UndoStep(on.Forge, on.Target),
        };
    }

    /// <summary>The steps of a whole release whose state the world shows, in their order.</summary>
    public static IReadOnlyList<string> Release { get; } = ["Freeze", "ReleaseTesting", "Bump", "Changelog", "VersionBumpPr", "Tag", "GitHubRelease", "Verify", "Thaw"];

    public bool Has(string name) => steps.ContainsKey(name);

    public IStep Step(string name, Session session) => steps[name](session);

    private static NothingKnown WhenNothingIsKnown(Session on) => on.World?.Knowledge == WorldKnowledge.RepositoryOnly ? NothingKnown.CannotTell : NothingKnown.IsNotGreen;
}
