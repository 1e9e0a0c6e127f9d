using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Thaw))]
[TaskDescription("Opens the branch for pushes again")]
public sealed class Thaw(ReleaseDesk desk) : StepTask(desk);
