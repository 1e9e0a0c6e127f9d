namespace TorchTrt.Release.Perf;

/// <summary>The written form of the outcomes, in results and in reports.</summary>
public static class PerfOutcomes
{
    public static string Word(this PerfOutcome outcome) => outcome switch
    {
        PerfOutcome.Ok => "ok",
        PerfOutcome.Failing => "failing",
        PerfOutcome.NoResult => "no-result",
        PerfOutcome.OutOfMemory => "out-of-memory",
        PerfOutcome.TimedOut => "timed-out",
        PerfOutcome.Skipped => "skipped",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "This outcome has no written form."),
    };

    public static bool TryRead(string word, out PerfOutcome outcome)
    {
        foreach (var candidate in Enum.GetValues<PerfOutcome>())
        {
            outcome = candidate;
            if (candidate.Word() == word) return true;
        }

        outcome = default;
        return false;
    }
}
