using System.Globalization;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>
/// The gate against the last release: every cell is measured in rounds, what is released and what was released last in turn, who goes first
/// changing with each round. A release that is slower is blocked, with the cells and by how much.
/// </summary>
/// <param name="now">Measures what is released.</param>
/// <param name="before">Measures what was released last: the same program with another Python.</param>
/// <param name="results">Takes the first round of what is released, for the report.</param>
public sealed class PerfDuelStep(IPerfRunner now, IPerfRunner before, IPerfRounds rounds, IPerfResults results, PerfFilter filter, PerfProtocol protocol, PerfGate gate) : IStep
{
    public string Name => "Perf";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var (machine, last) = (await now.Describe(cancel), await before.Describe(cancel));
        if (machine.Gpus.Count == 0) return new NotApplicable($"no CUDA device on this machine: {machine.Absence}");
        if (!machine.Packages.ContainsKey("torch") || !last.Packages.ContainsKey("torch")) return new Unable(NoTorch());
        var cells = PerfMatrix.Expand(filter).Where(cell => machine.Gpus.Any(gpu => gpu.Device == cell.Device)).ToList();
        if (cells.Count == 0) return new NotApplicable("none of the wanted devices is on this machine; --perf-devices=other measures on any GPU");
        var left = Turns(machine, last).Where(turn => turn.Left.Count > 0).ToList();
        return left.Count > 0
            ? new Pending([.. left.Select(turn => new Change("measure", $"round {turn.Round}, {Words(turn.Side)}", null, string.Create(CultureInfo.InvariantCulture, $"{turn.Left.Count} cells")))])
            : Judged(cells);
    }

    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var (machine, last) = (await now.Describe(cancel), await before.Describe(cancel));
        var order = Turns(machine, last).SelectMany(turn => turn.Left.Select(cell => (turn, cell)))
            .GroupBy(one => (one.turn.Round, one.cell.Cell.Id)).ToList();
        // Cell by cell within a round: the two sides of a pair are measured minutes apart at most, so that they share clocks and temperature.
        foreach (var (turn, cell) in order.OrderBy(pair => pair.Key.Round).SelectMany(pair => pair))
            await foreach (var result in (turn.Side == PerfSide.Now ? now : before).Measure([cell], cancel))
            {
                rounds.Of(turn.Side, turn.Round).Keep(result);
                if (turn is { Side: PerfSide.Now, Round: 1 }) results.Keep(result);
            }
    }

    private sealed record Turn(int Round, PerfSide Side, List<PerfOrder> Left);

    private IEnumerable<Turn> Turns(PerfMachine machine, PerfMachine last)
    {
        for (var round = 1; round <= gate.Rounds; round++)
            foreach (var side in round % 2 == 1 ? (PerfSide[])[PerfSide.Before, PerfSide.Now] : [PerfSide.Now, PerfSide.Before])
                yield return new Turn(round, side, Left(round, side, side == PerfSide.Now ? machine : last));
    }

    private List<PerfOrder> Left(int round, PerfSide side, PerfMachine machine)
    {
        var kept = rounds.Of(side, round).All().ToLookup(result => result.Cell, StringComparer.Ordinal);
        return
        [
            .. from cell in PerfMatrix.Expand(filter)
               let gpu = machine.Gpus.FirstOrDefault(gpu => gpu.Device == cell.Device)
               where gpu is not null
               let order = new PerfOrder(cell, gpu, machine.Setup(gpu, protocol))
               where !kept[cell.Id].Any(result => (side == PerfSide.Now ? now : before).Answers(result, order))
               select order,
        ];
    }

    private Observation Judged(IReadOnlyList<PerfCell> cells)
    {
        var wanted = cells.Select(cell => cell.Id).ToHashSet(StringComparer.Ordinal);
        var (mine, theirs) = (Measured(PerfSide.Now), Measured(PerfSide.Before));
        var lost = cells.Where(cell => theirs[cell.Id].Count() == gate.Rounds && mine[cell.Id].Count() < gate.Rounds).Select(Lost).ToList();
        var compared = cells.Where(cell => mine[cell.Id].Count() == gate.Rounds && theirs[cell.Id].Count() == gate.Rounds).ToList();
        var verdicts = gate.Judge([.. compared.SelectMany(cell => Duels(cell.Id, [.. mine[cell.Id]], [.. theirs[cell.Id]]))]).ToLookup(verdict => verdict.Cell, StringComparer.Ordinal);
        var slower = verdicts.Select(cell => cell.FirstOrDefault(verdict => verdict.Change == PerfChange.Slower)).OfType<PerfVerdict>().ToList();
        var noisy = verdicts.Select(cell => cell.MinBy(verdict => verdict.Shows)!).Where(verdict => verdict.Shows > 0.05).OrderByDescending(verdict => verdict.Shows).ToList();
        if (slower.Count + lost.Count > 0) return new Blocked([.. slower.Select(Slower), .. lost]);
        return new Done([string.Create(CultureInfo.InvariantCulture,
            $"{compared.Count} of {cells.Count} cells compared in {gate.Rounds} rounds: none is slower than the last release by more than {gate.Tolerance * 100:0.#} %"),
            .. noisy.Select(verdict => string.Create(CultureInfo.InvariantCulture, $"{verdict.Cell} varies so much that only a slowdown of {verdict.Shows * 100:0} % would have been seen: give it more --perf-rounds or a quieter machine"))]);

        ILookup<string, PerfResult> Measured(PerfSide side) => Enumerable.Range(1, gate.Rounds)
            .SelectMany(round => rounds.Of(side, round).All()).Where(result => result.Outcome == PerfOutcome.Ok && wanted.Contains(result.Cell))
            .ToLookup(result => result.Cell, StringComparer.Ordinal);
    }

    private static IEnumerable<PerfDuel> Duels(string cell, IReadOnlyList<PerfResult> now, IReadOnlyList<PerfResult> before)
    {
        yield return new PerfDuel(cell, PerfClock.Latency, [.. now.Select(result => result.Median)], [.. before.Select(result => result.Median)]);
        if (now.Concat(before).All(result => result.GpuMedian is not null)) yield return new PerfDuel(cell, PerfClock.Gpu, Gpu(now), Gpu(before));

        static IReadOnlyList<double> Gpu(IEnumerable<PerfResult> results) => [.. results.Select(result => result.GpuMedian!.Value)];
    }

    private ReleaseError Slower(PerfVerdict verdict) => new(
        "TR6201",
        string.Create(CultureInfo.InvariantCulture, $"{(verdict.Clock == PerfClock.Gpu ? "The GPU alone" : "It")} is {(verdict.Ratio - 1) * 100:0.0} % slower than with the last release (p = {verdict.Chance:0.0e+0})."),
        "find what made it slower, or accept it with a greater --perf-tolerance",
        verdict.Cell,
        string.Create(CultureInfo.InvariantCulture, $"at most {gate.Tolerance * 100:0.#} % slower"));

    private static ReleaseError Lost(PerfCell cell) => new(
        "TR6202", "It has a result with the last release and none with what is released.", "see its reason in the performance report, and mend it", cell.Id);

    private static string Words(PerfSide side) => side == PerfSide.Now ? "what is released" : "the last release";

    private static ReleaseError NoTorch() => new(
        "TR6101", "One of the two Pythons has no torch to measure with.", "install torch and torch_tensorrt for --python and for --perf-against", "--perf-against");
}
