using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Release))]
[TaskDescription("The whole release: a rehearsal in a scratch clone against the twin, or with --publish the real thing")]
[IsDependentOn(typeof(Freeze))]
[IsDependentOn(typeof(ReleaseTesting))]
[IsDependentOn(typeof(Applications))]
[IsDependentOn(typeof(VersionBumpPr))]
[IsDependentOn(typeof(Verify))]
[IsDependentOn(typeof(Thaw))]
public sealed class Release : FrostingTask<ReleaseContext>
{
}
