using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Applications))]
[TaskDescription("Step 2: builds every checked-in application with its own build files and runs what can run")]
public sealed class Applications(ReleaseDesk desk) : StepTask(desk);
