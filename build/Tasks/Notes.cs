using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Notes))]
[TaskDescription("Step 6: prints the release notes of any release, without milestone and files")]
public sealed class Notes(NotesDesk notes) : AsyncFrostingTask<ReleaseContext>
{
    public override Task RunAsync(ReleaseContext context) => notes.Run(CancellationToken.None);
}
