using Build.CommandLine;
using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(PerfReport))]
[TaskDescription("Step 5: writes the performance reports from what was measured; with --perf-results, from a folder")]
[IsDependentOn(typeof(Perf))]
public sealed class PerfReport(ReleaseDesk desk, PerfReports reports, ReleaseRequest request) : StepTask(desk)
{
    public override Task RunAsync(ReleaseContext context)
    {
        if (request.Perf.Results is not { } folder) return base.RunAsync(context);
        reports.Write(folder);
        return Task.CompletedTask;
    }
}
