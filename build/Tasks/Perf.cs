using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Perf))]
[TaskDescription("Step 5: runs the performance matrix where a GPU is")]
public sealed class Perf(ReleaseDesk desk) : AsyncFrostingTask<ReleaseContext>
{
    public override Task RunAsync(ReleaseContext context) => desk.Run(nameof(Perf));
}
