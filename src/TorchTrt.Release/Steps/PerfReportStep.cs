using TorchTrt.Release.Perf;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>One report in one format.</summary>
/// <param name="Of">The whole text of the file.</param>
public sealed record PerfFormat(string Extension, Func<PerfSheet, string> Of)
{
    public static PerfFormat Markdown { get; } = new(".md", PerfReport.Markdown);

    public static PerfFormat Csv { get; } = new(".csv", PerfReport.Csv);
}

/// <summary>Checklist step 5, its last point: one report for A100 and one for T4 and A30, from whatever was measured.</summary>
/// <param name="before">Results of the last release, to compare with; null for none.</param>
public sealed class PerfReportStep(IPerfResults results, IPerfResults? before, IReceipts receipts, ReleaseTarget target, IReadOnlyList<PerfFormat> formats) : IStep
{
    public string Name => "PerfReport";

    public Task<Observation> Observe(CancellationToken cancel) => Task.FromResult(Look());

    public Task Apply(Pending pending, CancellationToken cancel)
    {
        foreach (var (file, text, _) in Outdated(Reports())) receipts.Write(file, text);
        return Task.CompletedTask;
    }

    private Observation Look()
    {
        var reports = Reports();
        if (reports.Count == 0) return new NotApplicable("no results: nothing was measured for this release");
        var outdated = Outdated(reports);
        return outdated.Count == 0
            ? new Done([.. reports.Select(report => $"{report.File} says what was measured")])
            : new Pending([.. outdated.Select(report => new Change("write", report.File, receipts.Read(report.File) is null ? null : "an older report", Measured(report.Sheet)))]);
    }

    private List<(string File, string Text, PerfSheet Sheet)> Reports()
    {
        var (measured, last) = (results.All(), before?.All() ?? []);
        return
        [
            .. from kind in PerfCatalog.Reports
               let sheet = PerfSheet.Of(kind, target.Version, measured, last)
               where sheet is not null
               from format in formats
               select ($"{kind.File}{format.Extension}", format.Of(sheet), sheet),
        ];
    }

    private List<(string File, string Text, PerfSheet Sheet)> Outdated(IEnumerable<(string File, string Text, PerfSheet Sheet)> reports)
        => [.. reports.Where(report => receipts.Read(report.File) != report.Text)];

    private static string Measured(PerfSheet sheet) => $"report on {string.Join(", ", sheet.Sections.Select(section => section.Setup.Gpu))}";
}
