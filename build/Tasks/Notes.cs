using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Notes))]
[TaskDescription("Step 6: prints the release notes of any release, without milestone and files")]
public sealed class Notes(Reports reports) : AsyncFrostingTask<ReleaseContext>
{
    public override Task RunAsync(ReleaseContext context) => reports.Notes(CancellationToken.None);
}
