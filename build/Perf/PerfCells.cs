using System.Globalization;
using Build.Adapters.Json;
using Build.Adapters.Programs;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TorchTrt.Release;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Ports;

namespace Build.Perf;

/// <summary>Where the programs are that measure.</summary>
/// <param name="Python">The interpreter that has torch and torch_tensorrt.</param>
/// <param name="Script">Absolute path of perf_cell.py.</param>
/// <param name="NvidiaSmi">The driver's own tool.</param>
public sealed record PerfPrograms(string Python, string Script, string NvidiaSmi)
{
    /// <summary>The script that lies beside this program, and the driver's tool from the PATH.</summary>
    public static PerfPrograms With(string python) => new(python, Path.Combine(AppContext.BaseDirectory, "Perf", "perf_cell.py"), "nvidia-smi");
}

/// <summary>Measures each cell with perf_cell.py, in a process of its own that sees one GPU and no more.</summary>
/// <param name="logFile">Absolute path; receives everything the cells print.</param>
/// <param name="progress">Told each line as it is printed.</param>
public sealed class PerfCells(PerfPrograms programs, string logFile, Action<string> progress) : IPerfRunner
{
    private readonly ProgramRunner runner = new();

    public async Task<PerfMachine> Describe(CancellationToken cancel)
    {
        if (ProgramPath.Find(programs.NvidiaSmi) is null) return Without($"{programs.NvidiaSmi} is absent, so there is no NVIDIA driver");
        var list = await runner.Run(new ProgramCall(programs.NvidiaSmi, "-L"), cancel);
        if (!list.Succeeded) return Without($"{programs.NvidiaSmi} -L says: {LastLine(list.Errors + list.Output)}");
        var gpus = Gpu.Listed(list.Output);
        if (gpus.Count == 0) return Without($"{programs.NvidiaSmi} -L lists none");
        return new PerfMachine(gpus, null, await Driver(cancel), await Packages(cancel));
    }

    public async Task<PerfResult> Measure(PerfCell cell, Gpu gpu, PerfSetup setup, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(setup.Protocol.Limit);
        try
        {
            progress($"measuring {cell.Id} on {gpu.Name}");
            return Result(cell, setup, await runner.Run(Call(cell, gpu, setup.Protocol), limit.Token));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new PerfResult(cell.Id, PerfOutcome.TimedOut, $"it was not finished after {setup.Protocol.Limit:c}", [], null, setup);
        }
    }

    private ProgramCall Call(PerfCell cell, Gpu gpu, PerfProtocol protocol) => new(
        programs.Python,
        programs.Script, "measure", "--model", cell.Model.Key, "--input", cell.Input.ToString(), "--batch", Text(cell.Batch), "--framework", cell.Framework.Key,
        "--precision", protocol.Precision, "--warmup", Text(protocol.Warmup), "--iterations", Text(protocol.Iterations))
    {
        Environment = new Dictionary<string, string> { ["CUDA_VISIBLE_DEVICES"] = gpu.Handle, ["PYTHONDONTWRITEBYTECODE"] = "1" },
        LogFile = logFile,
        Progress = progress,
    };

    private static PerfResult Result(PerfCell cell, PerfSetup setup, ProgramResult ended)
    {
        if (!ended.Succeeded)
            return new PerfResult(cell.Id, PerfOutcome.Failing, $"the process ended with exit code {ended.ExitCode}: {LastLine(ended.Errors)}", [], null, setup);
        try
        {
            return PerfResultJson.Measured(JsonFile.Parse(LastLine(ended.Output)), cell.Id, setup);
        }
        catch (JsonException problem)
        {
            return new PerfResult(cell.Id, PerfOutcome.Failing, $"the process printed no result: {problem.Message}", [], null, setup);
        }
    }

    private async Task<string> Driver(CancellationToken cancel)
    {
        var asked = await runner.Run(new ProgramCall(programs.NvidiaSmi, "--query-gpu=driver_version", "--format=csv,noheader"), cancel);
        return asked.Succeeded ? asked.Output.Split('\n')[0].Trim() : "unknown";
    }

    private async Task<IReadOnlyDictionary<string, string>> Packages(CancellationToken cancel)
    {
        var none = new Dictionary<string, string>();
        if (ProgramPath.Find(programs.Python) is null) return none;
        var described = await runner.Run(new ProgramCall(programs.Python, programs.Script, "describe") { LogFile = logFile }, cancel);
        try
        {
            if (!described.Succeeded) throw new ReleaseException(CannotDescribe(LastLine(described.Errors)));
            return JsonFile.Parse(LastLine(described.Output))["packages"] is JObject packages
                ? packages.Properties().ToDictionary(package => package.Name, package => package.Value.ToString(), StringComparer.Ordinal)
                : throw new JsonException("it names no packages");
        }
        catch (JsonException problem)
        {
            throw new ReleaseException(CannotDescribe(problem.Message), problem);
        }
    }

    private ReleaseError CannotDescribe(string said) => new(
        "TR6102", $"The program that measures cannot be run: {said.TrimEnd('.')}.", $"run '{programs.Python} {programs.Script} describe' and mend what it says", programs.Script);

    private static PerfMachine Without(string reason) => new([], reason, "", new Dictionary<string, string>());

    private static string LastLine(string text)
        => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "nothing was printed";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
