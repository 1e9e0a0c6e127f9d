using Build.Perf;
using TorchTrt.Release;
using TorchTrt.Release.Perf;

namespace Build.Tests.Perf;

public sealed class PerfResultFolderTests : IDisposable
{
    private static readonly PerfSetup Setup = new(
        "Tesla T4", "580.1", new Dictionary<string, string> { ["torch"] = "2.13.0", ["tensorrt"] = "10.16" }, PerfProtocol.Standard with { Limit = TimeSpan.FromSeconds(2.5) });

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("perf-results-");

    private string Own => Path.Combine(folder.FullName, "state", "perf");

    private string Brought => Path.Combine(folder.FullName, "brought", "perf");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_result_reads_back_as_it_was_kept()
    {
        var result = new PerfResult("t4.vit.3x224x224.b1.pytorch", PerfOutcome.Ok, null, [1.25, 2, 0.000001], 1L << 40, Setup)
        {
            GpuMs = [1, 1.125], CompileSeconds = 12.5, ElapsedSeconds = 20.25, MeasuredAt = "2026-03-01T00:00:00Z", Agreement = new PerfAgreement(0.9999, 0.01),
            Before = new PerfConditions(1410, 40.5, 90.1, 1), After = new PerfConditions(1395, null, null, null),
        };
        var folder = new PerfResultFolder(Own, null);
        folder.Keep(result);
        var read = folder.All().ShouldHaveSingleItem();
        read.SamplesMs.ShouldBe(result.SamplesMs);
        read.Setup.Identity.ShouldBe(Setup.Identity);
        read.GpuMs.ShouldBe(result.GpuMs);
        (read with { SamplesMs = result.SamplesMs, GpuMs = result.GpuMs, Setup = read.Setup with { Packages = Setup.Packages } }).ShouldBe(result);
    }

