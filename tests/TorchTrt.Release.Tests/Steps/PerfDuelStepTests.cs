using TorchTrt.Release.Perf;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Steps;

public sealed class PerfDuelStepTests
{
    private static readonly PerfFilter TwoCells = PerfFilter.Parse(["bert"], ["a100"], [1, 4], ["torch-tensorrt"]);
    private readonly PerfWorld now = new() { Gpus = [new Gpu("NVIDIA A100-SXM4-80GB", "GPU-a")] };
    private readonly PerfWorld before = new() { Gpus = [new Gpu("NVIDIA A100-SXM4-80GB", "GPU-a")] };
    private readonly Rounds rounds = new();

    [Fact]
    public async Task The_two_releases_take_turns_and_who_is_first_changes_with_each_round()
    {
        var turns = new List<string>();
        now.Samples = order => { turns.Add($"now {order.Cell.Batch}"); return [1.0]; };
        before.Samples = order => { turns.Add($"before {order.Cell.Batch}"); return [1.0]; };
        await Apply();
        turns.Take(8).ShouldBe(["before 1", "now 1", "before 4", "now 4", "now 1", "before 1", "now 4", "before 4"]);
        (await Step().Observe(CancellationToken.None)).ShouldBeOfType<Done>().Evidence.ShouldBe(["2 of 2 cells compared in 4 rounds: none is slower than the last release by more than 2 %"]);
        now.Kept.Select(result => result.Cell).ShouldBe(["a100.bert.128+128.b1.torch-tensorrt", "a100.bert.128+128.b4.torch-tensorrt"]);
    }

    [Fact]
    public async Task A_slower_cell_blocks_the_release()
    {
        var turn = 0;
        now.Samples = order => [order.Cell.Batch == 4 ? 1.08 + (0.001 * (turn++ % 3)) : 1.0];
        before.Samples = _ => [1.0];
        await Apply();
        var error = (await Step().Observe(CancellationToken.None)).ShouldBeOfType<Blocked>().Reasons.ShouldHaveSingleItem();
        (error.Code, error.Where, error.Expected).ShouldBe(("TR6201", "a100.bert.128+128.b4.torch-tensorrt", "at most 2 % slower"));
        error.What.ShouldStartWith("It is 8.1 % slower than with the last release");
    }

    [Fact]
    public async Task A_slower_engine_that_a_busy_host_hides_is_seen_in_the_time_of_the_GPU_alone()
    {
        var random = new Random(3);
        now.Samples = before.Samples = _ => [4 + (5 * random.NextDouble())];
        now.GpuAlone = _ => [2.10 + (0.002 * random.NextDouble())];
        before.GpuAlone = _ => [2.0 + (0.002 * random.NextDouble())];
        await Apply();
        (await Step().Observe(CancellationToken.None)).ShouldBeOfType<Blocked>().Reasons.ShouldAllBe(error => error.What.StartsWith("The GPU alone is 5.0 % slower than with the last release"));
    }

    [Fact]
    public async Task A_cell_that_no_longer_runs_blocks_the_release()
    {
        await Apply();
        for (var round = 1; round <= 4; round++)
        {
            var results = (PerfWorld)rounds.Of(PerfSide.Now, round);
            results.Keep(results.Kept[0] with { Outcome = PerfOutcome.Failing, Reason = "no converter", SamplesMs = [] });
        }

        (await Step().Observe(CancellationToken.None)).ShouldBeOfType<Blocked>().Reasons.ShouldHaveSingleItem().Code.ShouldBe("TR6202");
    }

    [Fact]
    public async Task Rounds_that_were_cut_short_go_on_where_they_stopped()
    {
        now.CutAfter = 3;
        await Should.ThrowAsync<IOException>(Apply);
        now.CutAfter = null;
        await Apply();
        (now.Measured.Count, before.Measured.Count).ShouldBe((8, 8));
    }

    private PerfDuelStep Step() => new(now, before, rounds, now, TwoCells, PerfProtocol.Standard, new PerfGate(0.02, 4));

    private async Task Apply() => await Step().Apply((await Step().Observe(CancellationToken.None)).ShouldBeOfType<Pending>(), CancellationToken.None);

    private sealed class Rounds : IPerfRounds
    {
        private readonly Dictionary<(PerfSide, int), PerfWorld> worlds = [];

        public IPerfResults Of(PerfSide side, int round) => worlds.TryGetValue((side, round), out var world) ? world : worlds[(side, round)] = new PerfWorld();
    }
}
