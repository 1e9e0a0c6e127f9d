using System.Globalization;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>
/// Checklist step 5: the performance matrix, as far as this machine's GPUs are part of it. Each cell is kept as soon as it is measured,
/// so an interrupted run goes on where it stopped; a cell that was measured with other software is measured again.
/// </summary>
public sealed class PerfStep(IPerfRunner runner, IPerfResults results, PerfFilter filter, PerfProtocol protocol) : IStep
{
    public string Name => "Perf";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var machine = await runner.Describe(cancel);
        if (machine.Gpus.Count == 0) return new NotApplicable($"no CUDA device on this machine: {machine.Absence}");

        var cells = Cells(machine);
        if (cells.Count == 0) return new NotApplicable(NoneWanted(machine));
        if (!machine.Packages.ContainsKey("torch")) return new Unable(NoTorch(machine.Gpus[0]));

        var left = Left(cells, machine);
        return left.Count == 0 ? new Done(Evidence(cells, machine)) : new Pending(Changes(left));
    }

    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var machine = await runner.Describe(cancel);
        foreach (var (cell, gpu) in Left(Cells(machine), machine))
            results.Keep(await runner.Measure(cell, gpu, machine.Setup(gpu, protocol), cancel));
    }

    /// <summary>One GPU of each kind does all cells of its kind.</summary>
    private List<(PerfCell Cell, Gpu Gpu)> Cells(PerfMachine machine) =>
    [
        .. from cell in PerfMatrix.Expand(filter)
           let gpu = machine.Gpus.FirstOrDefault(gpu => gpu.Device == cell.Device)
           where gpu is not null
           select (cell, gpu),
    ];

    private List<(PerfCell Cell, Gpu Gpu)> Left(IReadOnlyList<(PerfCell Cell, Gpu Gpu)> cells, PerfMachine machine)
    {
        var kept = results.All().Select(result => (result.Cell, result.Setup.Identity)).ToHashSet();
        return [.. cells.Where(entry => !kept.Contains((entry.Cell.Id, machine.Setup(entry.Gpu, protocol).Identity)))];
    }

    private List<string> Evidence(IReadOnlyList<(PerfCell Cell, Gpu Gpu)> cells, PerfMachine machine)
    {
        var measured = results.All();
        return
        [
            .. from entry in cells
               group entry.Cell.Id by entry.Gpu into onGpu
               let identity = machine.Setup(onGpu.Key, protocol).Identity
               let ids = onGpu.ToHashSet(StringComparer.Ordinal)
               let outcomes = measured.Where(result => result.Setup.Identity == identity && ids.Contains(result.Cell))
                   .GroupBy(result => result.Outcome).OrderBy(alike => alike.Key).Select(alike => $"{alike.Count()} {alike.Key.Word()}")
               select $"{onGpu.Key.Name}: {ids.Count} cells: {string.Join(", ", outcomes)}",
        ];
    }

    private static List<Change> Changes(IEnumerable<(PerfCell Cell, Gpu Gpu)> left) =>
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
