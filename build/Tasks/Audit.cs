using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Audit))]
[TaskDescription("Checks every version, pin, docs folder and list of the checkout, or of any commits, against each other")]
public sealed class Audit(AuditDesk desk) : AsyncFrostingTask<ReleaseContext>
{
    public override Task RunAsync(ReleaseContext context) => desk.Run(CancellationToken.None);
}
