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
        var result = new PerfResult("t4.vit.3x224x224.b1.pytorch", PerfOutcome.Ok, null, [1.25, 2, 0.000001], 1L << 40, Setup);
        var folder = new PerfResultFolder(Own, null);
        folder.Keep(result);
        var read = folder.All().ShouldHaveSingleItem();
        (read.Cell, read.Outcome, read.Reason, read.PeakMemory).ShouldBe((result.Cell, result.Outcome, result.Reason, result.PeakMemory));
        read.SamplesMs.ShouldBe(result.SamplesMs);
        read.Setup.Identity.ShouldBe(Setup.Identity);
        read.Setup.Protocol.ShouldBe(Setup.Protocol);
    }

    [Fact]
    public void A_result_that_failed_reads_back_with_its_reason()
    {
        var folder = new PerfResultFolder(Own, null);
        folder.Keep(new PerfResult("cell", PerfOutcome.TimedOut, "2026-03-01T00:00:00Z", [], null, Setup));
        folder.All().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            read => read.Outcome.ShouldBe(PerfOutcome.TimedOut), read => read.Reason.ShouldBe("2026-03-01T00:00:00Z"), read => read.PeakMemory.ShouldBeNull());
    }

    [Fact]
    public void Results_of_other_machines_are_added_and_this_machines_count_first()
    {
        var elsewhere = new PerfResultFolder(Brought, null);
        elsewhere.Keep(Result("a100.x", "NVIDIA A100"));
        elsewhere.Keep(Result("t4.x", "Tesla T4") with { PeakMemory = 1 });
        new PerfResultFolder(Own, null).Keep(Result("t4.x", "Tesla T4") with { PeakMemory = 2 });
        new PerfResultFolder(Own, Brought).All().Select(result => (result.Cell, result.PeakMemory)).ShouldBe([("a100.x", null), ("t4.x", 2)]);
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

    private static PerfResult Result(string cell, string gpu) => new(cell, PerfOutcome.NoResult, "none", [], null, Setup with { Gpu = gpu });
}
