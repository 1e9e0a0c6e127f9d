using System.Text.RegularExpressions;
using TorchTrt.Release.Journal;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Tests.Steps;

namespace TorchTrt.Release.Tests.Models;

/// <summary>How a run ended.</summary>
/// <param name="Codes">Of everything it was refused for.</param>
/// <param name="Effects">What it changed, its clone included.</param>
internal sealed record RunEnd(Outcome Outcome, IReadOnlyList<string> Codes, IReadOnlyList<string> Effects);

/// <summary>Somebody who releases 1.1.0 with the real steps in a folder of his own. A run that dies leaves the folder as it is.</summary>
internal sealed partial class Manager(string name, SharedWorld world)
{
    /// <summary>What is attached to the release; the same for everybody, as builds are reproducible.</summary>
    public static IReadOnlyList<OutFile> Made { get; } =
        [.. new[] { "SHA256SUMS", "libtorchtrt.tar.gz", "torch_tensorrt.whl" }.Select((file, index) => new OutFile(file, $"/out/{file}", 10 + index, new string((char)('a' + index), 64)))];

    /// <summary>What the tag would ship, as far as the audit before it looks.</summary>
    private static readonly SitesMemoryWorkspace Tree = new SitesMemoryWorkspace().With("py/setup.py", "__version__ = '1.1.0'\n");

    private ManagersClone? clone;
    private ReleaseTarget? target;

    public string Name => name;

    /// <summary>Why another's lock may be broken; null: it may not.</summary>
    public string? TakeOver { get; set; }

    public Task<RunEnd> Publish(PowerCut? cut) => Run(RunMode.Publish, cut, on =>
    [
        new FreezeStep(on.Forge, on.Target, new FreezeRules([], []), new FreezeTerms(name, TimeSpan.FromDays(3)), on.Time),
        new EditStep(on.Own, on.Target),
        new VersionBumpPrStep(on.Forge, on.Git, (IHistory)on.Git, new Memory(on.Own.Receipts), on.Target, MergePolicy.WaitForReviewer),
        new TagStep(on.Forge, on.Git, Tree, on.Target),
        new GitHubReleaseStep(on.Forge, new Given(), new Notes(), on.Target),
        new ThawStep(on.Forge, on.Target, on.Time),
    ]);

    public Task<RunEnd> Plan() => Run(RunMode.Plan, null, on =>
    [
        new FreezeStep(on.Forge, on.Target, new FreezeRules([], []), new FreezeTerms(name, TimeSpan.FromDays(3)), on.Time),
        new VersionBumpPrStep(on.Forge, on.Git, (IHistory)on.Git, new Memory(on.Own.Receipts), on.Target, MergePolicy.WaitForReviewer),
        new TagStep(on.Forge, on.Git, Tree, on.Target),
        new GitHubReleaseStep(on.Forge, new Given(), new Notes(), on.Target),
        new ThawStep(on.Forge, on.Target, on.Time),
        new UndoStep(on.Forge, on.Target),
    ]);

    public Task<RunEnd> Undo(PowerCut? cut) => Run(RunMode.Publish, cut, on => [new UndoStep(on.Forge, on.Target)]);

    /// <summary>Ending a freeze alone needs no lock.</summary>
    public Task<RunEnd> Thaw(PowerCut? cut) => Run(RunMode.Publish, cut, on => [new ThawStep(on.Forge, on.Target, on.Time)], needsLock: false);

    private sealed record Tools(IForge Forge, IGit Git, ManagersClone Own, ReleaseTarget Target, TimeProvider Time);

