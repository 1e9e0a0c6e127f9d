using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Bump))]
[TaskDescription("Step 4: sets the version, and the dependency versions that were given")]
public sealed class Bump(ReleaseDesk desk) : StepTask(desk);
