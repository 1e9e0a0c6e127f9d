using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(PerfReport))]
[TaskDescription("Step 5: writes the performance reports from what was measured")]
[IsDependentOn(typeof(Perf))]
public sealed class PerfReport(ReleaseDesk desk) : StepTask(desk);
