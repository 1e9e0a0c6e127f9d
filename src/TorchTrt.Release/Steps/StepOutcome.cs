namespace TorchTrt.Release.Steps;

/// <summary>How a step ended; the words of summary.json.</summary>
public enum Outcome
{
    Done,
    Pending,
    Blocked,
    NotApplicable,
    NotRehearsed,
    Failed,
    Skipped,
    Waiting,
}

/// <summary>What a step came to.</summary>
/// <param name="Step">Name of the target.</param>
/// <param name="Outcome">The verdict.</param>
/// <param name="Reason">Why, where it is not simply done; null otherwise.</param>
/// <param name="Evidence">What proves it, a sentence each.</param>
/// <param name="Changes">What was changed, or in plan mode would be.</param>
/// <param name="Duration">Time from the first look to the last.</param>
public sealed record StepOutcome(
    string Step, Outcome Outcome, string? Reason, IReadOnlyList<string> Evidence, IReadOnlyList<Change> Changes, TimeSpan Duration)
{
    /// <summary>Names of the files of <c>out/</c> that the changes make; empty unless they are pending.</summary>
    public IReadOnlyList<string> Makes { get; init; } = [];

    /// <summary>The exit code this outcome asks for on its own.</summary>
    public ExitCode ExitCode => Outcome switch
    {
        Outcome.Pending => ExitCode.ChangesPending,
        Outcome.Blocked => ExitCode.Blocked,
        Outcome.Waiting => ExitCode.Waiting,
        Outcome.Failed => ExitCode.Failed,
        _ => ExitCode.Done,
    };
}

/// <summary>What is being done with the graph.</summary>
public enum RunMode
{
    /// <summary>Look only, and say what would change.</summary>
    Plan,

    /// <summary>The whole release in a scratch clone against the twin; what the machine cannot do is passed over and counted.</summary>
    Rehearse,

    /// <summary>One or more targets on the checkout the user named.</summary>
    InPlace,

    /// <summary>The real thing.</summary>
    Publish,
}

/// <summary>Where a step's progress is told.</summary>
public interface ILedger
{
    /// <summary>One line per effect: verb, object, evidence.</summary>
    void Line(string text);
}
