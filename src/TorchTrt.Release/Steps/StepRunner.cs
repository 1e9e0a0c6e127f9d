using TorchTrt.Release.Journal;

namespace TorchTrt.Release.Steps;

/// <summary>
/// The only loop: observe; in plan mode say what would change; otherwise write the intent, apply, observe again, write the receipt.
/// A step that is not done after it was applied fails the release; where others keep what was changed, they may take a moment to show it.
/// </summary>
public sealed class StepRunner(RunMode mode, IJournal journal, ILedger ledger, TimeProvider time)
{
    private static readonly IReadOnlyList<TimeSpan> Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];

    /// <summary>Called when a step was seen that would change what others see, before it does; also in plan mode.</summary>
    public Func<CancellationToken, Task> BeforeFirstReach { get; init; } = _ => Task.CompletedTask;

    /// <exception cref="ReleaseException">The step is blocked, waits, cannot be done here, or is not done after it was applied.</exception>
    public async Task<StepOutcome> Run(IStep step, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        var seen = await step.Observe(cancel);
        if (seen is Pending { Changes: var changes } && changes.Any(change => change.Reach != Reach.Local)) await BeforeFirstReach(cancel);
        if (mode == RunMode.Plan || seen is not Pending pending) return Conclude(step, seen, [], start);

        await journal.Append(EntryKind.Intent, step.Name, [.. pending.Changes.Select(change => change.ToString())], cancel);
        foreach (var change in pending.Changes.Where(change => change.Reach == Reach.Irreversible))
            ledger.Line($"cannot be undone: {change}");
        await step.Apply(pending, cancel);

        var proof = await step.Observe(cancel);
        foreach (var pause in pending.Changes.Any(change => change.Reach != Reach.Local) ? Pauses : [])
        {
            if (proof is not Pending) break;
            await Task.Delay(pause, time, cancel);
            proof = await step.Observe(cancel);
        }

        if (proof is Pending left) throw NotProved(step, left);
        var outcome = Conclude(step, proof, pending.Changes, start);
        if (outcome.Outcome == Outcome.Done) await journal.Append(EntryKind.Receipt, step.Name, outcome.Evidence, cancel);
        return outcome;
    }

    private StepOutcome Conclude(IStep step, Observation seen, IReadOnlyList<Change> changed, long start)
    {
        var duration = time.GetElapsedTime(start);
        return seen switch
        {
            Done done => new StepOutcome(step.Name, Outcome.Done, null, done.Evidence, changed, duration),
            Pending pending => new StepOutcome(step.Name, Outcome.Pending, null, [], pending.Changes, duration) { Makes = pending.Makes },
            NotApplicable not => new StepOutcome(step.Name, Outcome.NotApplicable, not.Reason, [], changed, duration),
            Blocked blocked => new StepOutcome(step.Name, Outcome.Blocked, string.Join(Environment.NewLine, blocked.Reasons), [], changed, duration),
            Waiting waiting => new StepOutcome(step.Name, Outcome.Waiting, waiting.For, [], changed, duration),
            Unable unable when mode is RunMode.Rehearse or RunMode.Plan
                => new StepOutcome(step.Name, Outcome.NotRehearsed, unable.Reason.What, [], changed, duration),
            Unable unable => throw new ReleaseException(unable.Reason),
            _ => throw new InvalidOperationException($"{step.Name} returned {seen.GetType().Name}."),
        };
    }

    private static ReleaseException NotProved(IStep step, Pending left) => new(new ReleaseError(
        "TR9101",
        $"{step.Name} was carried out, and looking again still finds: {string.Join("; ", left.Changes)}.",
        "give the same command again; if it repeats, the log of the step tells what its tool said",
        step.Name,
        "nothing left to change"));
}
