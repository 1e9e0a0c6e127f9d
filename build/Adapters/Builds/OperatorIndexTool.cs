using Build.Adapters.Programs;
using Build.Tools.Python;
using TorchTrt.Release;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.Adapters.Builds;

/// <summary>Runs the generators of the operator index. What they write is read back from beside the checkout.</summary>
/// <param name="python">Interpreter that has torch_tensorrt; null for the one on the PATH.</param>
public sealed class OperatorIndexTool(IWorkspace files, BazelWorkspace bazel, ToolRunner tools, ReleaseFolder folder, string? python) : IOperatorIndex
{
    /// <summary>Relative to the copy, which the scripts run in.</summary>
    private const string Status = "opset-status";

    private string Interpreter => python ?? PythonSettings.Usual;

    public async Task<ReleaseError?> Unable(OperatorIndexSource source, CancellationToken cancel) => source switch
    {
        BazelTool tool => await bazel.Unable(tool.Label, [], cancel),
        PrebuiltTool tool => ProgramPath.Find(tool.Program) is null ? ProgramPath.Missing(tool.Program) : null,
        _ when ProgramPath.Find(Interpreter) is null => ProgramPath.Missing(Interpreter),
        _ => await Importable(cancel),
    };

    public Task<OperatorIndex> Generate(OperatorIndexSource source, CancellationToken cancel) => source switch
    {
        BazelTool tool => ByProgram(written => bazel.RunProgram(tool.Label, [written], cancel)),
        PrebuiltTool tool => ByProgram(written => tools.Run(new ProgramCall(tool.Program, written) { Folder = folder.State }, "supportedops", $"{tool.Program} {written}", cancel)),
        DynamoScripts scripts => ByScripts(scripts, cancel),
        _ => throw new InvalidOperationException($"{source.Name} is no generator known here."),
    };

    private async Task<OperatorIndex> ByProgram(Func<string, Task<ToolRun>> run)
    {
        // Absolute, since bazel run changes the working folder.
        var written = Path.Combine(folder.State, "supported_ops.rst");
        Directory.CreateDirectory(folder.State);
        File.Delete(written);
        return new OperatorIndex(await run(written), Content(written));
    }

    private async Task<OperatorIndex> ByScripts(DynamoScripts scripts, CancellationToken cancel)
    {
        var copy = Path.Combine(folder.State, "copies", "supported-ops");
        await CheckoutCopy.Make(files, copy, cancel);
        foreach (var script in new[] { scripts.Measure, scripts.Write }) await GiveOwnFolder(Path.Combine(copy, script), cancel);
        Directory.CreateDirectory(Path.Combine(copy, Status));
        var written = Path.Combine(copy, OperatorIndexSource.Path);
        File.Delete(written);
        var measured = await Script(scripts.Measure, copy, cancel);
        return measured.Succeeded ? new OperatorIndex(await Script(scripts.Write, copy, cancel), Content(written)) : new OperatorIndex(measured, null);
    }

    /// <summary>
    /// The scripts hand their measurements over in files of /tmp whose names never change, so that those of another checkout, or of another user, would be
    /// taken for this one's. In the copy they use a folder of the copy.
    /// </summary>
    private static async Task GiveOwnFolder(string script, CancellationToken cancel)
    {
        if (!File.Exists(script)) return;
        var text = await File.ReadAllTextAsync(script, cancel);
        await File.WriteAllTextAsync(script, text.Replace("\"/tmp/", $"\"{Status}/", StringComparison.Ordinal), cancel);
    }

    private Task<ToolRun> Script(string script, string copy, CancellationToken cancel)
        => tools.Run(Python([script], copy), $"python-{Path.GetFileNameWithoutExtension(script)}", $"{Interpreter} {script}", cancel);

    private ProgramCall Python(IReadOnlyList<string> arguments, string copy)
    {
        var call = new PythonSettings(Interpreter, arguments).In(copy);
        return call with { Environment = new Dictionary<string, string>(call.Environment, StringComparer.Ordinal) { ["TMPDIR"] = Path.Combine(copy, Status) } };
    }

    private async Task<ReleaseError?> Importable(CancellationToken cancel)
    {
        Directory.CreateDirectory(folder.State);
        // From another folder, so that the sources in the checkout are not taken for an installed package.
        var run = await tools.Run(new PythonSettings(Interpreter, ["-c", "import torch, torchgen, torch_tensorrt"]).In(folder.State), "python-import", $"{Interpreter} -c 'import torch_tensorrt'", cancel);
        return run.Succeeded ? null : new ReleaseError(
            "TR4203", $"the list of Dynamo converters needs an importable torch_tensorrt: {run.Complaint.TrimEnd('.')}.", "install this checkout's wheel and its torch, or name an interpreter that has them with --python", run.LogFile);
    }

    private static byte[]? Content(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;
}
