using System.Globalization;
using System.Text;

namespace TorchTrt.Release.Perf;

/// <summary>Measurements as Markdown, to be handed in as checklist step 5 asks. The same results give the same bytes.</summary>
public static class PerfReport
{
    private const string NoNumber = "";

    public static string Markdown(PerfSheet sheet)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {Title(sheet)}\n");
        foreach (var section in sheet.Sections) Section(text, sheet, section);
        return text.ToString();
    }

    public static string Title(PerfSheet sheet) => $"Performance of Torch-TensorRT{(sheet.Released is null ? "" : $" {sheet.Released}")}: {sheet.Kind.Title}";

    /// <summary>What a section's numbers are, a sentence each.</summary>
    public static IEnumerable<string> About(PerfSection section)
    {
        var whole = PerfMatrix.Expand(PerfFilter.On(section.Device)).Count;
        yield return string.Create(CultureInfo.InvariantCulture, $"{section.Rows.Count} cells measured, {(section.Skipped.Count == 0 ? $"all {whole} of the matrix among them" : $"{section.Skipped.Count} of the matrix's {whole} skipped")}; {section.Setup.Protocol}; random weights.");
        yield return $"Driver {section.Setup.Driver}; {Packages(section.Setup)}.";
        if (Conditions(section) is { } conditions) yield return conditions;
        yield return $"Medians with the 95 % bootstrap interval over the iterations of one process{(HasGpu(section) ? "; the GPU's own time beside them, without the host's share" : "")}.";
    }

    /// <summary>Rows of one model and input, in the order of the report.</summary>
    public static IEnumerable<IGrouping<(PerfModel Model, PerfInput Input), PerfRow>> Tables(PerfSection section)
        => section.Rows.GroupBy(row => (row.Cell.Model, row.Cell.Input));

    /// <summary>The heads of a table, those that hold numbers as <see langword="true"/>.</summary>
    public static IReadOnlyList<(string Head, bool IsNumber)> Heads(PerfSection section) =>
    [
        ("batch", true), ("framework", false), ("median ms", true), ("p95 ms", true), .. HasGpu(section) ? [("GPU alone ms", true)] : Array.Empty<(string, bool)>(), ("samples/s", true), ("peak MiB", true), ("build s", true), ("against PyTorch", true),
        .. HasLast(section) ? [("against the last release", true)] : Array.Empty<(string, bool)>(),
    ];

    /// <summary>A row of a table; where there are no numbers, why.</summary>
    public static IEnumerable<string> Columns(PerfSection section, PerfRow row)
    {
        yield return row.Cell.Batch.ToString(CultureInfo.InvariantCulture);
        yield return row.Cell.Framework.Name;
        if (row.Figures is not { } figures)
        {
            yield return $"{row.Result.Outcome.Word()}: {row.Result.Reason}";
            for (var left = Heads(section).Count - 3; left > 0; left--) yield return NoNumber;
            yield break;
        }

        yield return $"{Number(figures.Median, "0.000")} ({Number(figures.Around.Low, "0.000")}–{Number(figures.Around.High, "0.000")})";
        yield return Number(figures.P95, "0.000");
        if (HasGpu(section)) yield return Number(row.Result.GpuMedian, "0.000");
        yield return Number(figures.Throughput, "0.0");
        yield return Number(row.Result.PeakMemory / 1048576.0, "0");
        yield return Number(row.Result.CompileSeconds, "0.0");
        yield return Times(figures.SpeedUp);
        if (HasLast(section)) yield return figures.AgainstLast is { } ratio ? $"{(ratio - 1) * 100:+0.0;-0.0;0.0} %".Replace(',', '.') : NoNumber;
    }

    /// <summary>Every row as comma-separated values (RFC 4180), one line a cell, skipped ones too.</summary>
    public static string Csv(PerfSheet sheet)
    {
        var text = new StringBuilder("gpu,cell,device,model,input,batch,framework,priority,outcome,reason,median_ms,median_low_ms,median_high_ms,p95_ms,gpu_ms,samples_per_s,peak_bytes,compile_s,against_pytorch,against_last,cosine\n");
        foreach (var section in sheet.Sections)
        {
            foreach (var row in section.Rows) Line(section, row.Cell, row.Result.Outcome, row.Result.Reason, row);
            foreach (var cell in section.Skipped) Line(section, cell, PerfOutcome.Skipped, null, null);
        }

        return text.ToString();

        void Line(PerfSection section, PerfCell cell, PerfOutcome outcome, string? reason, PerfRow? row) => text.AppendJoin(',', new[]
        {
            section.Setup.Gpu, cell.Id, cell.Device.Key, cell.Model.Key, cell.Input.ToString(), cell.Batch.ToString(CultureInfo.InvariantCulture), cell.Framework.Key, cell.Priority.ToString(),
            outcome.Word(), reason ?? "", Number(row?.Figures?.Median, "R"), Number(row?.Figures?.Around.Low, "R"), Number(row?.Figures?.Around.High, "R"), Number(row?.Figures?.P95, "R"), Number(row?.Result.GpuMedian, "R"),
            Number(row?.Figures?.Throughput, "R"), row?.Result.PeakMemory?.ToString(CultureInfo.InvariantCulture) ?? "", Number(row?.Result.CompileSeconds, "R"),
            Number(row?.Figures?.SpeedUp, "R"), Number(row?.Figures?.AgainstLast, "R"), Number(row?.Result.Agreement?.Cosine, "R"),
        }.Select(Quoted)).Append('\n');
    }

    private static void Section(StringBuilder text, PerfSheet sheet, PerfSection section)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {section.Setup.Gpu}\n\n{string.Join('\n', About(section))}\n");
        if (sheet.Mismatch(section.Setup) is { } mismatch) text.Append(CultureInfo.InvariantCulture, $"\n**{mismatch}**\n");
        var heads = Heads(section);
        foreach (var table in Tables(section))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {table.Key.Model.Name}, {table.Key.Input}\n\n");
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", heads.Select(head => head.Head))} |\n|{string.Concat(heads.Select(head => head.IsNumber ? "---:|" : "---|"))}\n");
            foreach (var row in table) text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", Columns(section, row).Select(InTable))} |\n");
        }
    }

    private static string? Conditions(PerfSection section)
    {
        var told = section.Rows.SelectMany(row => new[] { row.Result.Before, row.Result.After }).OfType<PerfConditions>().ToList();
        if (!told.Any(one => one.SmClock is not null && one.Temperature is not null)) return null;
        var held = section.Rows.Count(row => row.Result.After?.Throttle > 1);
        return string.Create(CultureInfo.InvariantCulture,
            $"SM clock {told.Min(one => one.SmClock):0}–{told.Max(one => one.SmClock):0} MHz, {told.Min(one => one.Temperature):0}–{told.Max(one => one.Temperature):0} °C; clocks were held back in {held} of the cells.");
    }

    private static bool HasGpu(PerfSection section) => section.Rows.Any(row => row.Result.GpuMedian is not null);

    private static bool HasLast(PerfSection section) => section.Rows.Any(row => row.Figures?.AgainstLast is not null);

    private static string Packages(PerfSetup setup) => string.Join(
        ", ", setup.Packages.OrderBy(package => package.Key, StringComparer.Ordinal).Select(package => $"{package.Key} {package.Value}"));

    private static string Times(double? ratio) => ratio is null ? NoNumber : $"{Number(ratio, "0.00")}x";

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? NoNumber;

    private static string Quoted(string field) => field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    private static string InTable(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
}
