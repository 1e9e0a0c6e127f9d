using Build.Output;

namespace Build.Tests.Output;

public sealed class OutcomeTables
{
    private static readonly StepOutcome[] Rows =
    [
        new("Freeze", Outcome.Done, ["no open PR holds the release up"], TimeSpan.FromMilliseconds(312)),
        new("Bump", Outcome.Done, ["setup.py 1.1.0", "cpp/include/torch_tensorrt/macros.h 1.1.0, docsrc/conf.py lists v1.1.0"], TimeSpan.FromSeconds(1.26)),
        new("Perf", Outcome.NotApplicable, ["no CUDA device on this machine"], TimeSpan.FromSeconds(0)),
        new("Libtorchtrt", Outcome.NotRehearsed, ["TR4001: bazel is missing. Next: install bazel-bootstrap"], TimeSpan.FromSeconds(65)),
        new("Tag", Outcome.Skipped, [], null),
    ];

    [Fact]
    public void The_table_stays_within_its_width()
        => OutcomeTable.Render(Rows, 80).ShouldBe("""
            step         outcome         evidence                                   duration
            -----------  --------------  ---------------------------------------  ----------
            Freeze       done            no open PR holds the release up               0.3 s
            Bump         done            setup.py 1.1.0                                1.3 s
                                         cpp/include/torch_tensorrt/macros.h
                                         1.1.0, docsrc/conf.py lists v1.1.0
            Perf         not-applicable  no CUDA device on this machine                0.0 s
            Libtorchtrt  not-rehearsed   TR4001: bazel is missing. Next: install  1 min 05 s
                                         bazel-bootstrap
            Tag          skipped

            """.ReplaceLineEndings("\n"));

    [Fact]
    public void The_count_goes_by_outcome()
        => OutcomeTable.Count(Rows).ShouldBe("2 done, 1 not-applicable, 1 not-rehearsed, 1 skipped");

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.96, "10 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(60, "1 min 00 s")]
    [InlineData(3725, "1 h 02 min")]
    public void Durations_are_for_people(double seconds, string words) => Durations.Words(TimeSpan.FromSeconds(seconds)).ShouldBe(words);
}
