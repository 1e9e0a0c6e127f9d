namespace TorchTrt.Release.Perf;

/// <summary>Numbers that describe samples. Percentiles are interpolated between the two nearest samples, as numpy does by default.</summary>
public static class Statistics
{
    public static double Median(IReadOnlyList<double> samples) => Percentile(samples, 50);

    public static double P95(IReadOnlyList<double> samples) => Percentile(samples, 95);

    /// <summary>
    /// The bootstrap's 95 % percentile interval of the median, without drawing: how often a resample's median is at most the k-th
    /// sample is a binomial tail (Efron, Bootstrap Methods: Another Look at the Jackknife, 1979, section 3), so the interval
    /// is that of infinitely many resamples, and the same every time. Of an even number of samples the lower middle one is followed.
    /// </summary>
    public static Interval MedianInterval(IReadOnlyList<double> samples)
    {
        ArgumentOutOfRangeException.ThrowIfZero(samples.Count);
        var sorted = samples.Order().ToArray();
        var (low, high) = Ranks.GetOrAdd(sorted.Length, MedianRanks);
        return new Interval(sorted[low], sorted[high]);
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, (int Low, int High)> Ranks = new();

    /// <summary>The two samples, by rank from 0, between which 95 % of all resamples have their median.</summary>
    private static (int Low, int High) MedianRanks(int count)
    {
        var half = (count + 1) / 2;
        var low = Enumerable.Range(1, count).First(rank => Tails.Binomial(half, count, (double)rank / count) >= 0.025) - 1;
        return (low, Enumerable.Range(1, count).First(rank => Tails.Binomial(half, count, (double)rank / count) >= 0.975) - 1);
    }

    /// <param name="samples">At least one, in any order.</param>
    /// <param name="percent">0 to 100.</param>
    public static double Percentile(IReadOnlyList<double> samples, double percent)
    {
        ArgumentOutOfRangeException.ThrowIfZero(samples.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        var sorted = samples.Order().ToArray();
        var rank = percent / 100 * (sorted.Length - 1);
        var below = (int)Math.Floor(rank);
        var above = (int)Math.Ceiling(rank);
        return sorted[below] + ((sorted[above] - sorted[below]) * (rank - below));
    }
}

/// <summary>Where a number probably lies.</summary>
public readonly record struct Interval(double Low, double High);