    [Fact]
    public void A_result_that_failed_reads_back_with_its_reason()
    {
        var folder = new PerfResultFolder(Own, null);
        folder.Keep(new PerfResult("t4.vit.3x224x224.b1.pytorch", PerfOutcome.TimedOut, "2026-03-01T00:00:00Z", [], null, Setup));
        folder.All().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            read => read.Outcome.ShouldBe(PerfOutcome.TimedOut), read => read.Reason.ShouldBe("2026-03-01T00:00:00Z"), read => read.PeakMemory.ShouldBeNull());
    }

    [Fact]
    public void Results_of_other_machines_are_added_and_this_machines_count_first()
    {
        var elsewhere = new PerfResultFolder(Brought, null);
        elsewhere.Keep(Result("a100.vit.3x224x224.b1.pytorch", "NVIDIA A100"));
        elsewhere.Keep(Result("t4.vit.3x224x224.b1.pytorch", "Tesla T4") with { PeakMemory = 1 });
        new PerfResultFolder(Own, null).Keep(Result("t4.vit.3x224x224.b1.pytorch", "Tesla T4") with { PeakMemory = 2 });
        new PerfResultFolder(Own, Brought).All().Select(result => (result.Cell, result.PeakMemory)).ShouldBe([("a100.vit.3x224x224.b1.pytorch", null), ("t4.vit.3x224x224.b1.pytorch", 2)]);
    }

    [Fact]
    public void No_folder_is_no_results() => new PerfResultFolder(Own, Brought).All().ShouldBeEmpty();

    [Fact]
    public void Files_that_are_no_results_are_all_named()
    {
        Directory.CreateDirectory(Own);
        File.WriteAllText(Path.Combine(Own, "a.json"), "{");
        File.WriteAllText(Path.Combine(Own, "b.json"), "{\"cell\": \"b\"}");
        File.WriteAllText(Path.Combine(Own, "c.txt"), "not looked at");
        Should.Throw<ReleaseException>(new PerfResultFolder(Own, null).All).Errors.Select(error => $"{error.Code} {Path.GetFileName(error.Where)}")
            .ShouldBe(["TR6103 a.json", "TR6103 b.json"]);
    }

    [Fact]
    public void What_perf_cell_kept_on_a_node_reads_back()
    {
        Directory.CreateDirectory(Own);
        File.WriteAllText(Path.Combine(Own, "all.jsonl"), $"{Line()}\n\n{Line().Replace("b1.", "b4.", StringComparison.Ordinal)}\n");
        var results = new PerfResultFolder(Own, null).All();
        results.Select(result => result.Cell).ShouldBe(["t4.vit.3x224x224.b1.pytorch", "t4.vit.3x224x224.b4.pytorch"]);
        (results[0].SamplesMs.Single(), results[0].After!.SmClock, results[0].MeasuredAt).ShouldBe((1.5, 1590.0, "2026-01-01T00:00:00Z"));
    }

    [Theory]
    [InlineData("\"schema\": 1", "\"schema\": 2", "It is written in schema 2, and this program reads schema 1")]
    [InlineData("\"schema\": 1, ", "", "There is no member 'schema' of type Integer")]
    [InlineData("[1.5]", "[NaN]", "The outcome is ok, and there are no times above zero")]
    [InlineData("[1.5]", "[Infinity]", "The outcome is ok, and there are no times above zero")]
    [InlineData("[1.5]", "[-1.5]", "The outcome is ok, and there are no times above zero")]
    [InlineData("[1.5]", "[]", "The outcome is ok, and there are no times above zero")]
    [InlineData("[1.5]", "[\"1.5\"]", "A sample is no number")]
    [InlineData("[1.5]", "[[1.5]]", "A sample is no number")]
    [InlineData("[1.5]", "1.5", "There is no member 'samples_ms' of type Array")]
    [InlineData("\"gpu_ms\": null", "\"gpu_ms\": [0]", "The times of the GPU go with the outcome ok, and are above zero")]
    [InlineData("\"gpu_ms\": null", "\"gpu_ms\": 1", "There is no member 'gpu_ms' of type Array")]
    [InlineData("\"ok\"", "\"failing\"", "The outcome is failing, and there are times")]
    [InlineData("\"ok\"", "\"splendid\"", "'splendid' is no outcome")]
    [InlineData("\"ok\"", "\"skipped\"", "'skipped' is no outcome")]
    [InlineData("b1.pytorch", "b1.tensorflow", "'t4.vit.3x224x224.b1.tensorflow' is no cell of the performance matrix")]
    [InlineData("\"peak_memory_bytes\": 7", "\"peak_memory_bytes\": -7", "The member 'peak_memory_bytes' is -7, which cannot be")]
    [InlineData("\"compile_seconds\": 2", "\"compile_seconds\": NaN", "The member 'compile_seconds' is NaN, which cannot be")]
    [InlineData("\"iterations\": 1", "\"iterations\": 1e300", "The member 'iterations' is 1E+300, which cannot be")]
    [InlineData("\"setup\"", "\"setups\"", "There is no member 'setup' of type Object")]
    public void A_hostile_result_is_told_with_its_line(string from, string to, string what)
    {
        Directory.CreateDirectory(Own);
        File.WriteAllText(Path.Combine(Own, "all.jsonl"), $"{Line()}\n{Line().Replace(from, to, StringComparison.Ordinal)}\n");
        var error = Should.Throw<ReleaseException>(new PerfResultFolder(Own, null).All).Errors.ShouldHaveSingleItem();
        (error.Code, Path.GetFileName(error.Where), error.What).ShouldBe(("TR6103", "all.jsonl:2", $"This is no performance result: {what}."));
    }

    [Fact]
    public void A_file_that_was_cut_off_or_nests_without_end_is_no_result()
    {
        Directory.CreateDirectory(Own);
        File.WriteAllText(Path.Combine(Own, "cut.json"), Line()[..^40]);
        File.WriteAllText(Path.Combine(Own, "deep.json"), new string('[', 100_000));
        Should.Throw<ReleaseException>(new PerfResultFolder(Own, null).All).Errors.Select(error => error.Code).ShouldBe(["TR6103", "TR6103"]);
    }

    private static string Line() =>
        """{"schema": 1, "cell": "t4.vit.3x224x224.b1.pytorch", "outcome": "ok", "reason": "r", "samples_ms": [1.5], "gpu_ms": null, "peak_memory_bytes": 7, "compile_seconds": 2, "accuracy": null, "conditions": {"before": {}, "after": {"sm_clock_mhz": 1590.0, "throttle_reasons": 4}}, "elapsed_seconds": 3.5, "measured_at": "2026-01-01T00:00:00Z", "setup": {"gpu": "Tesla T4", "driver": "580", "packages": {"torch": "2.13.0"}, "precision": "fp16", "warmup": 1, "iterations": 1, "limit_seconds": 60, "project": null}}""";

    private static PerfResult Result(string cell, string gpu) => new(cell, PerfOutcome.NoResult, "none", [], null, Setup with { Gpu = gpu });
}
