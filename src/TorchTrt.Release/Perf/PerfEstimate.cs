using System.Globalization;

namespace TorchTrt.Release.Perf;

/// <summary>How long cells will take: as long as others of their framework took, before there are such as long as is usual.</summary>
public static class PerfEstimate
{
    /// <summary>For a plan's eye, in whole minutes.</summary>
    public static string Of(IReadOnlyList<PerfCell> cells, IReadOnlyList<PerfResult> known)
    {
        var minutes = (int)Math.Ceiling(Seconds(cells, known) / 60);
        return minutes < 60
            ? string.Create(CultureInfo.InvariantCulture, $"{minutes} min")
            : string.Create(CultureInfo.InvariantCulture, $"{minutes / 60} h {minutes % 60} min");
    }

    public static double Seconds(IReadOnlyList<PerfCell> cells, IReadOnlyList<PerfResult> known)
    {
        var took = known.Where(result => result.ElapsedSeconds is not null)
            .Select(result => (PerfCell.Find(result.Cell)?.Framework, Seconds: result.ElapsedSeconds!.Value))
            .Where(result => result.Framework is not null)
            .GroupBy(result => result.Framework!, result => result.Seconds)
            .ToDictionary(framework => framework.Key, framework => framework.Average());
        return cells.Sum(cell => took.TryGetValue(cell.Framework, out var seconds) ? seconds : cell.Framework.UsualSeconds);
    }
}
