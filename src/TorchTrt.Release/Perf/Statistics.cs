namespace TorchTrt.Release.Perf;

/// <summary>Numbers that describe samples. Percentiles are interpolated between the two nearest samples, as numpy does by default.</summary>
public static class Statistics
{
    public static double Median(IReadOnlyList<double> samples) => Percentile(samples, 50);

    public static double P95(IReadOnlyList<double> samples) => Percentile(samples, 95);

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
