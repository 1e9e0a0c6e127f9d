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
        if (ProgramPath.Find("bazel") is null) return ProgramPath.Missing("bazel");
        // Loads and analyses everything the label needs, fetches what is not here yet, and builds nothing.
        var look = new BazelSettings("build", [label]) { Options = ["--nobuild", .. options] };
        var run = await tools.Run(look.In(files.Root), Log("look", label), $"bazel build --nobuild {label}", cancel);
        return run.Succeeded ? null : new ReleaseError(
            "TR4403", $"bazel cannot load {label} here: {run.Complaint.TrimEnd('.')}.", $"supply what it names (CUDA, TensorRT, libtorch, the bazel of .bazelversion); its whole output is in {run.LogFile}", run.LogFile);
    }

    public async Task<BazelBuild> Build(string label, IReadOnlyList<string> options, CancellationToken cancel)
    {
        var run = await tools.Run(new BazelSettings("build", [label]) { Options = options }.In(files.Root), Log("build", label), $"bazel build {label}", cancel);
        if (!run.Succeeded) return new BazelBuild(run, "");
        var (asked, outputs) = await tools.Ask(new BazelSettings("info", ["bazel-bin"]) { Options = options }.In(files.Root), Log("info", label), "bazel info bazel-bin", cancel);
        return new BazelBuild(asked.Succeeded ? run : asked, outputs);
    }

    /// <summary>Runs a program of the workspace.</summary>
    public Task<ToolRun> RunProgram(string label, IReadOnlyList<string> arguments, CancellationToken cancel)
        => tools.Run(new BazelSettings("run", [label]) { ProgramArguments = arguments }.In(files.Root), Log("run", label), $"bazel run {label}", cancel);

    private static string Log(string what, string label) => $"bazel-{what}-{string.Concat(label.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-')}";
}
