using Build.Desk;
using Build.Output;
using Build.Suites;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Bench))]
[TaskDescription("Times this repository's programs against their peers, in turn on this machine, and prints the ratios")]
public sealed class Bench(MachineNeeds needs, BenchRun benchmarks, ClosingWords closing) : AsyncFrostingTask<ReleaseContext>
{
    public override async Task RunAsync(ReleaseContext context)
    {
        await needs.Meet(CancellationToken.None);
        closing.Add($"benchmarks: {await benchmarks.Execute()}");
    }
}
