using Reliability.Tests.Stories;

namespace Reliability.Tests.Faults;

/// <summary>Whatever goes wrong between the program and the forge, the release ends in the world of one that nothing happened to, with no change made twice.</summary>
public sealed class FaultSweepTests
{
    private static readonly Lazy<Task<(string World, int Changes, IReadOnlyList<string> Calls)>> Undisturbed = new(async () =>
    {
        await using var run = new TroubledRun([]);
        (await run.Finish()).ShouldBeNull();
        return (run.World.Text(), run.Changes, run.Calls);
    });

    [Fact]
    public async Task Every_call_survives_every_kind_of_fault()
    {
        var (_, changes, calls) = await Undisturbed.Value;
        var cases = Figures.Choose([.. Mishap.All(calls).Select(mishap => new[] { mishap })], 40);

        var (wrong, stops) = await Sweep(cases);

        Figures.Tell("fault sweep, single", $"{cases.Count} cases: {calls.Count} calls × {Mishap.Kinds.Count} kinds; {stops} stopped with a coded error first and ended well when the command was given again; {changes} changes planned, none more made but for taking away a ghost; {wrong.Count} ended otherwise");
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Any_two_faults_are_survived_together()
    {
        var (_, _, calls) = await Undisturbed.Value;
        var random = new Random(20261123);
        var all = Mishap.All(calls).ToList();
        var cases = Enumerable.Range(0, Figures.Count(2000, 20)).Select(_ => new[] { all[random.Next(all.Count)], all[random.Next(all.Count)] }).ToList();

        var (wrong, stops) = await Sweep(cases);

        Figures.Tell("fault sweep, pairs", $"{cases.Count} random pairs; {stops} stopped with a coded error first; {wrong.Count} ended otherwise");
        wrong.ShouldBeEmpty();
    }

    private static async Task<(IReadOnlyList<string> Wrong, int Stops)> Sweep(IReadOnlyList<Mishap[]> cases)
    {
        var (world, changes, _) = await Undisturbed.Value;
        var stops = 0;
        var wrong = await Figures.Run(cases.Select(mishaps => new Case(mishaps)), async one =>
        {
            await using var run = new TroubledRun(one.Mishaps);
            if (await run.Finish() is { } problem) return problem;
            if (run.Stops > 0) Interlocked.Increment(ref stops);
            var found = run.World.Text();
            if (found != world) return Difference.Between(world, found);
            // A ghost that a failed upload left has to be taken away, which is one change more.
            var allowed = changes + one.Mishaps.Count(mishap => mishap.Fault.Kind is TorchTrt.Release.Twin.FaultKind.Ghost or TorchTrt.Release.Twin.FaultKind.Cut);
            return run.Changes <= allowed ? null : $"{run.Changes} changes where {changes} were planned";
        });
        return (wrong, stops);
    }

    private sealed record Case(Mishap[] Mishaps)
    {
        public override string ToString() => string.Join(" and ", Mishaps.Select(mishap => mishap.ToString()));
    }
}
