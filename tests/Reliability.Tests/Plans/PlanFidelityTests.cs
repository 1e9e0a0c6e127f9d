using Microsoft.AspNetCore.Http;
using Reliability.Tests.Crashes;
using Reliability.Tests.Stories;
using TorchTrt.Release.Twin;

namespace Reliability.Tests.Plans;

/// <summary>A plan changes nothing, asks little, and says what will happen.</summary>
public sealed class PlanFidelityTests
{
    /// <summary>Requests that a plan may need.</summary>
    private const int Budget = 30;

    [Fact]
    public async Task A_plan_sends_nothing_but_reads_to_a_forge_that_refuses_everything_else()
    {
        var calls = new List<string>();
        await using var world = await PublishedWorld.Begin(misfortune: context =>
        {
            lock (calls) calls.Add(context.Request.Method);
            return HttpMethods.IsGet(context.Request.Method) ? null : new Fault(FaultKind.Status) { Status = 500 };
        });
        var before = world.Text();

        var (exitCode, said) = await Here.Run(world, "--plan");

        exitCode.ShouldBe(2, said);
        calls.ShouldAllBe(method => method == "GET");
        calls.Count.ShouldBeLessThanOrEqualTo(Budget);
        world.Text().ShouldBe(before);
        Figures.Tell("plan", $"{calls.Count} requests, all reads, against a forge that answers 500 to everything else; nothing changed");
    }

    /// <summary>It once let the lock go that the run before it had died with.</summary>
    [Fact]
    public async Task A_plan_after_a_run_that_died_leaves_its_lock_and_everything_else()
    {
        await using var run = await DoomedRun.Begin(new CrashPoint(Called.Forge, null, "POST /repos/pytorch/TensorRT/rulesets", Moment.After, Death.Killed));
        await run.Die();
        run.Died.ShouldBeTrue();
        var before = run.World.Text();
        before.ShouldContain("release lock: held");

        var (exitCode, said) = await Here.Run(run.World, "--plan");

        exitCode.ShouldBe(2, said);
        run.World.Text().ShouldBe(before);
    }
}
