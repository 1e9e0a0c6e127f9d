using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Attest))]
[TaskDescription("Step 6: compares the files to publish with the catalog; statements, bills of materials, SHA256SUMS, signatures")]
[IsDependentOn(typeof(Libtorchtrt))]
[IsDependentOn(typeof(Wheels))]
public sealed class Attest(ReleaseDesk desk) : StepTask(desk);
