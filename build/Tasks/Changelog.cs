using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Changelog))]
[TaskDescription("Step 4: writes the section of this release into CHANGELOG.md")]
public sealed class Changelog(ReleaseDesk desk, Reports reports) : AsyncFrostingTask<ReleaseContext>
{
    public override Task RunAsync(ReleaseContext context) 
        => context.Request.Output is null ? desk.Run(nameof(Changelog)) : reports.ChangelogSection(CancellationToken.None);
}
