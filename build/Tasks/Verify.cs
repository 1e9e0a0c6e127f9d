using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Verify))]
[TaskDescription("The proof: reads tag, release and every asset back and compares")]
[IsDependentOn(typeof(GitHubRelease))]
public sealed class Verify(ReleaseDesk desk) : AsyncFrostingTask<ReleaseContext>
{
    public override Task RunAsync(ReleaseContext context) => desk.Run(nameof(Verify));
}
