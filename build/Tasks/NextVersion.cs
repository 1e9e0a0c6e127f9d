using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(NextVersion))]
[TaskDescription("Says which version comes next and why, by the release criteria")]
public sealed class NextVersion(ReleaseDesk desk) : AsyncFrostingTask<ReleaseContext>
{
    public override Task RunAsync(ReleaseContext context) => desk.NextVersion();
}
