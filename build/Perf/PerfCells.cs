using System.Globalization;
using System.Runtime.CompilerServices;
using Build.Adapters.Json;
using Build.Adapters.Programs;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TorchTrt.Release;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Ports;

namespace Build.Perf;

/// <summary>Measures each cell with perf_cell.py, in a process of its own that sees one GPU and no more.</summary>
/// <param name="logFile">Absolute path; receives everything the cells print.</param>
/// <param name="progress">Told each line as it is printed.</param>
public sealed class PerfCells(PerfPrograms programs, string logFile, Action<string> progress, TimeProvider time) : IPerfRunner
{
    private readonly ProgramRunner runner = new();

    public async Task<PerfMachine> Describe(CancellationToken cancel)
    {
        if (ProgramPath.Find(programs.NvidiaSmi) is null) return Without($"{programs.NvidiaSmi} is absent, so there is no NVIDIA driver");
        var list = await runner.Run(new ProgramCall(programs.NvidiaSmi, "-L"), cancel);
        if (!list.Succeeded) return Without($"{programs.NvidiaSmi} -L says: {PerfPrograms.LastLine(list.Errors + list.Output)}");
        var gpus = Gpu.Listed(list.Output);
        if (gpus.Count == 0) return Without($"{programs.NvidiaSmi} -L lists none");
        return new PerfMachine(gpus, null, await Driver(cancel), await programs.Packages(logFile, cancel));
    }

    public bool Answers(PerfResult kept, PerfOrder order) => kept.Cell == order.Cell.Id && kept.Setup.Identity == order.Setup.Identity;

    public async IAsyncEnumerable<PerfResult> Measure(IReadOnlyList<PerfOrder> orders, [EnumeratorCancellation] CancellationToken cancel)
    {
        var measured = new List<PerfResult>();
        foreach (var (number, order) in orders.Index())
        {
            progress($"{number + 1}/{orders.Count} {order.Cell.Id} on {order.Gpu.Name}, then about {PerfEstimate.Of([.. orders.Skip(number + 1).Select(left => left.Cell)], measured)} left");
            measured.Add(await Measure(order, cancel));
            yield return measured[^1];
        }
    }

    /// <summary>Measures one cell.</summary>
    public async Task<PerfResult> Measure(PerfOrder order, CancellationToken cancel)
    {
        var (cell, gpu, setup) = order;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(setup.Protocol.Limit);
        var (began, start) = (time.GetUtcNow(), time.GetTimestamp());
        var result = await Within(limit.Token);
        return result with { ElapsedSeconds = Math.Round(time.GetElapsedTime(start).TotalSeconds, 3), MeasuredAt = began.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) };

        async Task<PerfResult> Within(CancellationToken limited)
        {
            try
            {
                return Result(cell, setup, await runner.Run(Call(cell, gpu, setup.Protocol), limited));
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return new PerfResult(cell.Id, PerfOutcome.TimedOut, $"it was not finished after {setup.Protocol.Limit:c}", [], null, setup);
            }
        }
    }

    private ProgramCall Call(PerfCell cell, Gpu gpu, PerfProtocol protocol) => new(
        programs.Python,
        [
            programs.Script, "measure", "--model", cell.Model.Key, "--input", cell.Input.ToString(), "--batch", Text(cell.Batch), "--framework", cell.Framework.Key,
            "--precision", protocol.Precision, "--warmup", Text(protocol.Warmup), "--iterations", Text(protocol.Iterations),
            .. protocol.Project is { } project ? ["--project", project] : Array.Empty<string>(),
        ])
    {
        Environment = new Dictionary<string, string> { ["CUDA_VISIBLE_DEVICES"] = gpu.Handle, ["PYTHONDONTWRITEBYTECODE"] = "1" },
        LogFile = logFile,
        Progress = line => { if (!line.StartsWith('{')) progress(line); }, // The result is for the program's eyes.
    };

    private static PerfResult Result(PerfCell cell, PerfSetup setup, ProgramResult ended)
    {
        if (!ended.Succeeded)
            return new PerfResult(cell.Id, PerfOutcome.Failing, $"the process ended with exit code {ended.ExitCode}: {PerfPrograms.LastLine(ended.Errors)}", [], null, setup);
        try
        {
            return PerfResultJson.Measured(JsonFile.Parse(PerfPrograms.LastLine(ended.Output)), cell.Id, setup);
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

    private static PerfMachine Without(string reason) => new([], reason, "", new Dictionary<string, string>());

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
