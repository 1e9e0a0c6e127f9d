using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Tag))]
[TaskDescription("Step 6: tags the merged version bump after auditing what it would ship")]
[IsDependentOn(typeof(VersionBumpPr))]
public sealed class Tag(ReleaseDesk desk) : StepTask(desk);
