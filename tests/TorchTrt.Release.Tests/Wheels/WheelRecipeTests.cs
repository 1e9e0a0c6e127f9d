using TorchTrt.Release.Testing;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Tests.Wheels;

public class WheelRecipeTests
{
    [Theory]
    [InlineData("FROM pytorch/manylinux-builder:cuda11.6\n", null, "pytorch/manylinux-builder:cuda11.6")]
    [InlineData("ARG BASE_IMAGE=a:1\nFROM ${BASE_IMAGE}\n", null, "a:1")]
    [InlineData("ARG BASE_IMAGE=a:1\nFROM $BASE_IMAGE AS builder\n", "b:2", "b:2")]
    [InlineData("# FROM no\nARG TAG=9\nFROM --platform=linux/amd64 x:${TAG}\n", "b:2", "x:9")]
    [InlineData("RUN true\n", null, null)]
    public void The_base_image_is_read_from_the_Dockerfile(string dockerfile, string? given, string? expected)
        => WheelRecipe.BaseImage(dockerfile, given).ShouldBe(expected);

    /// <summary>What the scripts of v0.2.0, v1.1.0, v1.3.0 and v2.2.0 say outside their comments, which name an older place.</summary>
    [Theory]
    [InlineData("py", "cd /workspace/TRTorch/py\n", "/workspace/TRTorch")]
    [InlineData("py", "cd /workspace/Torch-TensorRT/py\n", "/workspace/Torch-TensorRT")]
    [InlineData("py/ci", "cd /workspace/project/py\nPROJECT_DIR=/workspace/project\n", "/workspace/project")]
    [InlineData("py/ci", "export PROJECT_DIR=/workspace/project\n    cd /workspace/project\n", "/workspace/project")]
    [InlineData("py/ci", "cd \"$(dirname \"$0\")\"\n", "/workspace/Torch-TensorRT")]
    public void The_checkout_is_mounted_where_the_script_expects_it(string folder, string lines, string place)
    {
        var dockerfile = folder == "py" ? "py/Dockerfile" : "py/ci/Dockerfile.ci";
        var files = new SitesMemoryWorkspace().With(dockerfile, "FROM a\n").With($"{folder}/build_whl.sh", $"# docker run -v$(pwd)/..:/workspace/OLD x /bin/bash /workspace/OLD/py/build_whl.sh\n{lines}");

        WheelRecipe.Find(files).ShouldNotBeNull().MountedAt.ShouldBe(place);
    }

    [Theory]
    [InlineData("torch_tensorrt-2.9.0-cp310-cp310-manylinux_2_28_x86_64.whl", "torch-tensorrt", "2.9.0", "cp310")]
    [InlineData("torch_tensorrt-2.9.0+cu130-1-cp310-cp310-manylinux_2_28_x86_64.manylinux2014_x86_64.whl", "torch-tensorrt", "2.9.0+cu130", "cp310")]
    public void A_wheel_tells_its_parts_in_its_name(string name, string distribution, string version, string python)
    {
        var wheel = WheelFileName.Read(name).ShouldNotBeNull();

        (wheel.NormalizedDistribution, wheel.Version, wheel.Python).ShouldBe((distribution, version, python));
    }

    [Theory]
    [InlineData("torch_tensorrt-2.9.0.whl")]
    [InlineData("torch_tensorrt-2.9.0-cp310-cp310-linux_x86_64.zip")]
    [InlineData("../torch_tensorrt-2.9.0-cp310-cp310-linux_x86_64.whl")]
    [InlineData("torch_tensorrt-2.9.0-cp310-cp310-linux_x86_64.whl\n")]
    public void Other_names_are_no_wheels(string name) => WheelFileName.Read(name).ShouldBeNull();
}
