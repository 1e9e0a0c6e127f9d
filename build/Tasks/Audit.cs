using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Audit))]
[TaskDescription("Checks every version and pin of the checkout against each other")]
public sealed class Audit(Reports reports) : AsyncFrostingTask<ReleaseContext>
{
    public override Task RunAsync(ReleaseContext context) => reports.Audit(CancellationToken.None);
}
