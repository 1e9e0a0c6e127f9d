using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Attest))]
[TaskDescription("Step 6: writes SHA256SUMS over the files to publish")]
[IsDependentOn(typeof(Libtorchtrt))]
[IsDependentOn(typeof(Wheels))]
public sealed class Attest(ReleaseDesk desk) : AsyncFrostingTask<ReleaseContext>
{
    public override Task RunAsync(ReleaseContext context) => desk.Run(nameof(Attest));
}
