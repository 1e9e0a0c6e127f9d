using Build.CommandLine;
using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Verify))]
[TaskDescription("The proof: reads tag, release and every asset back and compares, follows the links of the notes, installs a wheel; with --offline, checks a folder of downloads")]
[IsDependentOn(typeof(GitHubRelease))]
public sealed class Verify(ReleaseDesk desk, Downloads downloads, ReleaseRequest request) : StepTask(desk)
{
    public override Task RunAsync(ReleaseContext context) => request.Offline is { } folder ? downloads.Verify(folder, CancellationToken.None) : base.RunAsync(context);
}
