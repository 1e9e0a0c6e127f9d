using System.Globalization;
using System.Text;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Suites;

namespace TorchTrt.Release.Steps;

/// <summary>
/// Checklist step 2: required, Python API and optional tests pass on x86_64 and aarch64, at exactly the commit that is released.
/// A context that is absent is not green. What no public check shows may be run by hand, on this machine or another. What was seen is kept and attached
/// to the release.
/// </summary>
/// <param name="byHand">Suites that people run on machines of their own.</param>
/// <param name="progress">Told how many checks still run while it waits.</param>
public sealed class ReleaseTestingStep(IForge forge, IArtifactFiles artifacts, IOutFolder folder, IReceipts receipts, ReleaseTarget target, TestingGate gate, SuitesByHand byHand, TimeProvider time, IProgress<string>? progress = null) : IStep
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly HashSet<TestingRemedy> tried = [];

    public string Name => "ReleaseTesting";

    /// <summary>Success, and what GitHub counts like it for a required check.</summary>
    public static bool Passes(CheckResult result) => result.Conclusion is CheckConclusion.Success or CheckConclusion.Neutral or CheckConclusion.Skipped;

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var onForge = await forge.Checks.At(target.Base, cancel);
        var due = await Due([.. onForge, .. byHand.Checks(target.Base, [])], cancel);
        if (await byHand.Unable(due, cancel) is { Count: > 0 } reasons) return new Blocked(reasons);
        // Whatever else keeps the gate closed is said before hours of tests.
        IReadOnlyList<CheckResult> results = [.. onForge, .. byHand.Checks(target.Base, due), .. due.Select(suite => new CheckResult(suite.Title, CheckConclusion.Success, "", null))];
        if (results.Count == 0 && gate.WhenNothingIsKnown == NothingKnown.CannotTell)
            return new Unable(new ReleaseError(
                "TR3301", $"no check result is known for {target.Base.Short}", "give a world with check results: --twin-seed FILE", target.Repository.ToString()));

        var evidence = Evidence(results);
        var closed = evidence.Vocabulary.Contexts.Where(context => Waived(context.Title) is null).SelectMany(context => Judge(context, results)).Concat(Overdue()).ToList();
        var failed = closed.Where(entry => entry.Result is { } result && result.Conclusion != CheckConclusion.Pending).Select(entry => entry.Result!).Distinct().ToList();
        var running = closed.Where(entry => entry.Result is { Conclusion: CheckConclusion.Pending }).Select(entry => entry.Result!.Name).Distinct().ToList();

        var runs = due.Select(suite => new Change("run", suite.Title, null, string.Join("; ", suite.Commands)));

        if (failed.Intersect(onForge).ToList() is { Count: > 0 } failedThere && MayTry(TestingRemedy.Rerun)) return new Pending([.. runs, .. failedThere.Select(result => new Change("rerun", result.Name, $"{result.Conclusion}", "runs again", Reach.Reversible))]);
        if (closed.Count > 0 && closed.Count == running.Count)
            return MayTry(TestingRemedy.Wait)
                ? new Pending([.. runs, new Change("wait", $"{running.Count} checks", "running", $"done, within {gate.Patience.TotalMinutes:0} minutes", Reach.Local)])
                : new Waiting($"{running.Count} checks still run at {target.Base.Short}: {string.Join(", ", running)}");
        // Each platform's machine runs its own, whichever comes first.
        if (due.Count > 0 && closed.Count > 0 && closed.All(entry => entry.Kind == ClosedBy.Absence)) return new Pending([.. runs]);
        if (closed.Count > 0) return new Blocked([.. closed.Select(entry => entry.Error)]);
        return due.Count == 0 && receipts.Read(TestEvidence.FileName) == evidence.First && (await folder.Files(cancel)).Any(file => file.Name == TestEvidence.FileName)
            ? new Done([$"{evidence.Vocabulary.Contexts.Count} contexts are green or waived at {target.Base.Short} ({results.Count} checks)", .. gate.Waivers.Select(waiver => $"waived: {waiver.Name}: {waiver.Reason}")])
            : new Pending([.. runs, new Change("write", TestEvidence.FileName, null, $"{results.Count} checks at {target.Base.Short}")]) { Makes = [TestEvidence.FileName] };
    }

    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        if (pending.Changes.Any(change => change.Verb == "rerun"))
        {
            tried.Add(TestingRemedy.Rerun);
            var again = pending.Changes.Where(change => change.Verb == "rerun").Select(change => change.Target).ToHashSet(StringComparer.Ordinal);
            await forge.Checks.Rerun([.. (await forge.Checks.At(target.Base, cancel)).Where(result => again.Contains(result.Name) && !Passes(result))], cancel);
        }

        // Whatever was started elsewhere runs meanwhile.
        await byHand.Run(await Due(await Seen(cancel), cancel), cancel);
        if (pending.Changes.Any(change => change.Verb is "rerun" or "wait"))
        {
            tried.Add(TestingRemedy.Wait);
            await WaitForChecks(cancel);
        }

        // Seen green, whether at once or after the wait: kept as it was seen.
        var results = await Seen(cancel);
        var evidence = Evidence(results);
        if (evidence.Vocabulary.Contexts.Any(context => Waived(context.Title) is null && Judge(context, results).Any())) return;
        artifacts.Write(TestEvidence.FileName, Encoding.UTF8.GetBytes(evidence.Text));
        receipts.Write(TestEvidence.FileName, evidence.First);
    }

    private async Task<IReadOnlyList<CheckResult>> Seen(CancellationToken cancel) => [.. await forge.Checks.At(target.Base, cancel), .. byHand.Checks(target.Base, [])];

    /// <summary>Suites that this machine is to run.</summary>
    private Task<IReadOnlyList<LocalSuite>> Due(IReadOnlyList<CheckResult> seen, CancellationToken cancel)
    {
        var titles = Vocabulary(seen).Contexts.Select(context => context.Title).Where(title => Waived(title) is null).ToHashSet(StringComparer.Ordinal);
        return byHand.Due(target.Base, titles.Contains, cancel);
    }

    private async Task WaitForChecks(CancellationToken cancel)
    {
        var begun = time.GetTimestamp();
        while (time.GetElapsedTime(begun) < gate.Patience)
        {
            var left = (await forge.Checks.At(target.Base, cancel)).Count(result => result.Conclusion == CheckConclusion.Pending);
            if (left == 0) return;
            progress?.Report(string.Create(CultureInfo.InvariantCulture, $"{left} checks still run at {target.Base.Short}; {(gate.Patience - time.GetElapsedTime(begun)).TotalMinutes:0} minutes left"));
            await Task.Delay(Pause, time, cancel);
        }
    }

    private TestVocabulary Vocabulary(IReadOnlyList<CheckResult> results)
        => gate.Required.Count > 0 ? SuiteContexts.Given(gate.Required) : SuiteContexts.Spoken([.. results.Select(result => result.Name)]);

    private TestEvidence Evidence(IReadOnlyList<CheckResult> results) => new(target, Vocabulary(results), results, gate.Waivers, gate.Owner);

    private bool MayTry(TestingRemedy remedy) => !tried.Contains(remedy) && (remedy == TestingRemedy.Rerun ? gate.Failed == WhenFailed.RunAgain : gate.Patience > TimeSpan.Zero);

    private CheckWaiver? Waived(string name) => gate.Waivers.FirstOrDefault(waiver => waiver.Name == name && !IsOver(waiver));

    private bool IsOver(CheckWaiver waiver) => waiver.Until < DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private IEnumerable<Closed> Overdue() => gate.Waivers.Where(IsOver).Select(waiver => new Closed(
        new ReleaseError("TR3304", $"the waiver of '{waiver.Name}' counted until {waiver.Until:yyyy-MM-dd}.", "make it green, or waive it anew", "--waive-check"), null, ClosedBy.Waiver));

    private IEnumerable<Closed> Judge(SuiteContext context, IReadOnlyList<CheckResult> results)
    {
        var covered = results.Where(result => context.Covers(result.Name) && Waived(result.Name) is null).ToList();
        if (covered.Count == 0 && results.All(result => !context.Covers(result.Name)))
            yield return new Closed(
                new ReleaseError(
                    "TR3302",
                    context.Patterns.Count == 0 ? $"'{context.Title}': no public check shows it." : $"'{context.Title}' did not run at {target.Base.Short}.",
                    $"run it on such a machine (--here; its file goes into suites/ of --artifacts-from), or on that commit and report it there, name the contexts that count with --required-check, or --waive-check=\"{context.Title}=REASON\"",
                    context.Title,
                    "success"),
                null,
                ClosedBy.Absence);
        foreach (var result in covered.Where(result => !Passes(result)))
            yield return new Closed(
                new ReleaseError(
                    "TR3303",
                    result.Conclusion == CheckConclusion.Pending ? $"'{result.Name}' still runs at {target.Base.Short}." : $"'{result.Name}' ended with {result.Conclusion} at {target.Base.Short}.",
                    "repair it and run it again on that commit (--rerun-failed, --wait)",
                    result.Url,
                    "success"),
                result,
                ClosedBy.Result);
    }

    /// <summary>A reason why the gate is closed, with the check that is it.</summary>
    private sealed record Closed(ReleaseError Error, CheckResult? Result, ClosedBy Kind);

    private enum ClosedBy
    {
        Absence,
        Result,
        Waiver,
    }

    private enum TestingRemedy
    {
        Rerun,
        Wait,
    }
}

/// <summary>What must be green, and what is done while it is not.</summary>
/// <param name="Required">Names the release manager gave; empty: those of the era, seen from the checks themselves.</param>
/// <param name="Owner">Who releases, and so who waives.</param>
/// <param name="Patience">How long to wait for checks that run; zero: the release says that it waits and ends.</param>
public sealed record TestingGate(IReadOnlyList<string> Required, NothingKnown WhenNothingIsKnown, IReadOnlyList<CheckWaiver> Waivers, string Owner, TimeSpan Patience, WhenFailed Failed);

/// <summary>What is done about checks that failed.</summary>
public enum WhenFailed
{
    Report,

    /// <summary>Their failed jobs run again, once a command.</summary>
    RunAgain,
}

/// <summary>What it means when the forge knows no check at all at a commit.</summary>
public enum NothingKnown
{
    /// <summary>The tests did not run: the gate is closed.</summary>
    IsNotGreen,

    /// <summary>This forge was never told of any: nothing can be said.</summary>
    CannotTell,
}
