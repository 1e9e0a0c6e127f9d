namespace TorchTrt.Release.Perf;

/// <summary>Whose software a round measured.</summary>
public enum PerfSide
{
    /// <summary>What is released.</summary>
    Now,

    /// <summary>What was released last.</summary>
    Before,
}

/// <summary>Which of a cell's times is compared.</summary>
public enum PerfClock
{
    /// <summary>From one event in the stream to the next: the host's share is in it.</summary>
    Latency,

    /// <summary>The GPU's own: the host has queued a whole iteration before it begins.</summary>
    Gpu,
}

/// <summary>One cell measured with what is released and with what was released last, in turn, each time in a new process.</summary>
/// <param name="Cell"><see cref="PerfCell.Id"/>.</param>
/// <param name="Now">Median of each round, in milliseconds.</param>
/// <param name="Before">Median of the same rounds with the last release.</param>
public sealed record PerfDuel(string Cell, PerfClock Clock, IReadOnlyList<double> Now, IReadOnlyList<double> Before);

/// <summary>What the rounds of one cell say.</summary>
/// <param name="Ratio">Time now over time before, the geometric mean of the rounds; 1.05 is 5 % slower.</param>
/// <param name="Chance">How probable rounds as slow as these are were the cell just at the tolerance, after Holm's correction for all duels.</param>
/// <param name="Shows">The smallest slowdown that rounds as uneven as these show in 95 of 100 cases; 0.05 is 5 %.</param>
public sealed record PerfVerdict(string Cell, PerfClock Clock, double Ratio, double Chance, PerfChange Change, double Shows);

/// <summary>Whether a cell became slower.</summary>
public enum PerfChange
{
    /// <summary>Nothing that the rounds can show.</summary>
    Unchanged,

    Slower,
}

/// <summary>
/// Decides which cells became slower. Each round gives the ratio of the two medians, so that what drifts between rounds (clocks, temperature)
/// falls out; a one-sided paired t test of its logarithm asks whether the cell is slower by more than the tolerance. Holm's step-down
/// correction holds the probability of any false alarm among all duels below <see cref="FalseAlarms"/>.
/// </summary>
/// <param name="Tolerance">Slower by up to this is accepted; 0.02 is 2 %.</param>
/// <param name="Rounds">Rounds of each cell; at least 2.</param>
public sealed record PerfGate(double Tolerance, int Rounds)
{
    public static PerfGate Standard { get; } = new(0.01, 12);

    public const double FalseAlarms = 0.01;

    /// <summary>A verdict on each duel, in their order.</summary>
    public IReadOnlyList<PerfVerdict> Judge(IReadOnlyList<PerfDuel> duels)
    {
        var raw = duels.Select(duel => (Duel: duel, Ratio: Math.Exp(Logs(duel).Average()), Chance: Chance(duel), Shows: Shows(duel, duels.Count))).ToList();
        var corrected = Holm([.. raw.Select(one => one.Chance)]);
        return [.. raw.Zip(corrected, (one, chance) => new PerfVerdict(one.Duel.Cell, one.Duel.Clock, one.Ratio, chance, chance <= FalseAlarms ? PerfChange.Slower : PerfChange.Unchanged, one.Shows))];
    }

    private double Chance(PerfDuel duel)
    {
        var logs = Logs(duel);
        ArgumentOutOfRangeException.ThrowIfLessThan(logs.Count, 2);
        var excess = logs.Average() - Math.Log(1 + Tolerance);
        var error = Error(logs);
        return error > 0 ? Tails.Student(excess / error, logs.Count - 1) : excess > 0 ? 0 : 1;
    }

    /// <summary>The worst case of Holm's correction: this duel is the only slower one of all.</summary>
    private double Shows(PerfDuel duel, int duels)
    {
        var logs = Logs(duel);
        var reach = Tails.StudentQuantile(FalseAlarms / duels, logs.Count - 1) + Tails.StudentQuantile(0.05, logs.Count - 1);
        return ((1 + Tolerance) * Math.Exp(reach * Error(logs))) - 1;
    }

    /// <summary>Standard error of the mean.</summary>
    private static double Error(List<double> logs)
    {
        var mean = logs.Average();
        return Math.Sqrt(logs.Sum(log => (log - mean) * (log - mean)) / (logs.Count - 1) / logs.Count);
    }

    private static List<double> Logs(PerfDuel duel) => [.. duel.Now.Zip(duel.Before, (now, before) => Math.Log(now / before))];

    /// <summary>Holm, A Simple Sequentially Rejective Multiple Test Procedure, 1979: the smallest of m chances times m, the next times m - 1, never falling.</summary>
    private static double[] Holm(IReadOnlyList<double> chances)
    {
        var corrected = new double[chances.Count];
        var least = 0.0;
        foreach (var (rank, index) in Enumerable.Range(0, chances.Count).OrderBy(index => chances[index]).Index())
            corrected[index] = least = Math.Max(least, Math.Min(1, chances[index] * (chances.Count - rank)));
        return corrected;
    }
}
