using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Journal;

/// <summary>How a run ended, step by step: <c>summary.json</c>, the file that scripts read.</summary>
/// <param name="Steps">In the order they ran.</param>
public sealed record Summary(ReleaseVersion Version, IReadOnlyList<StepOutcome> Steps)
{
    private static readonly IReadOnlyList<Outcome> WorstFirst = [Outcome.Failed, Outcome.Blocked, Outcome.Waiting, Outcome.Pending];

    /// <summary>The worst outcome of all: failed, blocked, waiting or pending; done when there is none of these.</summary>
    public Outcome Verdict => WorstFirst.FirstOrDefault(bad => Steps.Any(step => step.Outcome == bad), Outcome.Done);
}

/// <summary>The written form of the outcomes.</summary>
public static class Outcomes
{
    public static string Word(this Outcome outcome) => outcome switch
    {
        Outcome.Done => "done",
        Outcome.Pending => "pending",
        Outcome.Blocked => "blocked",
        Outcome.NotApplicable => "not-applicable",
        Outcome.NotRehearsed => "not-rehearsed",
        Outcome.Failed => "failed",
        Outcome.Skipped => "skipped",
        Outcome.Waiting => "waiting",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "This outcome has no written form."),
    };

    public static bool TryRead(string word, out Outcome outcome)
    {
        foreach (var candidate in Enum.GetValues<Outcome>())
        {
            outcome = candidate;
            if (candidate.Word() == word) return true;
        }

        outcome = default;
        return false;
    }
}
