namespace TorchTrt.Release.Steps;

/// <summary>
/// What the steps before would have done by now, while a plan is made: a plan carries nothing out, and yet has to name every change of a release to the end.
/// A step that goes on from theirs looks here beside the world. Outside plans there is none.
/// </summary>
public sealed class Foresight
{
    private readonly List<StepOutcome> pending = [];

    /// <summary>Names of files that would be in <c>out/</c> by now.</summary>
    public IReadOnlyList<string> Files => [.. pending.SelectMany(outcome => outcome.Makes).Distinct()];

    /// <summary>Whether a step would have changed something.</summary>
    public bool Changes(string step) => pending.Any(outcome => outcome.Step == step);

    public void Add(StepOutcome outcome)
    {
        if (outcome.Outcome == Outcome.Pending) pending.Add(outcome);
    }
}
