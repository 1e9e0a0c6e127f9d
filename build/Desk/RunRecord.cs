using TorchTrt.Release.Journal;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>How the steps of this run ended, in order; what the closing table and summary.json are made of.</summary>
public sealed class RunRecord
{
    private readonly List<StepOutcome> outcomes = [];

    public IReadOnlyList<StepOutcome> Outcomes => outcomes;

    /// <summary>The session, once one was opened.</summary>
    public Session? Session { get; private set; }

    public Outcome Verdict => Session is null ? Outcome.Done : new Summary(Session.Target.Version, outcomes).Verdict;

    public void Begin(Session session) => Session = session;

    public void Add(StepOutcome outcome) => outcomes.Add(outcome);

    public bool Has(string step) => outcomes.Any(outcome => outcome.Step == step);
}
