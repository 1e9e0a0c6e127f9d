using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Wheels))]
[TaskDescription("Step 6: builds every Python wheel in the container")]
[IsDependentOn(typeof(WheelContainer))]
public sealed class Wheels(ReleaseDesk desk) : StepTask(desk);
