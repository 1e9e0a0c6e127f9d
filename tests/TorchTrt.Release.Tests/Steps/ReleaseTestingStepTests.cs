using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Tests.Steps;

public sealed class ReleaseTestingStepTests
{
    private readonly MemoryForge forge = new();

    [Fact]
    public async Task All_required_contexts_green_is_done_with_each_address_as_evidence()
    {
        Ran("Required Tests (x86_64)", CheckConclusion.Success);
        Ran("Required Tests (aarch64)", CheckConclusion.Neutral);

        (await Observe()).ShouldBeOfType<Done>().Evidence.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_context_that_did_not_run_is_not_green()
    {
        Ran("Required Tests (x86_64)", CheckConclusion.Success);

        (await Observe()).ShouldBeOfType<Blocked>().Reasons.ShouldHaveSingleItem().Code.ShouldBe("TR3302");
    }

    [Theory]
    [InlineData(CheckConclusion.Failure)]
    [InlineData(CheckConclusion.Cancelled)]
    [InlineData(CheckConclusion.TimedOut)]
    [InlineData(CheckConclusion.Pending)]
    [InlineData(CheckConclusion.Stale)]
    public async Task Whatever_did_not_pass_holds_the_release_up(CheckConclusion conclusion)
    {
        Ran("Required Tests (x86_64)", CheckConclusion.Success);
        Ran("Required Tests (aarch64)", conclusion);

        (await Observe()).ShouldBeOfType<Blocked>().Reasons.ShouldHaveSingleItem().Code.ShouldBe("TR3303");
    }

    [Fact]
    public async Task On_the_real_forge_no_result_at_all_is_a_closed_gate()
        => (await Observe()).ShouldBeOfType<Blocked>().Reasons.Count.ShouldBe(2);

    [Fact]
    public async Task A_twin_that_was_told_nothing_cannot_tell()
        => (await Observe(NothingKnown.CannotTell)).ShouldBeOfType<Unable>();

    private void Ran(string name, CheckConclusion conclusion) => forge.Results.Add(new CheckResult(name, conclusion, $"https://forge/{forge.Results.Count}", null));

    private Task<Observation> Observe(NothingKnown nothing = NothingKnown.IsNotGreen)
        => new ReleaseTestingStep(forge, Releases.OneOne, new TestingGate(["Required Tests (x86_64)", "Required Tests (aarch64)"], nothing)).Observe(default);
}
