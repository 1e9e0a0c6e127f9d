using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(NextDev))]
[TaskDescription("Sets main to the next development version, and to that PyTorch's nightly builds")]
public sealed class NextDev(ReleaseDesk desk) : StepTask(desk);
