namespace Build.Output;

/// <summary>How a step ended.</summary>
public enum Outcome
{
    Done,
    Pending,
    Blocked,
    Waiting,
    NotApplicable,
    NotRehearsed,
    Failed,
    Skipped,
}

/// <summary>One row of the table that ends a run.</summary>
/// <param name="Evidence">What proves it, or the reason it is not done; one line each.</param>
/// <param name="Duration">Null when the step did not run.</param>
public sealed record StepOutcome(string Step, Outcome Outcome, IReadOnlyList<string> Evidence, TimeSpan? Duration);

public static class OutcomeWords
{
    /// <summary>The word that summary.json and the table use: <c>not-applicable</c>.</summary>
    public static string Word(this Outcome outcome) => outcome switch
    {
        Outcome.Done => "done",
        Outcome.Pending => "pending",
        Outcome.Blocked => "blocked",
        Outcome.Waiting => "waiting",
        Outcome.NotApplicable => "not-applicable",
        Outcome.NotRehearsed => "not-rehearsed",
        Outcome.Failed => "failed",
        Outcome.Skipped => "skipped",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "an outcome without a word"),
    };
}
