using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Changelog))]
[TaskDescription("Step 4: writes the section of this release into CHANGELOG.md")]
public sealed class Changelog(ReleaseDesk desk, Reports reports) : StepTask(desk)
{
    public override Task RunAsync(ReleaseContext context) => context.Request.Output is null ? base.RunAsync(context) : reports.ChangelogSection(CancellationToken.None);
}
