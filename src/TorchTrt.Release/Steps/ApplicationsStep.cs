using TorchTrt.Release.Applications;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>Checklist step 2: all checked-in applications, C++ and Python, compile with their own build files. All that fail are named together.</summary>
/// <param name="tested">The commit that is released, whose applications are tested once; null looks at the files as they are.</param>
public sealed class ApplicationsStep(IWorkspace files, IApplicationBuilder builder, IReceipts receipts, CommitId? tested) : IStep
{
    private const string Receipt = "applications.txt";

    public string Name => "Applications";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var applications = await ApplicationFinder.Find(files, cancel);
        if (applications.Count == 0) return new NotApplicable("this checkout has no applications");
        if (receipts.Read(Receipt) == await Stamp(applications, cancel)) return new Done([.. applications.Select(Evidence)]);
        var unable = new List<ReleaseError>();
        foreach (var application in applications.Where(IsBuilt))
            if (await builder.Unable(application, cancel) is { } reason) unable.Add(reason with { Where = application.ToString(), What = reason.What.Replace(application.ToString(), "it", StringComparison.Ordinal) });
        if (unable.Count > 0) return new Unable(NotHere(applications.Count, unable));
        return new Pending([.. applications.Where(IsBuilt).Select(application => new Change("compile", application.ToString(), null, "compiles"))]);
    }

    /// <exception cref="ReleaseException">TR4502 for each application that does not compile, all of them; exit code 3.</exception>
    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var applications = await ApplicationFinder.Find(files, cancel);
        var failed = new List<ReleaseError>();
        foreach (var application in applications.Where(IsBuilt))
            if (await builder.Build(application, cancel) is { Succeeded: false } run) failed.Add(run.Failure("TR4502") with { Where = application.ToString() });
        if (failed.Count > 0) throw new ReleaseException(ExitCode.Blocked, failed);
        receipts.Write(Receipt, await Stamp(applications, cancel));
    }

    private static bool IsBuilt(Application application) => application.Build != ApplicationBuild.Template;

    private static string Evidence(Application application)
        => IsBuilt(application) ? $"{application} compiles" : $"{application} is not built: it has a gap to be filled in by hand";

    private async Task<string> Stamp(IReadOnlyList<Application> applications, CancellationToken cancel)
        => $"sources {tested?.Hex ?? await Digest.OfSources(files, cancel)}\n{string.Concat(applications.Select(application => $"{application}\n"))}";

    private static ReleaseError NotHere(int all, IReadOnlyList<ReleaseError> unable) => new(
        "TR4501", $"{unable.Count} of {all} applications cannot be built here: {string.Join("; ", unable.GroupBy(reason => reason.What, StringComparer.Ordinal).Select(same => $"{string.Join(", ", same.Select(reason => reason.Where))}: {same.Key.TrimEnd('.')}"))}.",
        unable[0].Next);
}
