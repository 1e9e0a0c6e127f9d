using Reliability.Tests.Stories;

namespace Reliability.Tests.Plans;

/// <summary>What was reviewed is what runs: however the world moved meanwhile, a confirmed plan is refused before its first effect.</summary>
public sealed class DriftTests
{
    public static TheoryData<string> Names => [.. Figures.Choose(Drift.All, 8).Select(drift => drift.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_world_that_moved_is_refused_before_the_first_effect(string name)
    {
        var drift = Drift.All.Single(one => one.Name == name);
        await using var world = await PublishedWorld.Begin();
        if (drift.Before is not null) await drift.Before(world);
        var (planned, plan) = await Here.Run(world, "--plan");
        planned.ShouldBe(2, plan);

        await drift.Happen(world);
        var moved = world.Text();
        var (exitCode, said) = await Here.Run(world, $"--confirm={Fingerprint(plan)}");

        exitCode.ShouldBeOneOf([1, 3], said);
        said.ShouldMatch(@"TR\d{4}");
        said.ShouldContain("Next: ");
        world.Text().ShouldBe(moved);
    }

    [Fact]
    public async Task A_world_that_stood_still_is_released()
    {
        await using var world = await PublishedWorld.Begin();
        var (_, plan) = await Here.Run(world, "--plan");
        var fingerprint = Fingerprint(plan);

        (await world.Finish(() => Here.Run(world, $"--confirm={fingerprint}"))).ShouldBeNull();
    }

    private static string Fingerprint(string plan) => plan.Split('\n').Single(line => line.StartsWith("fingerprint ", StringComparison.Ordinal))["fingerprint ".Length..].Trim();
}
