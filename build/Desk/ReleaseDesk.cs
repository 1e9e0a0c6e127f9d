using Build.CommandLine;
using Build.Output;
using Build.Adapters.Json;
using TorchTrt.Release;
using TorchTrt.Release.Journal;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>
/// Where a task meets its step: opens the session on first need, runs the step through the <see cref="StepRunner"/>, remembers how it ended.
/// </summary>
public sealed class ReleaseDesk(
    ReleaseRequest request, GraphScope scope, SessionOpener opener, StepCatalog catalog, Reports reports, RunRecord record, Screen screen, ILedger ledger, TimeProvider time)
{
    private Session? session;
    private JsonlJournal? journal;
    private LockStep? held;
    private bool isGuarded;
    private readonly Foresight foresight = new();

    /// <summary>Carries out the step of that name, or in plan mode says what it would change.</summary>
    public async Task Run(string name)
    {
        using var interrupt = new Interrupt();
        var start = time.GetTimestamp();
        try
        {
            var open = await Open(interrupt.Token);
            using var progress = new ToolProgress(screen.Ledger, time, name);
            var runner = new StepRunner(open.Mode, (IJournal?)journal ?? new NoJournal(), ledger, time) { BeforeFirstReach = Lock };
            var isPlan = open.Mode == RunMode.Plan;
            var outcome = await runner.Run(catalog.Step(name, open, progress, isPlan ? foresight : null), interrupt.Token);
            if (isPlan) foresight.Add(outcome);
            Note(outcome);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw await Fail(name, new ReleaseException(new ReleaseError("TR9405", $"a file cannot be read or written: {error.Message}", "make room or make it accessible, then give the same command again", name), error), start);
        }
        catch (Exception error) when (!record.Has(name))
        {
            await Fail(name, error, start);
            throw;
        }
    }

    /// <summary>Remembers how the step ended, also where the disk is full and the journal cannot say it.</summary>
    private async Task<Exception> Fail(string name, Exception error, long start)
    {
        var outcome = (error as ReleaseException)?.ExitCode switch
        {
            ExitCode.Blocked => Outcome.Blocked,
            ExitCode.Waiting => Outcome.Waiting,
            _ => Outcome.Failed,
        };
        record.Add(new StepOutcome(name, outcome, error.Message, [], [], time.GetElapsedTime(start)));
        try
        {
            if (journal is not null) await journal.Append(EntryKind.Failed, name, error.Message.Split(Environment.NewLine), CancellationToken.None);
        }
        catch (ReleaseException unwritten)
        {
            ledger.Line(unwritten.Message);
        }

        return error;
    }

    /// <summary>Looks at every step of a release without changing anything, and prints what the journal and the world say.</summary>
    public async Task Tell()
    {
        using var interrupt = new Interrupt();
        var open = await Open(interrupt.Token);
        var runner = new StepRunner(RunMode.Plan, new NoJournal(), ledger, time);
        foreach (var name in StepCatalog.Release)
            record.Add(await runner.Run(catalog.Step(name, open, null, null), interrupt.Token));
        reports.Status(open, record.Outcomes);
    }

    /// <summary>Opens the session without running anything.</summary>
    public async Task<Session> Open(CancellationToken cancel)
    {
        if (session is not null) return session;
        session = await opener.Open(cancel);
        record.Begin(session);
        foreach (var notice in session.Notices) ledger.Line(notice);
        if (session.World is not null) await TellOfExpiredFreeze(session, cancel);
        if (scope.NeedsLock && session.World is not null) held = catalog.Lock(session);
        if (session.Mode == RunMode.Plan) return session;

        journal = JsonlJournal.Open(session.Folder.Journal, time);
        await new ConfirmedPlan(request, scope, catalog, time).Check(session, held, cancel);
        await journal.Append(EntryKind.RunStarted, "", [$"{session.Mode} of {session.Target.Version} from {session.Target.Base}", $"targets: {string.Join(' ', scope.Tasks)}"], cancel);
        return session;
    }

    /// <summary>Ends the journal and lets the world and the folder go.</summary>
    public async Task Close()
    {
        await LetGo();
        if (journal is not null)
        {
            await journal.Append(EntryKind.RunFinished, "", [record.Verdict.Word()], CancellationToken.None);
            journal.Dispose();
        }

        if (session is not null) await session.DisposeAsync();
    }

    /// <summary>A freeze that nobody ended keeps everybody out: whoever releases next should know.</summary>
    private async Task TellOfExpiredFreeze(Session open, CancellationToken cancel)
    {
        if ((await open.Forge.Freezes.Look(open.Target.Branch, cancel)).Lease?.Overdue(time.GetUtcNow()) is { } overdue) ledger.Line(overdue);
    }

    /// <summary>Before the first effect that others see: nobody else may be releasing.</summary>
    private async Task Lock(CancellationToken cancel)
    {
        if (held is null || isGuarded) return;
        isGuarded = true;
        Note(await new StepRunner(session!.Mode, (IJournal?)journal ?? new NoJournal(), ledger, time).Run(held, cancel));
    }

    /// <summary>
    /// A lock that cannot be let go is found again by the same command; the end of the run does not change for it. A plan leaves the lock that a run
    /// which died has left.
    /// </summary>
    private async Task LetGo()
    {
        if (held is null || session is not { Mode: not RunMode.Plan }) return;
        try
        {
            await held.LetGo(CancellationToken.None);
        }
        catch (ReleaseException kept)
        {
            ledger.Line($"the lock was not let go: {kept.Message}");
        }
    }

    private void Note(StepOutcome outcome)
    {
        Tell(outcome);
        record.Add(outcome);
        Stop(session!.Mode, outcome);
    }

    private void Tell(StepOutcome outcome)
    {
        foreach (var change in outcome.Changes) ledger.Line(outcome.Outcome == Outcome.Pending ? $"would {change}{(change.Reach == Reach.Irreversible ? " (cannot be undone)" : "")}" : $"{change}");
        foreach (var line in outcome.Evidence) ledger.Line(line);
        if (outcome.Reason is not null) ledger.Line($"{outcome.Outcome.Word()}: {outcome.Reason}");
    }

    /// <summary>A gate that is closed, or a release that waits, ends the run. A plan looks at everything first.</summary>
    private static void Stop(RunMode mode, StepOutcome outcome)
    {
        if (mode == RunMode.Plan || outcome.Outcome is not (Outcome.Blocked or Outcome.Waiting)) return;
        throw new ReleaseException(outcome.ExitCode, [new ReleaseError(
            outcome.Outcome == Outcome.Blocked ? "TR9102" : "TR9103",
            outcome.Reason ?? outcome.Outcome.Word(),
            outcome.Outcome == Outcome.Blocked ? "do what each reason says, then give the same command again" : "give the same command again then",
            outcome.Step)]);
    }
}
