using Build.Output;
using TorchTrt.Release;

namespace Build.Tests.Output;

public sealed class Verdicts
{
    private static readonly ReleaseException Blocked = new(ExitCode.Blocked, [new ReleaseError("TR3001", "PR #5 is open.", "merge it.")]);

    [Fact]
    public void A_refusal_counts_however_deep_it_is_wrapped()
        => ExitVerdict.CodeOf(new InvalidOperationException("outer", new AggregateException(new IOException("disk"), Blocked))).ShouldBe(ExitCode.Blocked);

    [Fact]
    public void Any_other_exception_is_a_failure()
        => ExitVerdict.CodeOf(new IOException("disk")).ShouldBe(ExitCode.Failed);

    [Fact]
    public void The_gravest_wins()
    {
        var verdict = new ExitVerdict();
        verdict.Record(Blocked);
        verdict.Record(ExitCode.ChangesPending);

        verdict.Settle(-1).ShouldBe(3);
    }

    [Fact]
    public void A_host_that_fails_by_itself_is_a_failure()
        => new ExitVerdict().Settle(-1).ShouldBe(1);

    [Fact]
    public void A_plan_with_changes_is_no_failure_of_the_host()
    {
        var verdict = new ExitVerdict();
        verdict.Record(ExitCode.ChangesPending);

        verdict.Settle(0).ShouldBe(2);
    }
}
