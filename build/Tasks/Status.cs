using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Status))]
[TaskDescription("Says where the release stands, from its journal and from the world")]
public sealed class Status(ReleaseDesk desk) : AsyncFrostingTask<ReleaseContext>
{
    public override Task RunAsync(ReleaseContext context) => desk.Tell();
}
