using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(WheelContainer))]
[TaskDescription("Step 6: builds the container that builds the wheels")]
public sealed class WheelContainer(ReleaseDesk desk) : StepTask(desk);
