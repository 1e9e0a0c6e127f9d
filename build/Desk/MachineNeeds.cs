using Build.CommandLine;
using Build.Output;
using Build.Provisioning;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>What the chosen targets need of this machine: asked for all at once before the first effect, or brought under <c>--provision</c>.</summary>
public sealed class MachineNeeds(ReleaseRequest request, DeskFolders folders, GraphScope scope, Screen screen, TimeProvider time)
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<Need>> ByTarget = new Dictionary<string, IReadOnlyList<Need>>(StringComparer.Ordinal)
    {
        ["Applications"] = [Need.Bazel, Need.Cpp, Need.Python],
        ["SupportedOps"] = [Need.Bazel, Need.Python],
        ["Docs"] = [Need.Sphinx],
        ["Libtorchtrt"] = [Need.Bazel],
        ["WheelContainer"] = [Need.Docker],
        ["Wheels"] = [Need.Docker],
        ["Bench"] = [Need.Timing, Need.Npm],
        ["Test"] = [Need.Git, Need.Docker, Need.Bazel, Need.Sphinx, Need.BaseImages, Need.Python, Need.Cpp, Need.Npm],
    };

    /// <summary>Targets that take finished files instead of building them.</summary>
    private static readonly IReadOnlySet<string> Fed = new HashSet<string>(StringComparer.Ordinal) { "Libtorchtrt", "WheelContainer", "Wheels" };

    private IReadOnlyList<Need> Wanted =>
    [
        .. scope.Tasks.Where(task => request.ArtifactsFrom is null || !Fed.Contains(task)).SelectMany(task => ByTarget.GetValueOrDefault(task, [])).Distinct(),
        .. NeedsOwnBaseImage ? [Need.BaseImages] : Array.Empty<Need>(),
    ];

    /// <summary>The sample's wheels are built on an image made of the distribution's packages.</summary>
    private bool NeedsOwnBaseImage => request.Repo is null && request.BaseImage is null && request.ArtifactsFrom is null && scope.Tasks.Contains("WheelContainer");

    /// <exception cref="TorchTrt.Release.ReleaseException">TR4001 for everything that is missing; TR48xx where it cannot be brought.</exception>
    public async Task Meet(CancellationToken cancel)
    {
        if (scope.Mode(request) == RunMode.Plan || Wanted.Count == 0) return;
        using var progress = new ToolProgress(screen.Ledger, time, "provisioning");
        var log = new ProvisioningLog(screen.Ledger.Line, progress.Report);
        var machine = new ThisMachine(time);
        var provisioner = new Provisioner(machine, time, new DockerEngine(machine, Path.Combine(request.Artifacts, "docker"), log), log);
        if (request.MissingTools == MissingTools.Report)
        {
            await provisioner.Require(Wanted, cancel);
            return;
        }

        await provisioner.Provide(Wanted, cancel);
        foreach (var file in scope.Tasks.Contains("Test") ? NpmFile.OfTests : [])
            await new NpmFiles(machine, Path.Combine(folders.Home, "artifacts"), log).Ensure(file, cancel);
        if (NeedsOwnBaseImage || scope.Tasks.Contains("Test"))
            await new BaseImage(machine, Path.Combine(request.Artifacts, "images"), log).EnsureLocal(BaseImageRecipe.Bookworm, cancel);
    }
}
