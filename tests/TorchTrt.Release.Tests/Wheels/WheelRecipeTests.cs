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
