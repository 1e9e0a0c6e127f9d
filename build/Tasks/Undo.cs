using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Undo))]
[TaskDescription("Takes back what the release did on the forge, as far as it can be taken back")]
public sealed class Undo(ReleaseDesk desk) : StepTask(desk);
