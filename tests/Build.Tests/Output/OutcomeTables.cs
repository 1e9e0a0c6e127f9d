using Build.Output;
using TorchTrt.Release.Steps;

namespace Build.Tests.Output;

public sealed class OutcomeTables
{
    private static readonly StepOutcome[] Rows =
    [
        Row("Freeze", Outcome.Done, null, 0.312, "no open PR holds the release up"),
        Row("Bump", Outcome.Done, null, 1.26, "setup.py 1.1.0, cpp/include/torch_tensorrt/macros.h 1.1.0, docsrc/conf.py lists v1.1.0", "more evidence is in summary.json"),
        Row("Perf", Outcome.NotApplicable, "no CUDA device on this machine", 0),
        Row("Libtorchtrt", Outcome.NotRehearsed, "bazel cannot load its workspace here", 65),
        Row("ReleaseTesting", Outcome.Blocked, "TR3302: 'x86' did not run\nTR3302: 'arm' did not run", 0.1),
        Row("Tag", Outcome.Skipped, null, 0),
    ];

    [Fact]
    public void The_table_stays_within_its_width()
        => OutcomeTable.Render(Rows, 80).ShouldBe("""
            step            outcome         evidence                                duration
            --------------  --------------  ------------------------------------  ----------
            Freeze          done            no open PR holds the release up            0.3 s
            Bump            done            setup.py 1.1.0,                            1.3 s
                                            cpp/include/torch_tensorrt/macros.h
                                            1.1.0, docsrc/conf.py lists v1.1.0
            Perf            not-applicable  no CUDA device on this machine             0.0 s
            Libtorchtrt     not-rehearsed   bazel cannot load its workspace here  1 min 05 s
            ReleaseTesting  blocked         TR3302: 'x86' did not run (and 1           0.1 s
                                            more)
            Tag             skipped

            """.ReplaceLineEndings("\n"));

    [Fact]
    public void The_count_goes_by_outcome()
        => OutcomeTable.Count(Rows).ShouldBe("2 done, 1 blocked, 1 not-applicable, 1 not-rehearsed, 1 skipped");

    private static StepOutcome Row(string step, Outcome outcome, string? reason, double seconds, params string[] evidence)
        => new(step, outcome, reason, evidence, [], TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.96, "10 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(60, "1 min 00 s")]
    [InlineData(3725, "1 h 02 min")]
    public void Durations_are_for_people(double seconds, string words) => Durations.Words(TimeSpan.FromSeconds(seconds)).ShouldBe(words);
}
