using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Matrix))]
[TaskDescription("Prints the files of the release as a JSON matrix, one cell a file, for CI to build each on its own runner")]
public sealed class Matrix(Reports reports) : AsyncFrostingTask<ReleaseContext>
{
    public override Task RunAsync(ReleaseContext context) => reports.Matrix(CancellationToken.None);
}
