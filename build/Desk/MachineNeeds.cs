using Build.Adapters.Changelogs;
using Build.Adapters.Programs;
using Build.CommandLine;
using Build.Output;
using Build.Provisioning;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>What the chosen targets need of this machine: asked for all at once before the first effect, or brought under <c>--provision</c>.</summary>
public sealed class MachineNeeds(ReleaseRequest request, DeskFolders folders, GraphScope scope, Screen screen, TimeProvider time)
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<Need>> ByTarget = new Dictionary<string, IReadOnlyList<Need>>(StringComparer.Ordinal)
    {
        ["Applications"] = [Need.Bazel, Need.Cpp, Need.Python],
        ["Libtorchtrt"] = [Need.Bazel],
        ["WheelContainer"] = [Need.Docker],
        ["Wheels"] = [Need.Docker],
        ["Bench"] = [Need.Timing, Need.Npm, Need.Sphinx],
        ["Test"] = [Need.Git, Need.Docker, Need.Bazel, Need.Sphinx, Need.BaseImages, Need.Python, Need.Cpp, Need.Npm, Need.Browser, Need.Signing, Need.Podman, Need.Slurm],
    };

    /// <summary>Targets that take finished files instead of building them.</summary>
    private static readonly IReadOnlySet<string> Fed = new HashSet<string>(StringComparer.Ordinal) { "Libtorchtrt", "WheelContainer", "Wheels" };

    private IReadOnlyList<Need> Wanted(OperatorIndexSource? operators) =>
    [
        .. scope.Tasks.Contains("SupportedOps") ? ForOperators(operators) : [],
        .. scope.Tasks.Where(task => request.ArtifactsFrom is null || !Fed.Contains(task)).SelectMany(task => task == "Docs" ? ForDocs : ByTarget.GetValueOrDefault(task, [])).Distinct(),
        .. FetchesChangelogProgram ? [Need.Npm] : Array.Empty<Need>(),
        .. NeedsOwnBaseImage ? [Need.BaseImages] : Array.Empty<Need>(),
    ];

    /// <summary>A Python that was named has what it has.</summary>
    private IReadOnlyList<Need> ForDocs => (request.DocsWork, request.DocsPlace) switch
    {
        (DocsWork.PruneNested or DocsWork.FromTag, _) => [],
        (_, { Container: not null }) => [Need.Docker],
        (_, { Python: not null }) => [],
        _ => [Need.Sphinx],
    };

    /// <summary>The list of operators needs Bazel up to v2.11, and Python from v2.12.0 on.</summary>
    private static IReadOnlyList<Need> ForOperators(OperatorIndexSource? operators) => operators switch
    {
        BazelTool => [Need.Bazel],
        DynamoScripts => [Need.Python],
        _ => [],
    };

    /// <summary>The sample's wheels are built on an image made of the distribution's packages.</summary>
    private bool NeedsOwnBaseImage => request.Repo is null && request.BaseImage is null && request.ArtifactsFrom is null && scope.Tasks.Contains("WheelContainer");

    private bool FetchesChangelogProgram
        => scope.Tasks.Contains("Changelog") && request.Changelog.Tool == ChangelogTool.ConventionalChangelog && ProgramPath.Find(ConventionalChangelog.Name) is null;

    /// <summary>For targets that look at no checkout.</summary>
    public Task Meet(CancellationToken cancel) => Meet(null, cancel);

    /// <param name="operators">What makes the checkout's list of operators; null where there is none.</param>
    /// <exception cref="TorchTrt.Release.ReleaseException">TR4001 for everything that is missing; TR48xx where it cannot be brought.</exception>
    public async Task Meet(OperatorIndexSource? operators, CancellationToken cancel)
    {
        if (scope.Mode(request) == RunMode.Plan || Wanted(operators) is not { Count: > 0 } wanted) return;
        using var progress = new ToolProgress(screen.Ledger, time, "provisioning");
        var log = new ProvisioningLog(screen.Ledger.Line, progress.Report);
        var machine = new ThisMachine(time);
        var provisioner = new Provisioner(machine, time, new DockerEngine(machine, Path.Combine(request.Artifacts, "docker"), log), log);
        if (request.MissingTools == MissingTools.Report)
        {
            await provisioner.Require(wanted, cancel);
            return;
        }

        await provisioner.Provide(wanted, cancel);
        foreach (var file in scope.Tasks.Contains("Test") ? NpmFile.OfTests : [])
            await new NpmFiles(machine, Path.Combine(folders.Home, "artifacts"), log).Ensure(file, cancel);
        foreach (var program in scope.Tasks.Contains("Test") ? NpmProgram.OfTests : FetchesChangelogProgram ? [ChangelogTools.ProgramOf(request.Changelog.Format)] : [])
            await new NpmPrograms(machine, Path.Combine(folders.Home, "artifacts"), log).Ensure(program, cancel);
        if (NeedsOwnBaseImage || scope.Tasks.Contains("Test"))
            await new BaseImage(machine, Path.Combine(request.Artifacts, "images"), log).EnsureLocal(BaseImageRecipe.Bookworm, cancel);
        if (scope.Tasks.Contains("Test"))
            await new BaseImage(machine, Path.Combine(request.Artifacts, "images"), log).EnsureLocal(BaseImageRecipe.Documentation, cancel);
    }
}
