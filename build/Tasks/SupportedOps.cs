using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(SupportedOps))]
[TaskDescription("Step 3: writes the index of supported operators anew")]
public sealed class SupportedOps(ReleaseDesk desk) : StepTask(desk);
