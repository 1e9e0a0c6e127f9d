using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(NextVersion))]
[TaskDescription("Says which version comes next and why, by the release criteria")]
public sealed class NextVersion(Reports reports) : AsyncFrostingTask<ReleaseContext>
{
    public override Task RunAsync(ReleaseContext context) => reports.NextVersion(CancellationToken.None);
}
