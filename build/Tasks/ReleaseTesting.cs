using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(ReleaseTesting))]
[TaskDescription("Step 2: the required checks passed at exactly this commit on x86_64 and aarch64")]
public sealed class ReleaseTesting(ReleaseDesk desk) : StepTask(desk);
