using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Perf;

/// <summary>Everything one report says, before it is written in any format.</summary>
/// <param name="Released">The version that is released; null when a report is made from files alone and none is named.</param>
public sealed record PerfSheet(PerfReportKind Kind, ReleaseVersion? Released, IReadOnlyList<PerfSection> Sections)
{
    /// <summary>The report of one kind; null when nothing was measured on its devices.</summary>
    /// <param name="before">Results of the release before, to compare with; empty for none.</param>
    public static PerfSheet? Of(PerfReportKind kind, ReleaseVersion? released, IReadOnlyList<PerfResult> results, IReadOnlyList<PerfResult> before)
    {
        var last = before.Where(result => result.Outcome == PerfOutcome.Ok).ToLookup(result => (result.Cell, result.Setup.Gpu));
        var sections =
            (from result in results
             let cell = PerfCell.Find(result.Cell)
             where cell is not null && kind.Devices.Contains(cell.Device)
             group (Cell: cell, Result: result) by (cell.Device, result.Setup.Identity) into section
             orderby section.Key.Device.Priority, section.First().Result.Setup.Gpu, section.Key.Identity
             select Section(section.Key.Device, [.. section], last)).ToList();
        return sections.Count == 0 ? null : new PerfSheet(kind, released, sections);
    }

    /// <summary>The text that warns of numbers of another version; null when there is nothing to warn of.</summary>
    public string? Mismatch(PerfSetup setup)
    {
        var measured = setup.Packages.GetValueOrDefault("torch_tensorrt");
        if (measured is null) return "torch_tensorrt was not installed: what is released was not measured.";
        return Released is null || measured.Split('+')[0] == Released.ToString() ? null : $"Measured with torch_tensorrt {measured}, which is not the {Released} that is released.";
    }

    private static PerfSection Section(PerfDevice device, IReadOnlyList<(PerfCell Cell, PerfResult Result)> found, ILookup<(string, string), PerfResult> last)
    {
        var eager = found.Where(one => one.Cell.Framework == PerfCatalog.Eager && one.Result.Outcome == PerfOutcome.Ok)
            .ToDictionary(one => (one.Cell.Model, one.Cell.Input, one.Cell.Batch), one => one.Result.Median);
        var rows =
            from one in found
            orderby Place(PerfCatalog.Models, one.Cell.Model), one.Cell.Input.Priority, one.Cell.Batch, Place(PerfCatalog.Frameworks, one.Cell.Framework)
            let baseline = eager.TryGetValue((one.Cell.Model, one.Cell.Input, one.Cell.Batch), out var median) ? median : (double?)null
            select Row(one.Cell, one.Result, baseline, last[(one.Result.Cell, one.Result.Setup.Gpu)].FirstOrDefault());
        var measured = found.Select(one => one.Cell.Id).ToHashSet(StringComparer.Ordinal);
        return new PerfSection(device, found[0].Result.Setup, [.. rows], [.. PerfMatrix.Expand(PerfFilter.On(device)).Where(cell => !measured.Contains(cell.Id))]);
    }

    private static PerfRow Row(PerfCell cell, PerfResult result, double? eager, PerfResult? last)
    {
        if (result.Outcome != PerfOutcome.Ok) return new PerfRow(cell, result, null);
        return new PerfRow(cell, result, new PerfFigures(
            result.Median, Statistics.MedianInterval(result.SamplesMs), result.SamplesMs.Count > 1 ? Statistics.P95(result.SamplesMs) : null,
            result.Throughput(cell.Batch), eager / result.Median, last is null ? null : result.Median / last.Median));
    }

    private static int Place<T>(IReadOnlyList<T> list, T item) => list.Index().First(one => Equals(one.Item, item)).Index;
}

/// <summary>What was measured on one GPU with one set of software.</summary>
/// <param name="Skipped">Cells of the matrix that nobody measured: a filter left them out, or their turn has not come.</param>
public sealed record PerfSection(PerfDevice Device, PerfSetup Setup, IReadOnlyList<PerfRow> Rows, IReadOnlyList<PerfCell> Skipped);

/// <param name="Figures">Null unless the outcome is <see cref="PerfOutcome.Ok"/>.</param>
public sealed record PerfRow(PerfCell Cell, PerfResult Result, PerfFigures? Figures);

/// <summary>Milliseconds, and what follows from them.</summary>
/// <param name="Around">95 % interval of the median over the iterations of one process.</param>
/// <param name="P95">Null where only the median is known.</param>
/// <param name="Throughput">Samples a second.</param>
/// <param name="SpeedUp">PyTorch's time over this; null when PyTorch has no number.</param>
/// <param name="AgainstLast">This time over the one of the last release; null when it is not known.</param>
public sealed record PerfFigures(double Median, Interval Around, double? P95, double Throughput, double? SpeedUp, double? AgainstLast);
