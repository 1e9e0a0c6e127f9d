using TorchTrt.Release.Perf;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Perf;

public sealed class PerfReportTests
{
    private static readonly ReleaseVersion Released = new(2, 13, 0);

    [Fact]
    public void A_report_has_a_table_for_each_model_and_input()
        => PerfReport.Render(PerfCatalog.Reports[0], Released,
        [
            Ok("a100.resnet50.3x224x224.b8.torch-tensorrt", 1.25, 1.0, 1.5),
            Ok("a100.resnet50.3x224x224.b8.pytorch", 5, 4, 6),
            Bad("a100.resnet50.3x224x224.b8.onnx-trt", PerfOutcome.Failing, "cannot convert a|b"),
            Ok("a100.resnet50.3x224x224.b1.pytorch", 2),
            Bad("a100.bert.128+128.b32.pytorch", PerfOutcome.OutOfMemory, "too large"),
            Ok("a100.bert.128+128.b32.torch-tensorrt", 4),
            Ok("t4.resnet50.3x224x224.b8.pytorch", 50),
        ]).ShouldBe(
            """
            # Performance of Torch-TensorRT 2.13.0: A100

            ## NVIDIA A100-SXM4-80GB

            6 of 105 cells of the matrix; fp16, 10 warm-up and 100 timed iterations; random weights.
            Driver 580.1; torch 2.13.0+cu130, torch_tensorrt 2.13.0.

            ### BERT, 128+128

            | batch | framework | median ms | p95 ms | samples/s | peak MiB | against PyTorch |
            |---:|---|---:|---:|---:|---:|---:|
            | 32 | PyTorch | out-of-memory: too large |  |  |  |  |
            | 32 | Torch-TensorRT | 4.000 | 4.000 | 8000.0 | 512 |  |

            ### ResNet50, 3x224x224

            | batch | framework | median ms | p95 ms | samples/s | peak MiB | against PyTorch |
            |---:|---|---:|---:|---:|---:|---:|
            | 1 | PyTorch | 2.000 | 2.000 | 500.0 | 512 | 1.00x |
            | 8 | PyTorch | 5.000 | 5.900 | 1600.0 | 512 | 1.00x |
            | 8 | Torch-TensorRT | 1.250 | 1.475 | 6400.0 | 512 | 4.00x |
            | 8 | ONNX + TRT | failing: cannot convert a\|b |  |  |  |  |

            """);

    [Fact]
    public void T4_and_A30_share_a_report_with_a_section_for_each_gpu_whole_or_sliced()
        => PerfReport.Render(PerfCatalog.Reports[1], Released,
        [
            Ok("t4.bert.128+128.b1.pytorch", 1) with { Setup = PerfWorld.SetupOf("Tesla T4") },
            Ok("a30.bert.128+128.b1.pytorch", 1) with { Setup = PerfWorld.SetupOf("NVIDIA A30 MIG 1g.6gb") },
            Ok("a30.bert.128+128.b1.pytorch", 1) with { Setup = PerfWorld.SetupOf("NVIDIA A30") },
        ])!.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).ShouldBe(["## NVIDIA A30", "## NVIDIA A30 MIG 1g.6gb", "## Tesla T4"]);

    [Fact]
    public void Nothing_measured_is_no_report()
        => PerfReport.Render(PerfCatalog.Reports[1], Released, [Ok("a100.bert.128+128.b1.pytorch", 1)]).ShouldBeNull();

    [Fact]
    public void Another_version_than_the_released_one_is_pointed_out()
        => PerfReport.Render(PerfCatalog.Reports[0], Released, [Ok("a100.bert.128+128.b1.pytorch", 1) with { Setup = PerfWorld.SetupOf("NVIDIA A100", "2.12.0+cu130") }])!
            .ShouldContain("**Measured with torch_tensorrt 2.12.0+cu130, which is not the 2.13.0 that is released.**");

    private static PerfResult Ok(string cell, params double[] samples)
        => new(cell, PerfOutcome.Ok, null, samples, 512 << 20, PerfWorld.SetupOf("NVIDIA A100-SXM4-80GB"));

    private static PerfResult Bad(string cell, PerfOutcome outcome, string reason)
        => new(cell, outcome, reason, [], null, PerfWorld.SetupOf("NVIDIA A100-SXM4-80GB"));
}
