using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Plan))]
[TaskDescription("Says what Release would change, and changes nothing (the same as --target=Release --plan)")]
[IsDependentOn(typeof(Release))]
public sealed class Plan : FrostingTask<ReleaseContext>
{
}
