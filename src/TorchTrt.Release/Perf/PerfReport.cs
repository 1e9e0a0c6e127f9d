using System.Globalization;
using System.Text;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Perf;

/// <summary>Measurements as markdown, to be handed in as checklist step 5 asks. The same results give the same bytes.</summary>
public static class PerfReport
{
    private const string NoNumbers = "";

    /// <summary>The report of one kind; null when nothing was measured on its devices.</summary>
    /// <param name="released">The version that is released, to compare with the one that was measured.</param>
    public static string? Render(PerfReportKind kind, ReleaseVersion released, IReadOnlyList<PerfResult> results)
    {
        var found = results.ToLookup(result => result.Cell, StringComparer.Ordinal);
        var sections =
            (from cell in PerfMatrix.Expand(new PerfFilter([], kind.Devices, []))
             from result in found[cell.Id]
             group (Cell: cell, Result: result) by (cell.Device, result.Setup.Identity) into section
             orderby section.Key.Device.Priority, section.First().Result.Setup.Gpu, section.Key.Identity
             select section.ToList()).ToList();
        if (sections.Count == 0) return null;

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Performance of Torch-TensorRT {released}: {kind.Title}\n");
        foreach (var section in sections) Section(text, released, section);
        return text.ToString();
    }

    private static void Section(StringBuilder text, ReleaseVersion released, List<(PerfCell Cell, PerfResult Result)> section)
    {
        var (device, setup) = (section[0].Cell.Device, section[0].Result.Setup);
        var whole = PerfMatrix.Expand(new PerfFilter([], [device], [])).Count;
        text.Append(CultureInfo.InvariantCulture, $"\n## {setup.Gpu}\n\n{section.Count} of {whole} cells of the matrix; {setup.Protocol}; random weights.\n");
        text.Append(CultureInfo.InvariantCulture, $"Driver {setup.Driver}; {Packages(setup)}.\n");
        if (Mismatch(setup, released) is { } mismatch) text.Append(CultureInfo.InvariantCulture, $"\n**{mismatch}**\n");

        var tables = section.GroupBy(entry => (entry.Cell.Model, entry.Cell.Input))
            .OrderBy(table => PerfCatalog.Models.Index().First(model => model.Item == table.Key.Model).Index).ThenBy(table => table.Key.Input.Priority);
        foreach (var table in tables) Table(text, $"{table.Key.Model.Name}, {table.Key.Input}", [.. table]);
    }

    private static void Table(StringBuilder text, string title, IReadOnlyList<(PerfCell Cell, PerfResult Result)> rows)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {title}\n\n");
        text.Append("| batch | framework | median ms | p95 ms | samples/s | peak MiB | against PyTorch |\n|---:|---|---:|---:|---:|---:|---:|\n");
        foreach (var batch in rows.GroupBy(row => row.Cell.Batch).OrderBy(batch => batch.Key))
        {
            var eager = batch.FirstOrDefault(row => row.Cell.Framework == PerfCatalog.Frameworks[0] && row.Result.Outcome == PerfOutcome.Ok).Result;
            foreach (var (cell, result) in batch)
                text.Append(CultureInfo.InvariantCulture, $"| {cell.Batch} | {cell.Framework.Name} | {string.Join(" | ", Columns(cell, result, eager))} |\n");
        }
    }

    private static IEnumerable<string> Columns(PerfCell cell, PerfResult result, PerfResult? eager)
    {
        if (result.Outcome != PerfOutcome.Ok) return [InTable($"{result.Outcome.Word()}: {result.Reason}"), NoNumbers, NoNumbers, NoNumbers, NoNumbers];
        var median = Statistics.Median(result.SamplesMs);
        return
        [
            Number(median, "0.000"),
            Number(Statistics.P95(result.SamplesMs), "0.000"),
            Number(result.Throughput(cell.Batch), "0.0"),
            result.PeakMemory is { } bytes ? Number(bytes / 1048576.0, "0") : NoNumbers,
            eager is null ? NoNumbers : $"{Number(Statistics.Median(eager.SamplesMs) / median, "0.00")}x",
        ];
    }

    private static string? Mismatch(PerfSetup setup, ReleaseVersion released)
    {
        var measured = setup.Packages.GetValueOrDefault("torch_tensorrt");
        if (measured is null) return "torch_tensorrt was not installed: what is released was not measured.";
        var version = measured.Split('+')[0];
        return version == released.ToString() ? null : $"Measured with torch_tensorrt {measured}, which is not the {released} that is released.";
    }

    private static string Packages(PerfSetup setup) => string.Join(
        ", ", setup.Packages.OrderBy(package => package.Key, StringComparer.Ordinal).Select(package => $"{package.Key} {package.Value}"));

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string InTable(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
}
