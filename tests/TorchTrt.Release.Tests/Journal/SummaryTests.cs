using TorchTrt.Release.Journal;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Journal;

public sealed class SummaryTests
{
    [Theory]
    [InlineData(Outcome.Done)]
    [InlineData(Outcome.Done, Outcome.Done, Outcome.NotApplicable, Outcome.NotRehearsed, Outcome.Skipped)]
    [InlineData(Outcome.Pending, Outcome.Done, Outcome.Pending)]
    [InlineData(Outcome.Waiting, Outcome.Pending, Outcome.Waiting)]
    [InlineData(Outcome.Blocked, Outcome.Waiting, Outcome.Blocked)]
    [InlineData(Outcome.Failed, Outcome.Blocked, Outcome.Failed, Outcome.Done)]
    public void The_worst_step_is_the_verdict(Outcome verdict, params Outcome[] outcomes)
        => new Summary(new ReleaseVersion(1, 1, 0), [.. outcomes.Select(outcome => new StepOutcome("Step", outcome, null, [], [], TimeSpan.Zero))])
            .Verdict.ShouldBe(verdict);

    [Fact]
    public void Every_outcome_reads_back_from_its_word()
    {
        foreach (var outcome in Enum.GetValues<Outcome>())
        {
            Outcomes.TryRead(outcome.Word(), out var read).ShouldBeTrue();
            read.ShouldBe(outcome);
        }

        Outcomes.TryRead("finished", out _).ShouldBeFalse();
    }
}
