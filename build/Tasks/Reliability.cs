using Build.Output;
using Build.Suites;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Reliability))]
[TaskDescription("Kills, cancels and troubles the release of the sample at every call it makes, and shows that it ends in the same world")]
public sealed class Reliability(ReliabilityRun experiments, ClosingWords closing) : AsyncFrostingTask<ReleaseContext>
{
    public override async Task RunAsync(ReleaseContext context) => closing.Add($"reliability: {await experiments.Execute()}");
}
