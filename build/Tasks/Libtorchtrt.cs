using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Libtorchtrt))]
[TaskDescription("Step 6: builds and collects the libtorchtrt tarball")]
public sealed class Libtorchtrt(ReleaseDesk desk) : StepTask(desk);
