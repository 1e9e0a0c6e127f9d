using TorchTrt.Release.Perf;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>Checklist step 5, its last point: one report for A100 and one for T4 and A30, from whatever was measured.</summary>
public sealed class PerfReportStep(IPerfResults results, IReceipts receipts, ReleaseTarget target) : IStep
{
    public string Name => "PerfReport";

    public Task<Observation> Observe(CancellationToken cancel) => Task.FromResult(Look());

    public Task Apply(Pending pending, CancellationToken cancel)
    {
        foreach (var (file, text) in Outdated(Reports())) receipts.Write(file, text);
        return Task.CompletedTask;
    }

    private Observation Look()
    {
        var reports = Reports();
        if (reports.Count == 0) return new NotApplicable("no results: nothing was measured for this release");
        var outdated = Outdated(reports);
        return outdated.Count == 0
            ? new Done([.. reports.Select(report => $"{report.File} says what was measured")])
            : new Pending([.. outdated.Select(report => new Change("write", report.File, receipts.Read(report.File) is null ? null : "an older report", Measured(report.Text)))]);
    }

    private List<(string File, string Text)> Reports()
    {
        var measured = results.All();
        return
        [
            .. from kind in PerfCatalog.Reports
               let text = PerfReport.Render(kind, target.Version, measured)
               where text is not null
               select (kind.File, text),
        ];
    }

    private List<(string File, string Text)> Outdated(IEnumerable<(string File, string Text)> reports)
        => [.. reports.Where(report => receipts.Read(report.File) != report.Text)];

    private static string Measured(string report) => $"report on {string.Join(", ", report.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]))}";
}
