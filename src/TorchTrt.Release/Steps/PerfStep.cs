using System.Globalization;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>Whether what was measured before counts.</summary>
public enum PerfMemory
{
    /// <summary>A cell with a result is not measured again.</summary>
    Resume,

    /// <summary>Everything is measured once more.</summary>
    Again,
}

/// <summary>
/// Checklist step 5: the performance matrix, as far as this machine's (or the cluster's) GPUs are part of it. Each cell is kept as soon as it is
/// measured, so an interrupted run goes on where it stopped; a cell that was measured with other software is measured again.
/// </summary>
public sealed class PerfStep(IPerfRunner runner, IPerfResults results, PerfFilter filter, PerfProtocol protocol, PerfMemory memory) : IStep
{
    private readonly HashSet<string> measuredAgain = new(StringComparer.Ordinal);

    public string Name => "Perf";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var machine = await runner.Describe(cancel);
        if (machine.Gpus.Count == 0) return new NotApplicable($"no CUDA device on this machine: {machine.Absence}");

        var orders = Orders(machine);
        if (orders.Count == 0) return new NotApplicable(NoneWanted(machine));
        if (!machine.Packages.ContainsKey("torch")) return new Unable(NoTorch(machine.Gpus[0]));

        var kept = results.All();
        var left = Left(orders, kept);
        return left.Count == 0 ? new Done(Evidence(orders, kept)) : new Pending([.. Changes(left), Outlook(orders, left, kept)]);
    }

    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var machine = await runner.Describe(cancel);
        await foreach (var result in runner.Measure(Left(Orders(machine), results.All()), cancel))
        {
            results.Keep(result);
            measuredAgain.Add(result.Cell);
        }
    }

    /// <summary>One GPU of each kind does all cells of its kind.</summary>
    private List<PerfOrder> Orders(PerfMachine machine) =>
    [
        .. from cell in PerfMatrix.Expand(filter)
           let gpu = machine.Gpus.FirstOrDefault(gpu => gpu.Device == cell.Device)
           where gpu is not null
           select new PerfOrder(cell, gpu, machine.Setup(gpu, protocol)),
    ];

    private List<PerfOrder> Left(IReadOnlyList<PerfOrder> orders, IReadOnlyList<PerfResult> kept)
    {
        var byCell = kept.ToLookup(result => result.Cell, StringComparer.Ordinal);
        return [.. orders.Where(order => !IsMeasured(order, byCell[order.Cell.Id]))];
    }

    private bool IsMeasured(PerfOrder order, IEnumerable<PerfResult> kept)
        => (memory == PerfMemory.Resume || measuredAgain.Contains(order.Cell.Id)) && kept.Any(result => runner.Answers(result, order));

    private List<string> Evidence(IReadOnlyList<PerfOrder> orders, IReadOnlyList<PerfResult> kept)
    {
        var byCell = kept.ToLookup(result => result.Cell, StringComparer.Ordinal);
        return
        [
            .. from order in orders
               group byCell[order.Cell.Id].First(result => runner.Answers(result, order)) by order.Gpu into onGpu
               let outcomes = onGpu.GroupBy(result => result.Outcome).OrderBy(alike => alike.Key).Select(alike => $"{alike.Count()} {alike.Key.Word()}")
               select $"{onGpu.Key.Name}: {onGpu.Count()} cells: {string.Join(", ", outcomes)}",
        ];
    }

    private static List<Change> Changes(IEnumerable<PerfOrder> left) =>
    [
        .. from entry in left
           group entry.Cell by (entry.Gpu.Name, entry.Cell.Model, entry.Cell.Input) into same
           select new Change(
               "measure",
               $"{same.Key.Model.Name} {same.Key.Input} on {same.Key.Name}",
               null,
               string.Join("; ", from cell in same
                                 group cell.Batch by cell.Framework into batches
                                 select $"{batches.Key.Name}: batch {string.Join(", ", batches.Select(batch => batch.ToString(CultureInfo.InvariantCulture)))}")),
    ];

    private static Change Outlook(IReadOnlyList<PerfOrder> orders, IReadOnlyList<PerfOrder> left, IReadOnlyList<PerfResult> kept)
    {
        var whole = PerfMatrix.Expand(PerfFilter.On([.. orders.Select(order => order.Cell.Device).Distinct()])).Count;
        return new Change("spend", $"about {PerfEstimate.Of([.. left.Select(order => order.Cell)], kept)}", null, string.Create(
            CultureInfo.InvariantCulture, $"{left.Count} cells; {orders.Count - left.Count} are measured, {Math.Max(0, whole - orders.Count)} of the devices' {whole} are left out by filters"));
    }

    private string NoneWanted(PerfMachine machine)
    {
        var here = string.Join(", ", machine.Gpus.Select(gpu => gpu.Name).Distinct());
        var wanted = filter.Devices.Count == 0 ? PerfCatalog.Devices : filter.Devices;
        return $"{here} is none of the devices to measure on ({string.Join(", ", wanted.Select(device => device.Name))}); --perf-devices=other measures on any GPU";
    }

    private static ReleaseError NoTorch(Gpu gpu) => new(
        "TR6101",
        $"There is a GPU ({gpu.Name}), and python3 has no torch to measure with.",
        "install torch and the torch_tensorrt that is to be released for the python3 on the PATH",
        "python3");
}
