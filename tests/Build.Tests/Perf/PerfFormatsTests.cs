using System.Text.RegularExpressions;
using Build.Perf;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Versions;

namespace Build.Tests.Perf;

public sealed class PerfFormatsTests
{
    private static readonly PerfSheet Sheet = PerfSheet.Of(PerfCatalog.Reports[0], new ReleaseVersion(2, 13, 0),
    [
        Ok("a100.vit.3x224x224.b1.pytorch", 2), Ok("a100.vit.3x224x224.b1.torch-tensorrt", 1), Ok("a100.vit.3x224x224.b4.pytorch", 5), Ok("a100.bert.128+128.b1.pytorch", 3),
        new("a100.vit.3x224x224.b4.torch-tensorrt", PerfOutcome.Failing, "<script>alert('converter')</script> & more", [], null, PerfWorld.SetupOf("NVIDIA A100")),
    ], [])!;

    [Fact]
    public void The_page_needs_no_other_file_and_runs_nothing()
    {
        var page = Page();
        page.ShouldNotContain("<script");
        Regex.Matches(page, """(?:src|href)="(?!#)([^"]*)""").ShouldBeEmpty();
        page.ShouldContain("failing: &lt;script&gt;alert(&#39;converter&#39;)&lt;/script&gt; &amp; more");
    }

    [Fact]
    public void Each_table_has_its_plots_and_no_two_plots_share_a_name()
    {
        var page = Page();
        Regex.Matches(page, "<figcaption>([^<]*)").Select(caption => caption.Groups[1].Value).ShouldBe(
            ["Latency against batch", "Throughput against batch", "Iterations at batch 1", "Latency against batch", "Throughput against batch", "Speed-up over PyTorch", "Iterations at batch 4"]);
        Regex.Count(page, "<svg").ShouldBe(7);
        var names = Regex.Matches(page, "\\bid=\"([^\"]+)").Select(name => name.Groups[1].Value).ToList();
        names.ShouldBe(names.Distinct());
        foreach (var used in Regex.Matches(page, "url\\(#([^)]+)").Select(name => name.Groups[1].Value)) names.ShouldContain(used);
    }

    [Fact]
    public void The_same_results_give_the_same_bytes() => PerfFormats.All.ShouldAllBe(format => format.Of(Sheet) == format.Of(Sheet));

    [Fact]
    public void The_json_has_every_cell_measured_or_not()
    {
        var section = JObject.Parse(PerfFormats.All.Single(format => format.Extension == ".json").Of(Sheet))["sections"]!.Single();
        section["cells"]!.Count().ShouldBe(5);
        section["skipped"]!.Count().ShouldBe(135);
        section["cells"]!.Select(cell => $"{cell["cell"]} {cell["outcome"]} {cell["against_pytorch"]}").ShouldContain("a100.vit.3x224x224.b1.torch-tensorrt ok 2");
    }

    private static string Page() => PerfFormats.All.Single(format => format.Extension == ".html").Of(Sheet);

    private static PerfResult Ok(string cell, double median)
        => new(cell, PerfOutcome.Ok, null, [median * 0.9, median, median * 1.1], 1 << 20, PerfWorld.SetupOf("NVIDIA A100"));
}
