using TorchTrt.Release.Applications;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>Checklist step 2: all checked-in applications, C++ and Python, compile with their own build files. All that fail are named together.</summary>
public sealed class ApplicationsStep(IWorkspace files, IApplicationBuilder builder, IReceipts receipts) : IStep
{
    private const string Receipt = "applications.txt";

    public string Name => "Applications";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var applications = await ApplicationFinder.Find(files, cancel);
        if (applications.Count == 0) return new NotApplicable("this checkout has no applications");
        if (receipts.Read(Receipt) == await Stamp(applications, cancel)) return new Done([.. applications.Select(application => $"{application} compiles")]);
        var unable = new List<ReleaseError>();
        foreach (var application in applications)
            if (await builder.Unable(application, cancel) is { } reason) unable.Add(reason with { Where = application.ToString() });
        if (unable.Count > 0) return new Unable(NotHere(applications.Count, unable));
        return new Pending([.. applications.Select(application => new Change("compile", application.ToString(), null, "compiles"))]);
    }

    /// <exception cref="ReleaseException">TR4502 for each application that does not compile, all of them; exit code 3.</exception>
    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var applications = await ApplicationFinder.Find(files, cancel);
        var failed = new List<ReleaseError>();
        foreach (var application in applications)
            if (await builder.Build(application, cancel) is { Succeeded: false } run) failed.Add(run.Failure("TR4502") with { Where = application.ToString() });
        if (failed.Count > 0) throw new ReleaseException(ExitCode.Blocked, failed);
        receipts.Write(Receipt, await Stamp(applications, cancel));
    }

    private async Task<string> Stamp(IReadOnlyList<Application> applications, CancellationToken cancel)
        => $"sources {await Digest.OfSources(files, cancel)}\n{string.Concat(applications.Select(application => $"{application}\n"))}";

    private static ReleaseError NotHere(int all, IReadOnlyList<ReleaseError> unable) => new(
        "TR4501", $"{unable.Count} of {all} applications cannot be built here: {string.Join("; ", unable.GroupBy(reason => reason.What, StringComparer.Ordinal).Select(same => $"{string.Join(", ", same.Select(reason => reason.Where))}: {same.Key.TrimEnd('.')}"))}.",
        unable[0].Next);
}
