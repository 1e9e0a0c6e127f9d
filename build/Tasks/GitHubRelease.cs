using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(GitHubRelease))]
[TaskDescription("Step 6: draft, upload, check digests, publish")]
[IsDependentOn(typeof(PerfReport))]
[IsDependentOn(typeof(Tag))]
[IsDependentOn(typeof(Attest))]
public sealed class GitHubRelease(ReleaseDesk desk) : StepTask(desk);
