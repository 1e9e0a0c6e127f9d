using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Build.Adapters.Json;
using Build.Adapters.Programs;
using Build.Desk;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TorchTrt.Release;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Ports;

namespace Build.Perf;

/// <summary>How jobs are given to Slurm.</summary>
/// <param name="Partition">Null for the cluster's default.</param>
/// <param name="AtOnce">Cells of one kind of GPU that run at the same time, at most.</param>
/// <param name="Look">How often the queue and the results are looked at.</param>
public sealed record SlurmTerms(string? Partition, int AtOnce, TimeSpan Look);

/// <summary>
/// Measures on a cluster that Slurm schedules: one array job for each kind of GPU, one task a cell, each with one GPU of its type.
/// Nodes and this machine share the folder of the release and the Python. A task whose node is lost is queued again by Slurm, and does nothing
/// where its result is there already. Jobs that an earlier, killed run left in the queue are waited for instead of being given once more.
/// </summary>
/// <param name="folder">Absolute path, on a file system that the nodes share: lists of cells and results in passing.</param>
/// <param name="logs">Absolute path of the folder that receives what the tasks print.</param>
public sealed class SlurmCells(PerfPrograms programs, SlurmTerms terms, string folder, string logs, Action<string> progress, TimeProvider time) : IPerfRunner
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly ProgramRunner runner = new();

    private string Results => Path.Combine(folder, "results");

    /// <summary>The same for every run of this release, so that a later run finds the jobs of an earlier one.</summary>
    private string JobName => $"torchtrt-perf-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12]}";

    public async Task<PerfMachine> Describe(CancellationToken cancel)
    {
        if (ProgramPath.Find("sinfo") is null) return Without("sinfo is absent, so there is no Slurm");
        var asked = await Ask(new("sinfo", "--noheader", "--format=%G"), cancel);
        if (!asked.Succeeded) return Without($"sinfo says: {PerfPrograms.LastLine(asked.Errors + asked.Output)}");
        var gpus = GpuTypes(asked.Output);
        return gpus.Count == 0
            ? Without("no node of the cluster has a GPU with a type (Gres=gpu:TYPE:N)")
            : new PerfMachine(gpus, null, "", await programs.Packages(Path.Combine(logs, "perf.log"), cancel));
    }

    /// <summary>The name and driver of the node's GPU are known only there: the kind, the software and the protocol have to be the same.</summary>
    public bool Answers(PerfResult kept, PerfOrder order)
        => kept.Cell == order.Cell.Id
            && (kept.Setup with { Gpu = "", Driver = "" }).Identity == (order.Setup with { Gpu = "", Driver = "" }).Identity
            && (kept.Setup.Gpu == order.Gpu.Name || PerfCatalog.DeviceOf(kept.Setup.Gpu) == order.Cell.Device);

    public async IAsyncEnumerable<PerfResult> Measure(IReadOnlyList<PerfOrder> orders, [EnumeratorCancellation] CancellationToken cancel)
    {
        Directory.CreateDirectory(Results);
        Directory.CreateDirectory(logs);
        var left = orders.ToDictionary(order => order.Cell.Id, StringComparer.Ordinal);
        try
        {
            if (await Queue(cancel) is { Count: > 0 } earlier)
            {
                progress($"{earlier.Count} tasks of an earlier run are in Slurm's queue: waiting for them");
                await foreach (var result in Gather(left, cancel)) yield return result;
            }

            foreach (var result in Arrived(left)) yield return result;
            Clear();
            foreach (var onGpu in left.Values.GroupBy(order => order.Gpu)) await Submit(onGpu.Key, [.. onGpu], cancel);
            if (left.Count > 0)
                await foreach (var result in Gather(left, cancel)) yield return result;
            Clear();
        }
        finally
        {
            if (cancel.IsCancellationRequested) await Ask(new("scancel", $"--name={JobName}"), CancellationToken.None);
        }

        if (left.Count > 0)
            throw new ReleaseException(new ReleaseError(
                "TR6302", $"{left.Count} cells came back from the cluster without a result: {string.Join(", ", left.Keys.Take(3))}{(left.Count > 3 ? ", ..." : "")}.",
                $"see {logs}/slurm-*.log, and give the same command again: what has a result is not measured again", "slurm"));
    }

    /// <summary>The typed GPUs in what <c>sinfo --format=%G</c> prints, such as <c>gpu:a100:2(S:0-1),gpu:h100:1</c>; each kind once.</summary>
    internal static IReadOnlyList<Gpu> GpuTypes(string text) =>
    [
        .. text.Split(['\n', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(gres => gres.Split('(')[0].Split(':'))
            .Where(parts => parts is ["gpu", _, _] && !int.TryParse(parts[1], out _))
            .Select(parts => parts[1]).Distinct(StringComparer.Ordinal)
            .Select(type => new Gpu(type, $"gpu:{type}:1")),
    ];

    private async Task Submit(Gpu gpu, IReadOnlyList<PerfOrder> orders, CancellationToken cancel)
    {
        var list = Path.Combine(folder, $"{gpu.Name}.jsonl");
        AtomicText.Write(list, string.Concat(orders.Select(order => Line(order) + "\n")));
        // The task's number is known on the node only; everything else comes as arguments.
        var script = Path.Combine(folder, "task.sh");
        AtomicText.Write(script, "#!/bin/sh\nexec \"$@\" --index \"$SLURM_ARRAY_TASK_ID\"\n");
        var limit = (int)Math.Ceiling(orders.Max(order => order.Setup.Protocol.Limit).TotalMinutes) + 2;
        var given = await Ask(
            new("sbatch",
            [
                "--parsable", $"--job-name={JobName}", Invariant($"--array=0-{orders.Count - 1}%{terms.AtOnce}"), $"--gres={gpu.Handle}", Invariant($"--time={limit}"),
                "--requeue", "--open-mode=append", $"--output={Path.Combine(logs, "slurm-%A_%a.log")}", $"--chdir={folder}",
                .. terms.Partition is { } partition ? [$"--partition={partition}"] : Array.Empty<string>(),
                script, programs.Python, programs.Script, "run", "--cells", list, "--results", Results, "--gpu", gpu.Name,
            ]),
            cancel);
        if (!given.Succeeded)
            throw new ReleaseException(new ReleaseError(
                "TR6301", $"Slurm does not take the job: {PerfPrograms.LastLine(given.Errors + given.Output).TrimEnd('.')}.", "mend what it says, for example with --slurm-partition, and give the same command again", "sbatch"));
        progress($"gave {orders.Count} cells for {gpu.Name} to Slurm as job {given.Output.Trim()}");
    }

    /// <summary>Gives results as they arrive until the queue is empty of our jobs.</summary>
    private async IAsyncEnumerable<PerfResult> Gather(Dictionary<string, PerfOrder> left, [EnumeratorCancellation] CancellationToken cancel)
    {
        var total = left.Count;
        IReadOnlyList<string> queue;
        do
        {
            await Task.Delay(terms.Look, time, cancel);
            queue = await Queue(cancel);
            foreach (var result in Arrived(left)) yield return result;
            progress($"{total - left.Count}/{total} measured; in Slurm's queue: {string.Join(", ", queue.CountBy(state => state).OrderBy(state => state.Key, StringComparer.Ordinal).Select(state => $"{state.Value} {state.Key.ToLowerInvariant()}"))}");
        }
        while (queue.Count > 0);
    }

    /// <summary>
    /// Takes what nodes have written. The files stay while any task is in the queue: one whose node was lost just after it wrote its result
    /// is queued again, and must find it.
    /// </summary>
    private IEnumerable<PerfResult> Arrived(Dictionary<string, PerfOrder> left)
    {
        foreach (var file in Directory.EnumerateFiles(Results, "*.json").Order(StringComparer.Ordinal).ToList())
        {
            var id = Path.GetFileNameWithoutExtension(file);
            if (!left.TryGetValue(id, out var order) || Read(file) is not { } result || !Answers(result, order)) continue;
            left.Remove(id);
            yield return result;
        }
    }

    /// <summary>With the queue empty: a later task would take an old file for its own result.</summary>
    private void Clear()
    {
        foreach (var file in Directory.EnumerateFiles(Results).ToList()) File.Delete(file);
    }

    private static PerfResult? Read(string file)
    {
        try
        {
            return PerfResultJson.Read(JsonFile.Parse(File.ReadAllText(file)));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The state of each task of ours that is still in the queue. A controller that restarts does not answer for a while.</summary>
    private async Task<IReadOnlyList<string>> Queue(CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var asked = await Ask(new("squeue", "--noheader", "--array", $"--name={JobName}", "--format=%T"), cancel);
            if (asked.Succeeded) return asked.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (time.GetElapsedTime(start) > Patience)
                throw new ReleaseException(new ReleaseError(
                    "TR6303", $"Slurm's controller does not answer: {PerfPrograms.LastLine(asked.Errors).TrimEnd('.')}.", "give the same command again once it does; its jobs go on meanwhile", "squeue"));
            await Task.Delay(terms.Look, time, cancel);
        }
    }

    private Task<ProgramResult> Ask(ProgramCall call, CancellationToken cancel) => runner.Run(
        call with { Environment = Configuration(), LogFile = Path.Combine(logs, "slurm.log") }, cancel);

    private static Dictionary<string, string> Configuration()
        => Options.SlurmConfiguration.Read(Environment.GetEnvironmentVariable) is { } path ? new() { ["SLURM_CONF"] = path } : [];

    private static string Line(PerfOrder order) => new JObject
    {
        ["cell"] = order.Cell.Id,
        ["model"] = order.Cell.Model.Key,
        ["input"] = order.Cell.Input.ToString(),
        ["batch"] = order.Cell.Batch,
        ["framework"] = order.Cell.Framework.Key,
        ["precision"] = order.Setup.Protocol.Precision,
        ["warmup"] = order.Setup.Protocol.Warmup,
        ["iterations"] = order.Setup.Protocol.Iterations,
        ["limit_seconds"] = order.Setup.Protocol.Limit.TotalSeconds,
        ["project"] = order.Setup.Protocol.Project,
    }.ToString(Formatting.None);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static PerfMachine Without(string reason) => new([], reason, "", new Dictionary<string, string>());
}
