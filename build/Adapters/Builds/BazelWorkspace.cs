using Build.Adapters.Programs;
using Build.Tools.Bazel;
using TorchTrt.Release;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Builds;

/// <summary>Bazel in a checkout.</summary>
public sealed class BazelWorkspace(IWorkspace files, ToolRunner tools) : IBazel
{
    public async Task<ReleaseError?> Unable(string label, IReadOnlyList<string> options, CancellationToken cancel)
    {
        if (ProgramPath.Find(BazelSettings.Program) is null) return ProgramPath.Missing(BazelSettings.Program);
        if (await TooOld(cancel) is { } old) return old;
        // Loads and analyses everything the label needs, fetches what is not here yet, and builds nothing.
        var look = new BazelSettings("build", [label]) { Options = ["--nobuild", .. options] };
        var run = await tools.Run(look.In(files.Root), Log("look", label), $"bazel build --nobuild {label}", cancel);
        return run.Succeeded ? null : new ReleaseError(
            "TR4403", $"bazel cannot load {label} here: {run.Complaint.TrimEnd('.')}.", $"supply what it names (CUDA, TensorRT, libtorch, the bazel of .bazelversion); its whole output is in {run.LogFile}", run.LogFile);
    }

    public async Task<BazelBuild> Build(string label, IReadOnlyList<string> options, CancellationToken cancel)
    {
        var run = await tools.Run(new BazelSettings("build", [label]) { Options = options }.In(files.Root), Log("build", label), $"bazel build {label}", cancel);
        if (!run.Succeeded) return new BazelBuild(run, "", None);
        var (asked, outputs) = await tools.Ask(new BazelSettings("info", ["bazel-bin"]) { Options = options }.In(files.Root), Log("info", label), "bazel info bazel-bin", cancel);
        return asked.Succeeded ? new BazelBuild(run, outputs, await Versions(cancel)) : new BazelBuild(asked, "", None);
    }

    private static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();

    /// <summary>Bazel's own, and that of the compiler which its configuration of the machine's toolchain takes: CC, else gcc.</summary>
    private async Task<IReadOnlyDictionary<string, string>> Versions(CancellationToken cancel)
    {
        var versions = new Dictionary<string, string>(StringComparer.Ordinal) { ["bazel"] = (await Version(BazelSettings.Program, cancel)).Replace("bazel ", "", StringComparison.Ordinal) };
        var compiler = Environment.GetEnvironmentVariable("CC") is { Length: > 0 } named ? named : "gcc";
        if (ProgramPath.Find(compiler) is not null) versions["cc"] = await Version(compiler, cancel);
        return versions;
    }

    private async Task<string> Version(string program, CancellationToken cancel)
        => (await tools.Ask(new ProgramCall(program, "--version") { Folder = files.Root }, $"{Path.GetFileName(program)}-version", $"{program} --version", cancel)).Item2.Split('\n')[0].Trim();

    /// <summary>Runs a program of the workspace.</summary>
    public Task<ToolRun> RunProgram(string label, IReadOnlyList<string> arguments, CancellationToken cancel)
        => tools.Run(new BazelSettings("run", [label]) { ProgramArguments = arguments }.In(files.Root), Log("run", label), $"bazel run {label}", cancel);

    /// <summary>A workspace that is a module only (MODULE.bazel, no WORKSPACE) means nothing to a bazel before 6; asking its server takes seconds.</summary>
    private async Task<ReleaseError?> TooOld(CancellationToken cancel)
    {
        if (files.Exists("WORKSPACE") || files.Exists("WORKSPACE.bazel") || !files.Exists("MODULE.bazel")) return null;
        var said = await Version(BazelSettings.Program, cancel);
        var isOld = Major(said) is < 6 || said.Contains("no_version", StringComparison.Ordinal);
        return isOld
            ? new ReleaseError("TR4404", "the bazel on the PATH cannot load a workspace that is MODULE.bazel alone.", "put bazel 6 or later, or bazelisk, on the PATH as bazel", "MODULE.bazel", "bazel 6 or later")
            : null;
    }

    /// <summary>4 of <c>bazel 4.2.3- (@non-git)</c>. The distribution's build says <c>no_version</c> where it sees no workspace.</summary>
    private static int? Major(string said)
    {
        var digits = string.Concat(said.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var major) ? major : null;
    }

    private static string Log(string what, string label) => $"bazel-{what}-{string.Concat(label.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-')}";
}
