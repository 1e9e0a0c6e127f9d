using TorchTrt.Release.Perf;

namespace TorchTrt.Release.Bench.SideBySide;

/// <summary>The runs of one contender, in the order of the rounds.</summary>
public sealed record Score(Contender Contender, IReadOnlyList<TimedRun> Runs)
{
    public double Wall => Statistics.Median([.. Runs.Select(run => run.Wall)]);

    public double Cpu => Statistics.Median([.. Runs.Select(run => run.Cpu)]);

    public double PeakMemory => Statistics.Median([.. Runs.Select(run => run.PeakMemory)]);
}

/// <summary>Wall time of ours over a peer's, round by round, so that a machine that speeds up or slows down moves both.</summary>
public sealed record Ratio(double Median, double Lowest, double Highest)
{
    public static Ratio Of(Score ours, Score peer)
    {
        double[] rounds = [.. ours.Runs.Zip(peer.Runs, (mine, theirs) => mine.Wall / theirs.Wall)];
        return new(Statistics.Median(rounds), rounds.Min(), rounds.Max());
    }
}

/// <summary>The end of a contest.</summary>
public sealed record Standing(IContest Contest, Score Ours, IReadOnlyList<(Peer Peer, Score Score, Ratio Ratio)> Peers);
