using TorchTrt.Release.Perf;

namespace TorchTrt.Release.Tests.Perf;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(50, 3.0)]
    [InlineData(95, 9.2)]
    [InlineData(0, 1.0)]
    [InlineData(100, 10.0)]
    [InlineData(30, 2.2)]
    public void Percentiles_are_those_of_numpy(double percent, double expected)
        => Statistics.Percentile([10, 1, 3, 2, 6], percent).ShouldBe(expected, 1e-12);

    [Fact]
    public void The_median_of_an_even_number_of_samples_lies_between_the_two_in_the_middle() => Statistics.Median([4, 1, 3, 2]).ShouldBe(2.5);

    [Fact]
    public void One_sample_is_every_percentile() => Statistics.P95([7]).ShouldBe(7);

    [Fact]
    public void No_samples_have_no_median() => Should.Throw<ArgumentOutOfRangeException>(() => Statistics.Median([]));

    [Fact]
    public void Throughput_is_the_batch_over_the_median()
        => new PerfResult("cell", PerfOutcome.Ok, null, [3, 4, 5], null, PerfSetup()).Throughput(8).ShouldBe(2000);

    [Fact]
    public void The_interval_of_a_median_is_what_drawing_resamples_comes_to()
    {
        var random = new Random(20260131);
        double[] samples = [.. Enumerable.Range(0, 101).Select(_ => Math.Exp(random.NextDouble()))];
        double[] drawn = [.. Enumerable.Range(0, 20_000).Select(_ => Statistics.Median([.. Enumerable.Range(0, samples.Length).Select(_ => samples[random.Next(samples.Length)])]))];
        var exact = Statistics.MedianInterval(samples);
        exact.Low.ShouldBe(Statistics.Percentile(drawn, 2.5), 0.01);
        exact.High.ShouldBe(Statistics.Percentile(drawn, 97.5), 0.01);
    }

    [Fact]
    public void The_interval_of_the_median_holds_the_true_one_in_95_of_100_cases()
    {
        var random = new Random(7);
        var held = Enumerable.Range(0, 4000).Count(_ =>
        {
            var interval = Statistics.MedianInterval([.. Enumerable.Range(0, 100).Select(_ => random.NextDouble())]);
            return interval.Low <= 0.5 && 0.5 <= interval.High;
        });
        (held / 4000.0).ShouldBeInRange(0.935, 0.975);
    }

    private static PerfSetup PerfSetup() => new("GPU", "1", new Dictionary<string, string>(), PerfProtocol.Standard);
}
