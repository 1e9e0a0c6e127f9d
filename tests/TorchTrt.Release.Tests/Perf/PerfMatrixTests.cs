using TorchTrt.Release.Perf;

namespace TorchTrt.Release.Tests.Perf;

public sealed class PerfMatrixTests
{
    [Fact]
    public void The_whole_matrix_is_what_the_checklist_asks_for()
    {
        // 7 model inputs in 4 frameworks; A100 and Jetson with 5 batch sizes, A30 and T4 with 10.
        var cells = PerfMatrix.Expand(PerfFilter.None);
        cells.GroupBy(cell => cell.Device.Key).ToDictionary(device => device.Key, device => device.Count())
            .ShouldBe(new Dictionary<string, int> { ["a100"] = 140, ["a30"] = 280, ["t4"] = 280, ["jetson"] = 140 }, ignoreOrder: true);
        cells.Select(cell => cell.Id).Distinct().Count().ShouldBe(cells.Count);
    }

    [Fact]
    public void The_most_wanted_cells_come_first()
    {
        var cells = PerfMatrix.Expand(PerfFilter.None);
        cells.Select(cell => cell.Priority).ShouldBeInOrder();
        cells[0].Id.ShouldBe("a100.bert.128+128.b1.pytorch");
        cells[1].Id.ShouldBe("a100.bert.128+128.b1.torch-compile");
    }

    [Fact]
    public void Large_images_and_lesser_devices_are_wanted_less()
    {
        var priorities = PerfMatrix.Expand(PerfFilter.None).ToDictionary(cell => cell.Id, cell => cell.Priority);
        priorities["a100.resnet50.3x224x224.b32.onnx-trt"].ShouldBe(Priority.P0);
        priorities["a100.resnet50.3x1920x1080.b32.onnx-trt"].ShouldBe(Priority.P2);
        priorities["t4.resnet50.3x224x224.b1024.pytorch"].ShouldBe(Priority.P1);
        priorities["jetson.vit.3x224x224.b1.pytorch"].ShouldBe(Priority.P4);
    }

    [Theory]
    [InlineData("NVIDIA A100-SXM4-80GB", "a100")]
    [InlineData("NVIDIA A30", "a30")]
    [InlineData("NVIDIA A30 MIG 1g.6gb", "a30")]
    [InlineData("Tesla T4", "t4")]
    [InlineData("Orin (nvgpu)", "jetson")]
    [InlineData("NVIDIA T400 4GB", "other")]
    [InlineData("NVIDIA A3000", "other")]
    [InlineData("NVIDIA H100 80GB HBM3", "other")]
    public void A_gpu_is_known_by_a_whole_word_of_its_name(string name, string device) => PerfCatalog.DeviceOf(name).Key.ShouldBe(device);

    [Fact]
    public void A_filter_leaves_what_it_names()
        => PerfMatrix.Expand(PerfFilter.Parse(["resnet50"], ["t4"], [1024])).Select(cell => cell.Id).ShouldBe(
        [
            "t4.resnet50.3x224x224.b1024.pytorch", "t4.resnet50.3x224x224.b1024.torch-compile", "t4.resnet50.3x224x224.b1024.torch-tensorrt", "t4.resnet50.3x224x224.b1024.onnx-trt",
            "t4.resnet50.3x1920x1080.b1024.pytorch", "t4.resnet50.3x1920x1080.b1024.torch-compile", "t4.resnet50.3x1920x1080.b1024.torch-tensorrt", "t4.resnet50.3x1920x1080.b1024.onnx-trt",
        ]);

    [Fact]
    public void Everything_wrong_with_a_filter_is_said_at_once()
        => Should.Throw<ReleaseException>(() => PerfFilter.Parse(["resnet51"], ["t4", "v100"], [1, 3])).Errors.Select(error => $"{error.Code} {error.Where} {error.What}")
            .ShouldBe([
                "TR6001 --perf-models 'resnet51' is not in the performance matrix.",
                "TR6001 --perf-devices 'v100' is not in the performance matrix.",
                "TR6002 --perf-batch 3 is not a batch size of the performance matrix.",
            ]);

    [Fact]
    public void A_filter_by_priority_and_framework_leaves_the_most_wanted()
        => PerfMatrix.Expand(PerfFilter.Parse(["vit", "bert"], ["a100", "t4"], [1], ["torch-tensorrt"], Priority.P1)).Select(cell => $"{cell.Priority} {cell.Id}")
            .ShouldBe(["P0 a100.bert.128+128.b1.torch-tensorrt", "P0 a100.vit.3x224x224.b1.torch-tensorrt", "P1 t4.bert.128+128.b1.torch-tensorrt", "P1 t4.vit.3x224x224.b1.torch-tensorrt"]);

    [Fact]
    public void A_gpu_that_the_checklist_does_not_name_takes_any_batch_size_that_is_named()
        => PerfMatrix.Expand(PerfFilter.Parse(["bert"], ["other"], [1024], ["pytorch"])).ShouldHaveSingleItem().Id.ShouldBe("other.bert.128+128.b1024.pytorch");

    [Fact]
    public void Every_cell_is_found_by_its_name()
        => PerfMatrix.Expand(PerfFilter.None).ShouldAllBe(cell => PerfCell.Find(cell.Id)!.Id == cell.Id);

    [Theory]
    [InlineData("")]
    [InlineData("a100.bert.128+128.b1")]
    [InlineData("a100.bert.128+128.b0.pytorch")]
    [InlineData("a100.bert.128+128.b-1.pytorch")]
    [InlineData("a100.bert.128+128.b99999999999.pytorch")]
    [InlineData("a100.bert.3x224x224.b1.pytorch")]
    [InlineData("v100.bert.128+128.b1.pytorch")]
    [InlineData("../../etc.bert.128+128.b1.pytorch")]
    public void What_is_no_cell_is_not_found(string id) => PerfCell.Find(id).ShouldBeNull();

    [Fact]
    public void A_gpu_that_is_cut_into_slices_is_listed_as_its_slices()
        => Gpu.Listed(
            """
            GPU 0: NVIDIA A30 (UUID: GPU-00000000-0000-0000-0000-00000000000a)
              MIG 1g.6gb      Device  0: (UUID: MIG-11111111-1111-1111-1111-111111111111)
              MIG 1g.6gb      Device  1: (UUID: MIG-22222222-2222-2222-2222-222222222222)
            GPU 1: Tesla T4 (UUID: GPU-00000000-0000-0000-0000-00000000000b)
            GPU 2: Orin (nvgpu) (UUID: 0f3d4c8e-0000-5b5e-a3a2-000000000000)
            """).ShouldBe(
            [
                new Gpu("NVIDIA A30 MIG 1g.6gb", "MIG-11111111-1111-1111-1111-111111111111"),
                new Gpu("NVIDIA A30 MIG 1g.6gb", "MIG-22222222-2222-2222-2222-222222222222"),
                new Gpu("Tesla T4", "GPU-00000000-0000-0000-0000-00000000000b"),
                new Gpu("Orin (nvgpu)", "2"),
            ]);
}
