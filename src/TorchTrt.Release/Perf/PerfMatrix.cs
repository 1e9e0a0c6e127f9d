using System.Globalization;

namespace TorchTrt.Release.Perf;

/// <summary>One measurement: a model with one input and batch size, in one framework, on one kind of device.</summary>
public sealed record PerfCell(PerfDevice Device, PerfModel Model, PerfInput Input, int Batch, PerfFramework Framework)
{
    /// <summary>Its name in files: <c>a100.resnet50.3x224x224.b8.torch-tensorrt</c>.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Device.Key}.{Model.Key}.{Input}.b{Batch}.{Framework.Key}");

    /// <summary>The lesser of what device and input are worth.</summary>
    public Priority Priority => Device.Priority > Input.Priority ? Device.Priority : Input.Priority;
}

/// <summary>The cells that the catalog comes to.</summary>
public static class PerfMatrix
{
    /// <summary>
    /// Every cell that the filter leaves, the most wanted first, then in the order of the catalog. Frameworks change fastest,
    /// so that an interrupted run has comparable numbers for what it did.
    /// </summary>
    public static IReadOnlyList<PerfCell> Expand(PerfFilter filter) =>
    [
        .. (from device in (IReadOnlyList<PerfDevice>)[.. PerfCatalog.Devices, PerfCatalog.Other]
            where filter.Has(device)
            from model in PerfCatalog.Models
            where filter.Has(model)
            from input in model.Inputs
            from batch in device.Batches
            where filter.Has(batch)
            from framework in PerfCatalog.Frameworks
            select new PerfCell(device, model, input, batch, framework))
        .OrderBy(cell => cell.Priority),
    ];
}
