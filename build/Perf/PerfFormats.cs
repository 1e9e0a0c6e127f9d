using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Steps;

namespace Build.Perf;

/// <summary>What a performance report is written as.</summary>
public static class PerfFormats
{
    public static IReadOnlyList<PerfFormat> All { get; } = [PerfFormat.Markdown, PerfFormat.Csv, new(".json", Json), new(".html", PerfHtml.Page)];

    /// <summary>Every cell with its figures; the samples stay in the results.</summary>
    private static string Json(PerfSheet sheet) => new JObject
    {
        ["schema"] = 1,
        ["title"] = PerfReport.Title(sheet),
        ["released"] = sheet.Released?.ToString(),
        ["sections"] = new JArray(sheet.Sections.Select(section => new JObject
        {
            ["gpu"] = section.Setup.Gpu,
            ["driver"] = section.Setup.Driver,
            ["packages"] = new JObject(section.Setup.Packages.OrderBy(package => package.Key, StringComparer.Ordinal).Select(package => new JProperty(package.Key, package.Value))),
            ["protocol"] = section.Setup.Protocol.ToString(),
            ["warning"] = sheet.Mismatch(section.Setup),
            ["cells"] = new JArray(section.Rows.Select(Cell)),
            ["skipped"] = new JArray(section.Skipped.Select(cell => cell.Id)),
        })),
    }.ToString(Formatting.Indented).ReplaceLineEndings("\n") + "\n";

    private static JObject Cell(PerfRow row) => new()
    {
        ["cell"] = row.Cell.Id,
        ["outcome"] = row.Result.Outcome.Word(),
        ["reason"] = row.Result.Reason,
        ["measured_at"] = row.Result.MeasuredAt,
        ["median_ms"] = row.Figures?.Median,
        ["median_interval_ms"] = row.Figures is { } figures ? new JArray(figures.Around.Low, figures.Around.High) : null,
        ["p95_ms"] = row.Figures?.P95,
        ["gpu_ms"] = row.Result.GpuMedian,
        ["samples_per_second"] = row.Figures?.Throughput,
        ["against_pytorch"] = row.Figures?.SpeedUp,
        ["against_last"] = row.Figures?.AgainstLast,
        ["peak_memory_bytes"] = row.Result.PeakMemory,
        ["compile_seconds"] = row.Result.CompileSeconds,
        ["cosine"] = row.Result.Agreement?.Cosine,
    };
}
