using TorchTrt.Release.Journal;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Tests.Steps;

public sealed class StepRunnerTests
{
    private readonly MemoryJournal journal = new();
    private readonly MemoryLedger ledger = new();

    [Fact]
    public async Task A_step_that_is_done_is_left_alone_and_nothing_is_journalled()
    {
        var step = new Scripted(new Done("all there"));

        var outcome = await Runner(RunMode.Rehearse).Run(step, default);

        outcome.Outcome.ShouldBe(Outcome.Done);
        step.Applied.ShouldBe(0);
        journal.Kinds.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_says_what_would_change_and_applies_nothing()
    {
        var step = new Scripted(Edit);

        var outcome = await Runner(RunMode.Plan).Run(step, default);

        outcome.Outcome.ShouldBe(Outcome.Pending);
        outcome.Changes.ShouldBe(Edit.Changes);
        step.Applied.ShouldBe(0);
    }

    [Fact]
    public async Task The_intent_is_on_disk_before_the_change_and_the_receipt_after_the_proof()
    {
        var step = new Scripted(Edit, new Done("edited")) { WhenApplied = () => journal.Kinds.ShouldBe([EntryKind.Intent]) };

        await Runner(RunMode.Rehearse).Run(step, default);

        journal.Kinds.ShouldBe([EntryKind.Intent, EntryKind.Receipt]);
    }

    [Fact]
    public async Task A_step_that_is_still_not_done_after_it_was_applied_fails_the_release()
    {
        var step = new Scripted(Edit, Edit);

        var error = await Should.ThrowAsync<ReleaseException>(() => Runner(RunMode.Rehearse).Run(step, default));

        error.Errors.ShouldHaveSingleItem().Code.ShouldBe("TR9101");
    }

    [Fact]
    public async Task What_a_forge_shows_a_moment_late_is_proved_then()
    {
        var outcome = await Runner(RunMode.Publish).Run(new Scripted(Push, Push, Push, new Done("it is there")), default);

        outcome.Outcome.ShouldBe(Outcome.Done);
    }

    [Fact]
    public async Task What_a_forge_never_shows_fails_the_release()
        => (await Should.ThrowAsync<ReleaseException>(() => Runner(RunMode.Publish).Run(new Scripted(Push, Push, Push, Push), default))).Errors.ShouldHaveSingleItem().Code.ShouldBe("TR9101");

    [Fact]
    public async Task What_this_machine_cannot_do_is_passed_over_in_a_rehearsal()
    {
        var outcome = await Runner(RunMode.Rehearse).Run(new Scripted(NoGpu), default);

        outcome.Outcome.ShouldBe(Outcome.NotRehearsed);
        outcome.ExitCode.ShouldBe(ExitCode.Done);
    }

    [Theory]
    [InlineData(RunMode.Publish)]
    [InlineData(RunMode.InPlace)]
    public async Task What_this_machine_cannot_do_is_an_error_when_it_is_wanted_for_real(RunMode mode)
        => (await Should.ThrowAsync<ReleaseException>(() => Runner(mode).Run(new Scripted(NoGpu), default))).Errors.ShouldBe([NoGpu.Reason]);

    [Fact]
    public async Task A_release_that_waits_for_a_merge_exits_with_four()
        => (await Runner(RunMode.Publish).Run(new Scripted(new Waiting("waiting for PR #7")), default)).ExitCode.ShouldBe(ExitCode.Waiting);

    [Fact]
    public async Task Every_reason_of_a_closed_gate_is_told()
    {
        var reasons = new[] { new ReleaseError("TR3201", "#1 is open.", "merge it"), new ReleaseError("TR3201", "#2 is open.", "merge it") };

        var outcome = await Runner(RunMode.Publish).Run(new Scripted(new Blocked(reasons)), default);

        outcome.Reason.ShouldNotBeNull().Split(Environment.NewLine).Length.ShouldBe(2);
    }

    [Fact]
    public async Task What_cannot_be_undone_is_said_before_it_is_done()
    {
        var publish = new Pending([new Change("publish", "v1.1.0", "draft", "public", Reach.Irreversible)]);
        var step = new Scripted(publish, new Done("public")) { WhenApplied = () => ledger.Lines.ShouldBe(["cannot be undone: publish v1.1.0: draft -> public"]) };

        await Runner(RunMode.Publish).Run(step, default);

        step.Applied.ShouldBe(1);
    }

    private static Pending Push { get; } = new([new Change("push", "refs/tags/v1.1.0", null, "bbbbbbb", Reach.Reversible)]);

    private static Pending Edit { get; } = new([new Change("edit", "version.txt", "1.0.0", "1.1.0")]);

    private static Unable NoGpu { get; } = new(new ReleaseError("TR6001", "no GPU.", "run it where one is"));

    private StepRunner Runner(RunMode mode) => new(mode, journal, ledger, new Impatient());

    /// <summary>A clock whose pauses are over at once.</summary>
    private sealed class Impatient : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    private sealed class Scripted(params Observation[] observations) : IStep
    {
        private int looked;

        public string Name => "Scripted";

        public int Applied { get; private set; }

        public Action WhenApplied { get; init; } = () => { };

        public Task<Observation> Observe(CancellationToken cancel) => Task.FromResult(observations[looked++]);

        public Task Apply(Pending pending, CancellationToken cancel)
        {
            Applied++;
            WhenApplied();
            return Task.CompletedTask;
        }
    }

    private sealed class MemoryJournal : IJournal
    {
        public List<EntryKind> Kinds { get; } = [];

        public Task<JournalEntry> Append(EntryKind kind, string step, IReadOnlyList<string> lines, CancellationToken cancel)
        {
            Kinds.Add(kind);
            return Task.FromResult(HashChain.Next(null, DateTimeOffset.UnixEpoch, kind, step, lines));
        }
    }

    private sealed class MemoryLedger : ILedger
    {
        public List<string> Lines { get; } = [];

        public void Line(string text) => Lines.Add(text);
    }
}