    private async Task<RunEnd> Run(RunMode mode, PowerCut? cut, Func<Tools, IReadOnlyList<IStep>> steps, bool needsLock = true)
    {
        var power = new PowerLine(cut);
        target ??= Releases.OneOne with { Base = world.Branches[SharedWorld.Main] };
        clone ??= new ManagersClone { Refs = { ["HEAD"] = target.Base, [$"refs/heads/{SharedWorld.BumpBranch}"] = target.Base } };
        var (forge, time) = (new ManagersForge(world, power, Made), new WorldsTime(world));
        var tools = new Tools(forge, clone.Over(world, power), clone, target, time);
        var held = new LockStep(forge, target, new LockTerms(name, "machine", name, TakeOver), time);
        var isGuarded = !needsLock;
        try
        {
            var (outcome, codes) = await Carry();
            // As the program: a plan lets nothing go, and a lock that cannot be let go does not change how the run ended.
            if (mode != RunMode.Plan) await Quietly(held.LetGo(default));
            return new RunEnd(outcome, codes, power.Effects);
        }
        catch (PowerFailure)
        {
            return new RunEnd(Outcome.Failed, ["died"], power.Effects);
        }

        async Task<(Outcome, IReadOnlyList<string>)> Carry()
        {
            try
            {
                // As the program: looked at before anything else, taken before the first effect that others see.
                if (needsLock) await held.Observe(default);
                var runner = new StepRunner(mode, new NoJournal(), new NoLedger(), time) { BeforeFirstReach = Lock };
                foreach (var step in steps(tools)) Stop(mode, await runner.Run(step, default));
                return (Outcome.Done, []);
            }
            catch (ReleaseException refused)
            {
                var outcome = refused.ExitCode switch { ExitCode.Blocked => Outcome.Blocked, ExitCode.Waiting => Outcome.Waiting, _ => Outcome.Failed };
                return (outcome, [.. Code().Matches(string.Join('\n', refused.Errors)).Select(match => match.Value).Distinct()]);
            }
        }

        async Task Lock(CancellationToken cancel)
        {
            if (isGuarded) return;
            isGuarded = true;
            Stop(mode, await new StepRunner(mode, new NoJournal(), new NoLedger(), time).Run(held, cancel));
        }
    }

    private static async Task Quietly(Task letting)
    {
        try
        {
            await letting;
        }
        catch (ReleaseException)
        {
            // Somebody took the lock over.
        }
    }

    private static void Stop(RunMode mode, StepOutcome outcome)
    {
        if (mode != RunMode.Plan && outcome.Outcome is Outcome.Blocked or Outcome.Waiting)
            throw new ReleaseException(outcome.ExitCode, [new ReleaseError("TR9102", outcome.Reason!, "go on", outcome.Step)]);
    }

    [GeneratedRegex("TR[0-8][0-9]{3}|TR910[13]")]
    private static partial Regex Code();

    /// <summary>Stands for the steps that edit files: version, documentation, changelog.</summary>
    private sealed class EditStep(ManagersClone clone, ReleaseTarget target) : IStep
    {
        public string Name => "Bump";

        public Task<Observation> Observe(CancellationToken cancel)
            => Task.FromResult<Observation>(clone.IsEdited || clone.Refs["HEAD"] != target.Base ? new Done("edited") : new Pending([new Change("edit", "setup.py", "1.0.0", "1.1.0")]));

        public Task Apply(Pending pending, CancellationToken cancel)
        {
            clone.IsEdited = true;
            return Task.CompletedTask;
        }
    }

    private sealed class Given : IOutFolder
    {
        public Task<IReadOnlyList<OutFile>> Files(CancellationToken cancel) => Task.FromResult(Made);
    }

    private sealed class Notes : INotesWriter
    {
        public Task<WrittenNotes> Write(IReadOnlyList<OutFile> attached, CancellationToken cancel) => Task.FromResult(new WrittenNotes(SharedWorld.Tag, null));

        public void Store(NotesRest? rest)
        {
        }
    }

    private sealed class Memory(Dictionary<string, string> texts) : IReceipts
    {
        public string? Read(string name) => texts.GetValueOrDefault(name);

        public void Write(string name, string text) => texts[name] = text;

        public string PathOf(string name) => $"/state/{name}";
    }

    private sealed class WorldsTime(SharedWorld world) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => world.Now;
    }

    private sealed class NoJournal : IJournal
    {
        private static readonly JournalEntry Entry = HashChain.Next(null, DateTimeOffset.UnixEpoch, EntryKind.Intent, "", []);

        public Task<JournalEntry> Append(EntryKind kind, string step, IReadOnlyList<string> lines, CancellationToken cancel) => Task.FromResult(Entry);
    }

    private sealed class NoLedger : ILedger
    {
        public void Line(string text)
        {
        }
    }
}
