using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(VersionBumpPr))]
[TaskDescription("Step 4: puts it all into one pull request and has it merged")]
[IsDependentOn(typeof(SupportedOps))]
[IsDependentOn(typeof(Bump))]
[IsDependentOn(typeof(Docs))]
[IsDependentOn(typeof(Changelog))]
public sealed class VersionBumpPr(ReleaseDesk desk) : StepTask(desk);
