using System.Globalization;

namespace TorchTrt.Release.Perf;

/// <summary>One measurement: a model with one input and batch size, in one framework, on one kind of device.</summary>
public sealed record PerfCell(PerfDevice Device, PerfModel Model, PerfInput Input, int Batch, PerfFramework Framework)
{
    /// <summary>Its name in files: <c>a100.resnet50.3x224x224.b8.torch-tensorrt</c>.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Device.Key}.{Model.Key}.{Input}.b{Batch}.{Framework.Key}");

    /// <summary>The cell of that name; null when the catalog has none. Its batch size may be one that the matrix does not ask for.</summary>
    public static PerfCell? Find(string id)
    {
        if (id.Split('.') is not [var device, var model, var input, ['b', .. var batch], var framework]) return null;
        var ofModel = PerfCatalog.Models.FirstOrDefault(one => one.Key == model);
        var cell = (
            Device: ((IReadOnlyList<PerfDevice>)[.. PerfCatalog.Devices, PerfCatalog.Other]).FirstOrDefault(one => one.Key == device),
            Input: ofModel?.Inputs.FirstOrDefault(one => one.ToString() == input),
            Framework: PerfCatalog.Frameworks.FirstOrDefault(one => one.Key == framework));
        return cell is ({ } onDevice, { } ofInput, { } inFramework) && int.TryParse(batch, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0
            ? new PerfCell(onDevice, ofModel!, ofInput, size, inFramework)
            : null;
    }

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
            from batch in filter.BatchesOf(device)
            from framework in PerfCatalog.Frameworks
            where filter.Has(framework)
            let cell = new PerfCell(device, model, input, batch, framework)
            where filter.Has(cell.Priority)
            select cell)
        .OrderBy(cell => cell.Priority),
    ];
}
