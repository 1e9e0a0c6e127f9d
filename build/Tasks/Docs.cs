using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Docs))]
[TaskDescription("Step 4: makes the frozen documentation of the version, and the main one")]
public sealed class Docs(ReleaseDesk desk) : StepTask(desk);
