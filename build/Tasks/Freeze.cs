using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Freeze))]
[TaskDescription("Step 1: no open pull request holds the release up, and the branch is read-only")]
public sealed class Freeze(ReleaseDesk desk) : StepTask(desk);
