using TorchTrt.Release.Perf;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Perf;

public sealed class PerfReportTests
{
    private static readonly ReleaseVersion Released = new(2, 13, 0);

    [Fact]
    public void A_report_has_a_table_for_each_model_and_input()
        => Markdown(0, [],
            Ok("a100.resnet50.3x224x224.b8.torch-tensorrt", 1.25, 1.0, 1.5) with { CompileSeconds = 31.26 },
            Ok("a100.resnet50.3x224x224.b8.pytorch", 5, 4, 6) with { Before = new PerfConditions(1410, 40, 90, 1), After = new PerfConditions(1395, 52, 250, 4) },
            Bad("a100.resnet50.3x224x224.b8.onnx-trt", PerfOutcome.Failing, "cannot convert a|b"),
            Ok("a100.resnet50.3x224x224.b1.pytorch", 2),
            Bad("a100.bert.128+128.b32.pytorch", PerfOutcome.OutOfMemory, "too large"),
            Ok("a100.bert.128+128.b32.torch-tensorrt", 4),
            Ok("t4.resnet50.3x224x224.b8.pytorch", 50)).ShouldBe(
            """
            # Performance of Torch-TensorRT 2.13.0: A100

            ## NVIDIA A100-SXM4-80GB

            6 cells measured, 134 of the matrix's 140 skipped; fp16, 10 warm-up and 100 timed iterations; random weights.
            Driver 580.1; torch 2.13.0+cu130, torch_tensorrt 2.13.0.
            SM clock 1395–1410 MHz, 40–52 °C; clocks were held back in 1 of the cells.
            Medians with the 95 % bootstrap interval over the iterations of one process.

            ### BERT, 128+128

            | batch | framework | median ms | p95 ms | samples/s | peak MiB | build s | against PyTorch |
            |---:|---|---:|---:|---:|---:|---:|---:|
            | 32 | PyTorch | out-of-memory: too large |  |  |  |  |  |
            | 32 | Torch-TensorRT | 4.000 (4.000–4.000) |  | 8000.0 | 512 |  |  |

            ### ResNet50, 3x224x224

            | batch | framework | median ms | p95 ms | samples/s | peak MiB | build s | against PyTorch |
            |---:|---|---:|---:|---:|---:|---:|---:|
            | 1 | PyTorch | 2.000 (2.000–2.000) |  | 500.0 | 512 |  | 1.00x |
            | 8 | PyTorch | 5.000 (4.000–6.000) | 5.900 | 1600.0 | 512 |  | 1.00x |
            | 8 | Torch-TensorRT | 1.250 (1.000–1.500) | 1.475 | 6400.0 | 512 | 31.3 | 4.00x |
            | 8 | ONNX + TRT | failing: cannot convert a\|b |  |  |  |  |  |

            """);

    [Fact]
    public void A_report_compares_with_the_last_release_where_it_was_measured_on_the_same_gpu()
        => Markdown(0, [Ok("a100.bert.128+128.b1.pytorch", 2), Ok("a100.bert.128+128.b4.pytorch", 2) with { Setup = PerfWorld.SetupOf("NVIDIA A100-PCIE-40GB") }],
            Ok("a100.bert.128+128.b1.pytorch", 2.1), Ok("a100.bert.128+128.b4.pytorch", 2))
            .Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|')[^2].Trim()).ShouldBe(["against the last release", "+5.0 %", ""]);

    [Fact]
    public void The_GPUs_own_time_has_a_column_where_it_was_measured()
        => Markdown(0, [], Ok("a100.bert.128+128.b1.pytorch", 7) with { GpuMs = [1.5, 1.25, 2] }, Ok("a100.bert.128+128.b4.pytorch", 8))
            .Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|')[5].Trim()).ShouldBe(["GPU alone ms", "1.500", ""]);

    [Fact]
    public void Skipped_cells_are_rows_of_the_csv_and_texts_are_quoted()
    {
        var csv = PerfReport.Csv(PerfSheet.Of(PerfCatalog.Reports[0], Released, [Ok("a100.bert.128+128.b1.pytorch", 2), Bad("a100.bert.128+128.b1.onnx-trt", PerfOutcome.Failing, "no, \"never\"")], [])!).Split('\n');
        csv.Length.ShouldBe(1 + 140 + 1);
        csv[1].ShouldBe("NVIDIA A100-SXM4-80GB,a100.bert.128+128.b1.pytorch,a100,bert,128+128,1,pytorch,P0,ok,,2,2,2,,,500,536870912,,1,,");
        csv[2].ShouldBe("NVIDIA A100-SXM4-80GB,a100.bert.128+128.b1.onnx-trt,a100,bert,128+128,1,onnx-trt,P0,failing,\"no, \"\"never\"\"\",,,,,,,,,,,");
        csv[3].ShouldBe("NVIDIA A100-SXM4-80GB,a100.bert.128+128.b1.torch-compile,a100,bert,128+128,1,torch-compile,P0,skipped,,,,,,,,,,,,");
    }

    [Fact]
    public void T4_and_A30_share_a_report_with_a_section_for_each_gpu_whole_or_sliced()
        => Markdown(1, [],
            Ok("t4.bert.128+128.b1.pytorch", 1) with { Setup = PerfWorld.SetupOf("Tesla T4") },
            Ok("a30.bert.128+128.b1.pytorch", 1) with { Setup = PerfWorld.SetupOf("NVIDIA A30 MIG 1g.6gb") },
            Ok("a30.bert.128+128.b1.pytorch", 1) with { Setup = PerfWorld.SetupOf("NVIDIA A30") })
            .Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).ShouldBe(["## NVIDIA A30", "## NVIDIA A30 MIG 1g.6gb", "## Tesla T4"]);

    [Fact]
    public void Nothing_measured_is_no_report()
        => PerfSheet.Of(PerfCatalog.Reports[1], Released, [Ok("a100.bert.128+128.b1.pytorch", 1)], []).ShouldBeNull();

    [Fact]
    public void Another_version_than_the_released_one_is_pointed_out()
        => Markdown(0, [], Ok("a100.bert.128+128.b1.pytorch", 1) with { Setup = PerfWorld.SetupOf("NVIDIA A100", "2.12.0+cu130") })
            .ShouldContain("**Measured with torch_tensorrt 2.12.0+cu130, which is not the 2.13.0 that is released.**");

    private static string Markdown(int kind, IReadOnlyList<PerfResult> before, params IReadOnlyList<PerfResult> results)
        => PerfReport.Markdown(PerfSheet.Of(PerfCatalog.Reports[kind], Released, results, before)!);

    private static PerfResult Ok(string cell, params double[] samples)
        => new(cell, PerfOutcome.Ok, null, samples, 512 << 20, PerfWorld.SetupOf("NVIDIA A100-SXM4-80GB"));

    private static PerfResult Bad(string cell, PerfOutcome outcome, string reason)
        => new(cell, outcome, reason, [], null, PerfWorld.SetupOf("NVIDIA A100-SXM4-80GB"));
}
