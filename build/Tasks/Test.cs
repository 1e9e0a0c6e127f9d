using Build.CommandLine;
using Build.Desk;
using Build.Output;
using Build.Suites;
using Cake.Core;
using Cake.Frosting;
using TorchTrt.Release;

namespace Build.Tasks;

[TaskName(nameof(Test))]
[TaskDescription("Builds this repository, runs all of its tests and ends with their counts.")]
public sealed class Test(MachineNeeds needs, TestRun tests, ClosingWords closing) : AsyncFrostingTask<ReleaseContext>
{
    public override async Task RunAsync(ReleaseContext context)
    {
        if (context.Request.MissingTools == MissingTools.Install) await needs.Meet(CancellationToken.None);
        var counts = await tests.Execute();
        closing.Add(counts.ToString());
        if (counts.Failed > 0)
            throw new ReleaseException(new ReleaseError("TR9022", $"not every test passed: {counts}.", "read their messages above."));
        if (counts.Passed == 0)
            throw new ReleaseException(new ReleaseError("TR9023", "no test ran.", "look under tests/ for the projects."));
        if (counts.MissingComponents.Count > 0 && Options.ContinuousIntegration.Read(context.Environment.GetEnvironmentVariable) == "true")
            throw new ReleaseException(new ReleaseError("TR9024", $"{counts.MissingComponents.Count} tests were skipped because this machine lacks something.", "install it with --provision."));
    }
}
