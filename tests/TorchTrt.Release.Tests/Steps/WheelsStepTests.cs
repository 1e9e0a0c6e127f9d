using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Examine;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Steps;

public class WheelsStepTests
{
    private const string Script = """
        #!/bin/bash
        # docker run -it -v$(pwd)/..:/workspace/TRTorch build_trtorch_wheel /bin/bash /workspace/TRTorch/py/build_whl.sh
        cd /workspace/Torch-TensorRT/py

        build_py38() {
            /opt/python/cp38-cp38/bin/python setup.py bdist_wheel --release
        }

        build_py39() {
            /opt/python/cp39-cp39/bin/python setup.py bdist_wheel --release
        }

        build_py310() {
            /opt/python/cp310-cp310/bin/python setup.py bdist_wheel --release
        }

        build_py38
        build_py39
        #build_py310
        """;

    private readonly ToolsReceipts receipts = new();
    private readonly ToolsFiles disk = new();
    private readonly ToolsEngine engine;
    private readonly SitesMemoryWorkspace files = new SitesMemoryWorkspace()
        .With("py/Dockerfile", "ARG BASE_IMAGE=pytorch/manylinux:cuda11\nFROM ${BASE_IMAGE}\n").With("py/build_whl.sh", Script).With("py/setup.py", "1");

    public WheelsStepTests()
    {
        engine = new ToolsEngine(disk);
        engine.Images["pytorch/manylinux:cuda11"] = new ContainerImage("sha256:base", new Dictionary<string, string>());
    }

    [Fact]
    public async Task The_container_is_built_once_and_says_what_it_was_made_from()
    {
        (await Container().Carry()).ShouldBeOfType<Done>();
        (await Container().Observe(default)).ShouldBeOfType<Done>();

        engine.Built.Count.ShouldBe(1);
        engine.Built[0].Folder.ShouldBe("py");
    }

    [Fact]
    public async Task A_base_image_of_ones_own_goes_in_as_a_build_argument()
    {
        engine.Images["local/base:1"] = new ContainerImage("sha256:local", new Dictionary<string, string>());

        (await Container("local/base:1").Carry()).ShouldBeOfType<Done>();

        engine.Built[0].Arguments.ShouldBe(new Dictionary<string, string> { ["BASE_IMAGE"] = "local/base:1" });
        (await Container().Observe(default)).ShouldBeOfType<Pending>();
    }

    [Fact]
    public async Task A_base_image_that_cannot_be_had_is_said_before_anything_is_built()
    {
        engine.Images.Clear();
        engine.Unpullable = ToolsWorld.Reason("the base image pytorch/manylinux:cuda11 cannot be pulled.");

        (await Container().Observe(default)).ShouldBeOfType<Unable>();
    }

    [Fact]
    public async Task Every_wheel_that_the_script_builds_is_collected()
    {
        await Container().Carry();
        Leave("1.1.0", "cp38", "cp39");

        (await Wheels().Carry()).ShouldBeOfType<Done>();

        disk.Out.ShouldBe(["torch_tensorrt-1.1.0-cp38-cp38-linux_x86_64.whl", "torch_tensorrt-1.1.0-cp39-cp39-linux_x86_64.whl"]);
        engine.Ran[0].MountedAt.ShouldBe("/workspace/Torch-TensorRT");
        engine.Ran[0].Command.ShouldBe(["/bin/bash", "/workspace/Torch-TensorRT/py/build_whl.sh"]);
    }

    [Fact]
    public async Task An_interpreter_that_failed_without_the_script_noticing_is_named()
    {
        await Container().Carry();
        Leave("1.1.0", "cp38");

        var refused = await Should.ThrowAsync<ReleaseException>(Wheels().Carry);

        refused.Errors.ShouldHaveSingleItem().What.ShouldBe("the script builds for cp39 and there is no such wheel.");
        disk.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wheel_of_a_development_version_is_refused()
    {
        await Container().Carry();
        Leave("1.1.0a0+1234567", "cp38", "cp39");

        (await Should.ThrowAsync<ReleaseException>(Wheels().Carry)).Errors.Count.ShouldBe(4);
    }

    [Fact]
    public async Task An_image_made_from_another_checkout_does_not_count()
    {
        engine.Images["build_torch_tensorrt_wheel"] = new ContainerImage("sha256:other", new Dictionary<string, string>());

        (await Wheels().Observe(default)).ShouldBeOfType<Unable>().Reason.Code.ShouldBe("TR4306");
    }

    [Fact]
    public async Task A_script_that_only_defines_functions_builds_nothing()
    {
        files.Without("py/Dockerfile").With("py/ci/Dockerfile.ci", "FROM x\n").With("py/ci/build_whl.sh", "build_py38() {\n    echo\n}\n");

        (await Wheels().Observe(default)).ShouldBeOfType<Unable>().Reason.Code.ShouldBe("TR4307");
    }

    [Fact]
    public async Task Finished_wheels_are_taken_after_a_look_inside()
    {
        disk.With("/ci/torch_tensorrt-1.1.0+cu113-cp38-cp38-manylinux_2_34_x86_64.whl", ToolsWorld.Wheel("1.1.0+cu113", "cp38", "manylinux_2_34_x86_64"));

        (await Wheels("/ci").Carry()).ShouldBeOfType<Done>();

        disk.Out.Count.ShouldBe(1);
        (await Container(finished: "/ci").Observe(default)).ShouldBeOfType<NotApplicable>();
    }

    [Fact]
    public async Task A_finished_wheel_whose_metadata_disagrees_is_refused()
    {
        disk.With("/ci/torch_tensorrt-1.1.0-cp38-cp38-linux_x86_64.whl", new WheelBuilder("torch_tensorrt-1.1.0-cp38-cp38-linux_x86_64.whl").WithMetadataVersion("1.0.0").Bytes).With("/ci/torch.whl", ToolsWorld.Wheel("1.1.0"));

        (await Should.ThrowAsync<ReleaseException>(Wheels("/ci").Carry)).Errors.Select(error => error.What).ShouldBe(
        [
            "torch.whl cannot be released: its name is not a wheel's (distribution-version-python-abi-platform.whl).",
            "torch_tensorrt-1.1.0-cp38-cp38-linux_x86_64.whl cannot be released: its METADATA says version 1.0.0.",
        ]);
    }

    private void Leave(string version, params string[] pythons)
    {
        foreach (var python in pythons) engine.Leaves[$"py/dist/torch_tensorrt-{version}-{python}-{python}-linux_x86_64.whl"] = ToolsWorld.Wheel(version, python);
    }

    private WheelContainerStep Container(string? baseImage = null, string? finished = null) => new(files, engine, new ArtifactSource(finished, "x86_64", baseImage));

    private WheelsStep Wheels(string? finished = null) => new(files, engine, disk, disk, receipts, ToolsWorld.Target("1.1.0"), new ArtifactSource(finished, "x86_64", null), new Examiner(files, disk, ExaminationRequest.Standard));
}
