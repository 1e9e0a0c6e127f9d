using TorchTrt.Release.Perf;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Steps;

public sealed class PerfStepTests
{
    private static readonly Gpu A100 = new("NVIDIA A100-SXM4-80GB", "GPU-a");
    private static readonly Gpu H100 = new("NVIDIA H100 80GB HBM3", "GPU-h");
    private readonly PerfWorld world = new();

    [Fact]
    public async Task Without_a_gpu_there_is_nothing_to_measure_and_the_reason_is_said()
        => (await Look()).ShouldBe(new NotApplicable("no CUDA device on this machine: nvidia-smi is absent"));

    [Fact]
    public async Task A_gpu_that_the_checklist_does_not_ask_for_is_measured_only_when_it_is_named()
    {
        world.Gpus = [H100];
        (await Look()).ShouldBeOfType<NotApplicable>().Reason.ShouldStartWith("NVIDIA H100 80GB HBM3 is none of the devices to measure on (A100, A30, T4, Jetson)");
        (await Step(PerfFilter.Parse([], ["other"], [])).Observe(CancellationToken.None)).ShouldBeOfType<Pending>().Changes.Count.ShouldBe(8);
    }

    [Fact]
    public async Task Without_torch_this_machine_cannot_measure()
    {
        world.Gpus = [A100];
        world.Packages.Remove("torch");
        (await Look()).ShouldBeOfType<Unable>().Reason.Code.ShouldBe("TR6101");
    }

    [Fact]
    public async Task What_is_to_be_measured_is_one_change_for_each_model_and_input()
    {
        world.Gpus = [A100];
        var changes = (await Look()).ShouldBeOfType<Pending>().Changes;
        changes.Count.ShouldBe(8);
        changes[0].ToString().ShouldBe(
            "measure BERT 128+128 on NVIDIA A100-SXM4-80GB: PyTorch: batch 1, 4, 8, 16, 32; PyTorch compiled: batch 1, 4, 8, 16, 32; Torch-TensorRT: batch 1, 4, 8, 16, 32; ONNX + TRT: batch 1, 4, 8, 16, 32");
    }

    [Fact]
    public async Task Everything_is_measured_once()
    {
        world.Gpus = [A100, new Gpu("NVIDIA A100-SXM4-80GB", "GPU-b")];
        await Apply();
        world.Measured.Count.ShouldBe(140);
        (await Look()).ShouldBeOfType<Done>().Evidence.ShouldBe(["NVIDIA A100-SXM4-80GB: 140 cells: 140 ok"]);
    }

    [Fact]
    public async Task A_run_that_died_goes_on_with_the_next_cell()
    {
        world.Gpus = [A100];
        world.CutAfter = 40;
        await Should.ThrowAsync<IOException>(Apply);
        world.CutAfter = null;
        await Apply();
        world.Measured.Count.ShouldBe(140);
        world.Measured.Distinct().Count().ShouldBe(140);
        (await Look()).ShouldBeOfType<Done>();
    }

    [Fact]
    public async Task Other_software_is_measured_anew()
    {
        world.Gpus = [A100];
        await Apply();
        world.Packages["torch_tensorrt"] = "2.13.1";
        (await Look()).ShouldBeOfType<Pending>().Changes.Count.ShouldBe(8);
    }

    [Fact]
    public async Task A_failing_cell_is_a_result_and_is_not_tried_again()
    {
        world.Gpus = [A100];
        await Apply();
        world.Keep(world.Kept[0] with { Outcome = PerfOutcome.Failing, Reason = "no", SamplesMs = [] });
        (await Look()).ShouldBeOfType<Done>().Evidence.ShouldBe(["NVIDIA A100-SXM4-80GB: 140 cells: 139 ok, 1 failing"]);
    }

    [Fact]
    public async Task A_report_is_written_once_and_again_when_more_was_measured()
    {
        world.Gpus = [A100];
        var report = new PerfReportStep(world, null, world, Target, [PerfFormat.Markdown]);
        (await report.Observe(CancellationToken.None)).ShouldBeOfType<NotApplicable>();

        world.CutAfter = 3;
        await Should.ThrowAsync<IOException>(Apply);
        var pending = (await report.Observe(CancellationToken.None)).ShouldBeOfType<Pending>();
        pending.Changes.ShouldBe([new Change("write", "perf-report-a100.md", null, "report on NVIDIA A100-SXM4-80GB")]);
        await report.Apply(pending, CancellationToken.None);
        (await report.Observe(CancellationToken.None)).ShouldBeOfType<Done>();

        world.CutAfter = null;
        await Apply();
        (await report.Observe(CancellationToken.None)).ShouldBeOfType<Pending>().Changes.ShouldHaveSingleItem().Before.ShouldBe("an older report");
    }

    private static ReleaseTarget Target => new(
        new ReleaseVersion(2, 13, 0), null, new CommitId(new string('a', 40)), "main", new RepositoryName("pytorch", "TensorRT"));

    private Task<Observation> Look() => Step(PerfFilter.None).Observe(CancellationToken.None);

    private async Task Apply() => await Step(PerfFilter.None).Apply((await Look()).ShouldBeOfType<Pending>(), CancellationToken.None);

    private PerfStep Step(PerfFilter filter) => new(world, world, filter, PerfProtocol.Standard, PerfMemory.Resume);
}
