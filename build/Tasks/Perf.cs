using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Perf))]
[TaskDescription("Step 5: runs the performance matrix where a GPU is")]
public sealed class Perf(ReleaseDesk desk) : StepTask(desk);
