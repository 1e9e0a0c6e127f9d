using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;
using TorchTrt.Release.Perf;

namespace Build.Perf;

/// <summary>Plots of one table as SVG; a framework has the same colour in all of them.</summary>
internal static class PerfPlots
{
    private const int Width = 460;
    private const int Height = 300;

    private static readonly IReadOnlyList<Color> Colors = [Color.FromHex("#6e7781"), Color.FromHex("#bf5700"), Color.FromHex("#2f7d1f"), Color.FromHex("#1f5fae")];

    /// <summary>The plots of a table, each with what it shows; those without a number to show are left out.</summary>
    public static IEnumerable<(string Title, string Svg)> Of(IReadOnlyList<PerfRow> table)
    {
        var measured = table.Where(row => row.Figures is not null).ToList();
        if (measured.Count == 0) yield break;
        yield return ("Latency against batch", AgainstBatch(measured, "ms", row => row.Figures!.Median));
        yield return ("Throughput against batch", AgainstBatch(measured, "samples/s", row => row.Figures!.Throughput));
        if (measured.Any(row => row.Cell.Framework != PerfCatalog.Eager && row.Figures!.SpeedUp is not null)) yield return ("Speed-up over PyTorch", SpeedUps(measured));
        if (measured.Where(row => row.Result.SamplesMs.Count > 1).MaxBy(row => row.Cell.Batch) is { } largest)
            yield return (string.Create(CultureInfo.InvariantCulture, $"Iterations at batch {largest.Cell.Batch}"), Distribution([.. measured.Where(row => row.Cell.Batch == largest.Cell.Batch)]));
    }

    /// <summary>What the colours stand for, as CSS has them.</summary>
    public static IEnumerable<(string Color, string Name)> Legend(IEnumerable<PerfRow> table)
        => PerfCatalog.Frameworks.Where(framework => table.Any(row => row.Figures is not null && row.Cell.Framework == framework)).Select(framework => (ColorOf(framework).ToHex(), framework.Name));

    private static string AgainstBatch(IReadOnlyList<PerfRow> rows, string unit, Func<PerfRow, double> value)
    {
        var plot = new Plot();
        foreach (var framework in rows.GroupBy(row => row.Cell.Framework))
        {
            var ordered = framework.OrderBy(row => row.Cell.Batch).ToList();
            var line = plot.Add.Scatter(ordered.Select(row => Math.Log2(row.Cell.Batch)).ToArray(), ordered.Select(row => Math.Log10(value(row))).ToArray(), ColorOf(framework.Key));
            line.LineWidth = 2;
            line.MarkerSize = 7;
        }

        plot.Axes.Bottom.TickGenerator = Named(rows.Select(row => row.Cell.Batch).Distinct().Order().Select(batch => (Math.Log2(batch), batch.ToString(CultureInfo.InvariantCulture))));
        plot.Axes.Left.TickGenerator = Named(Decades(rows.Select(value)).Select(tick => (Math.Log10(tick), tick.ToString("0.###", CultureInfo.InvariantCulture))));
        return Svg(plot, "batch", unit);
    }

    private static string SpeedUps(IReadOnlyList<PerfRow> rows)
    {
        var plot = new Plot();
        var frameworks = PerfCatalog.Frameworks.Where(framework => framework != PerfCatalog.Eager && rows.Any(row => row.Cell.Framework == framework)).ToList();
        var batches = rows.Select(row => row.Cell.Batch).Distinct().Order().ToList();
        foreach (var (number, framework) in frameworks.Index())
        {
            var bars = rows.Where(row => row.Cell.Framework == framework && row.Figures!.SpeedUp is not null).Select(row => new Bar
            {
                Position = (batches.IndexOf(row.Cell.Batch) * (frameworks.Count + 1)) + number, Value = row.Figures!.SpeedUp!.Value, FillColor = ColorOf(framework), LineWidth = 0,
                Label = row.Figures.SpeedUp!.Value.ToString("0.0", CultureInfo.InvariantCulture),
            }).ToArray();
            plot.Add.Bars(bars);
        }

        plot.Add.HorizontalLine(1, 1, Color.FromHex("#6e7781"), LinePattern.Dashed);
        plot.Axes.Bottom.TickGenerator = Named(batches.Select((batch, index) => ((index * (frameworks.Count + 1)) + ((frameworks.Count - 1) / 2.0), batch.ToString(CultureInfo.InvariantCulture))));
        plot.Axes.Margins(bottom: 0, top: 0.15);
        return Svg(plot, "batch", "times");
    }

    /// <summary>Each iteration in its order: what drifts or jumps is seen, which a histogram hides.</summary>
    private static string Distribution(IReadOnlyList<PerfRow> rows)
    {
        var plot = new Plot();
        foreach (var row in rows)
        {
            var samples = row.Result.SamplesMs;
            var points = plot.Add.ScatterPoints(Enumerable.Range(1, samples.Count).Select(number => (double)number).ToArray(), samples.ToArray(), ColorOf(row.Cell.Framework));
            points.MarkerSize = 3;
        }

        plot.Axes.SetLimitsY(0, rows.Max(row => Statistics.Percentile(row.Result.SamplesMs, 99)) * 1.2);
        return Svg(plot, "iteration", "ms");
    }

    /// <summary>1, 2 and 5 of every power of ten that the values lie in.</summary>
    private static IEnumerable<double> Decades(IEnumerable<double> values)
    {
        var (least, most) = (values.Min() / 2, values.Max() * 2);
        return Enumerable.Range((int)Math.Floor(Math.Log10(least)), (int)Math.Ceiling(Math.Log10(most)) - (int)Math.Floor(Math.Log10(least)) + 1)
            .SelectMany(power => new[] { 1, 2, 5 }.Select(step => step * Math.Pow(10, power))).Where(tick => tick >= least && tick <= most);
    }

    private static NumericManual Named(IEnumerable<(double Position, string Label)> ticks)
    {
        var named = new NumericManual();
        foreach (var (position, label) in ticks) named.AddMajor(position, label);
        return named;
    }

    private static string Svg(Plot plot, string bottom, string left)
    {
        plot.XLabel(bottom);
        plot.YLabel(left);
        plot.HideLegend();
        var xml = plot.GetSvgXml(Width, Height);
        return xml[xml.IndexOf("<svg", StringComparison.Ordinal)..];
    }

    private static Color ColorOf(PerfFramework framework) => Colors[PerfCatalog.Frameworks.Index().First(one => one.Item == framework).Index];
}
