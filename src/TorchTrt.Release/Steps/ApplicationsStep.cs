using TorchTrt.Release.Applications;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>
/// Checklist step 2: all checked-in applications, C++ and Python, compile with their own build files and work: what can run here runs, of the rest is said why it does not.
/// All that fail are named together.
/// </summary>
/// <param name="tested">The commit that is released, whose applications are tested once; null looks at the files as they are.</param>
public sealed class ApplicationsStep(IWorkspace files, IApplicationBuilder builder, IReceipts receipts, CommitId? tested) : IStep
{
    private const string Receipt = "applications.txt";

    public string Name => "Applications";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var applications = await ApplicationFinder.Find(files, cancel);
        if (applications.Count == 0) return new NotApplicable("this checkout has no applications");
        if (receipts.Read(Receipt) is { } receipt && await Stamp(applications, cancel) is var stamp && receipt.StartsWith(stamp, StringComparison.Ordinal))
            return new Done([.. receipt[stamp.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
        var unable = new List<ReleaseError>();
        foreach (var application in applications.Where(IsBuilt))
            if (await builder.Unable(application, cancel) is { } reason) unable.Add(reason with { Where = application.ToString(), What = reason.What.Replace(application.ToString(), "it", StringComparison.Ordinal) });
        if (unable.Count > 0) return new Unable(NotHere(applications.Count, unable));
        return new Pending([.. applications.Where(IsBuilt).Select(application => new Change("compile", application.ToString(), null, "compiles, and runs where it can"))]);
    }

    /// <exception cref="ReleaseException">TR4502 for each application that does not compile, TR4504 for each program that fails, all of them; exit code 3.</exception>
    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var applications = await ApplicationFinder.Find(files, cancel);
        var failed = new List<ReleaseError>();
        var built = new List<Application>();
        foreach (var application in applications.Where(IsBuilt))
        {
            if (await builder.Build(application, cancel) is { Succeeded: false } run) failed.Add(run.Failure("TR4502") with { Where = application.ToString() });
            else built.Add(application);
        }

        // Some programs in C++ take a model that a program in Python makes.
        var trials = new List<ApplicationTrial>();
        foreach (var application in built.OrderBy(application => application.Build == ApplicationBuild.Python ? 0 : 1)) trials.AddRange(await builder.Run(application, cancel));
        failed.AddRange(trials.Select(trial => trial.Problem).OfType<ReleaseError>());
        if (failed.Count > 0) throw new ReleaseException(ExitCode.Blocked, failed);
        receipts.Write(Receipt, $"{await Stamp(applications, cancel)}{string.Concat(applications.Select(Evidence).Concat(trials.Select(trial => trial.Sentence)).Select(line => $"{line.ReplaceLineEndings(" ")}\n"))}");
    }

    private static bool IsBuilt(Application application) => application.Build != ApplicationBuild.Template;

    private static string Evidence(Application application)
        => IsBuilt(application) ? $"{application} compiles" : $"{application} is not built: it has a gap to be filled in by hand";

    private async Task<string> Stamp(IReadOnlyList<Application> applications, CancellationToken cancel)
        => $"sources {tested?.Hex ?? await Digest.OfSources(files, cancel)}\n{string.Concat(applications.Select(application => $"{application}\n"))}\n";

    private static ReleaseError NotHere(int all, IReadOnlyList<ReleaseError> unable) => new(
        "TR4501", $"{unable.Count} of {all} applications cannot be built here: {string.Join("; ", unable.GroupBy(reason => reason.What, StringComparer.Ordinal).Select(same => $"{string.Join(", ", same.Select(reason => reason.Where))}: {same.Key.TrimEnd('.')}"))}.",
        unable[0].Next);
}
