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
    public async Task The_TensorRT_that_a_Dockerfile_asks_for_is_the_pinned_one_and_another_pin_makes_another_image()
    {
        files.With("py/Dockerfile", "FROM pytorch/manylinux:cuda11\nARG trt_version\nRUN yum install -y tensorrt-${trt_version}.*\n").With("py/versions.py", "__tensorrt_version__ = \"8.6\"\n");

        (await Container().Carry()).ShouldBeOfType<Done>();

        engine.Built[0].Arguments.ShouldBe(new Dictionary<string, string> { ["trt_version"] = "8.6" });
        files.With("py/versions.py", "__tensorrt_version__ = \"8.7\"\n");
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
    public async Task A_base_image_that_was_pulled_is_built_from_by_its_digest()
    {
        engine.Images.Clear();
        engine.Registry["pytorch/manylinux:cuda11"] = new ContainerImage("sha256:base", new Dictionary<string, string>()) { Digests = [$"pytorch/manylinux@sha256:{new string('b', 64)}"] };

        (await Container().Carry()).ShouldBeOfType<Done>();

        engine.Built.ShouldHaveSingleItem().Text.ShouldBe($"ARG BASE_IMAGE=pytorch/manylinux:cuda11\nFROM pytorch/manylinux@sha256:{new string('b', 64)}\n");
    }

    [Fact]
    public async Task Each_interpreter_has_a_container_of_its_own_that_reaches_nothing()
    {
        await Container().Carry();
        Leave("1.1.0", "cp38", "cp39");

        (await Wheels().Carry()).ShouldBeOfType<Done>();

        disk.Out.ShouldBe(["torch_tensorrt-1.1.0-cp38-cp38-linux_x86_64.whl", "torch_tensorrt-1.1.0-cp39-cp39-linux_x86_64.whl"]);
        engine.Ran.Select(run => run.Name).ShouldBe(["wheel-cp38", "wheel-cp39"], ignoreOrder: true);
        engine.Ran.ShouldAllBe(run => run.Network == ContainerNetwork.None && run.User == ContainerUser.Unprivileged && run.MountedAt == "/workspace/Torch-TensorRT" && run.Cores == 2);
        engine.Ran[0].Command.ShouldBe(["/bin/bash", "/workspace/Torch-TensorRT/py/build_whl.sh"]);
        engine.Ran[0].Environment.Keys.ShouldBe(["BUILD_VERSION", "CI_BUILD", "GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_0", "GIT_CONFIG_VALUE_0", "HOME", "LANG", "MAX_JOBS", "RELEASE", "SOURCE_DATE_EPOCH"]);
    }

    [Fact]
    public async Task No_more_run_at_once_than_there_are_cores()
    {
        await Container().Carry();
        Leave("1.1.0", "cp38", "cp39");

        await Wheels(cores: 1).Carry();

        engine.AtOnce.ShouldBe(1);
        engine.Ran.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_failed_interpreter_is_reported_beside_the_one_that_succeeded_and_only_it_is_built_again()
    {
        await Container().Carry();
        Leave("1.1.0", "cp38", "cp39");
        engine.Failing.Add("wheel-cp39");

        var refused = await Should.ThrowAsync<ReleaseException>(Wheels().Carry);

        refused.Errors.ShouldHaveSingleItem().Code.ShouldBe("TR4303");
        refused.Message.ShouldContain("torch_tensorrt-1.1.0-cp38-cp38-linux_x86_64.whl is built and kept");
        disk.Out.ShouldBe(["torch_tensorrt-1.1.0-cp38-cp38-linux_x86_64.whl"]);

        engine.Failing.Clear();
        engine.Ran.Clear();
        (await Wheels().Carry()).ShouldBeOfType<Done>();
        engine.Ran.ShouldHaveSingleItem().Name.ShouldBe("wheel-cp39");
    }

    [Fact]
    public async Task A_selection_builds_no_more_than_was_selected()
    {
        await Container().Carry();
        Leave("1.1.0", "cp38", "cp39");

        (await Wheels(only: "x86_64-cp39").Carry()).ShouldBeOfType<Done>();

        engine.Ran.ShouldHaveSingleItem().Name.ShouldBe("wheel-cp39");
        (await Wheels(only: "tarball").Observe(default)).ShouldBeOfType<NotApplicable>();
    }

    [Fact]
    public async Task A_script_that_fetches_packages_gets_a_network_unless_it_was_denied()
    {
        files["py/build_whl.sh"] = Script.Replace("setup.py bdist_wheel", "-m pip install -r requirements.txt", StringComparison.Ordinal);
        await Container().Carry();
        Leave("1.1.0", "cp38", "cp39");

        await Wheels().Carry();
        engine.Ran.ShouldAllBe(run => run.Network == ContainerNetwork.Engine && run.User == ContainerUser.Root);

        engine.Ran.Clear();
        disk.Remove("torch_tensorrt-1.1.0-cp38-cp38-linux_x86_64.whl");
        await Wheels(network: ContainerNetwork.None).Carry();
        engine.Ran.ShouldHaveSingleItem().Network.ShouldBe(ContainerNetwork.None);
    }

    [Fact]
    public async Task An_interpreter_that_the_container_lacks_is_named_with_those_it_has()
    {
        engine.Pythons.Remove("cp39-cp39");
        await Container().Carry();
        Leave("1.1.0", "cp38");

        (await Should.ThrowAsync<ReleaseException>(Wheels().Carry)).Errors.ShouldHaveSingleItem().What
            .ShouldBe("the container has no interpreter for torch_tensorrt-1.1.0-cp39-cp39-linux_x86_64.whl: there is cp38-cp38.");
    }

    [Fact]
    public async Task An_interpreter_that_failed_without_the_script_noticing_is_named()
    {
        await Container().Carry();
        Leave("1.1.0", "cp38");

        var refused = await Should.ThrowAsync<ReleaseException>(Wheels().Carry);

        refused.Errors.ShouldHaveSingleItem().What.ShouldBe("the script ended well for cp39 and left no wheel.");
    }

    [Fact]
    public async Task A_wheel_of_a_development_version_is_refused()
    {
        await Container().Carry();
        Leave("1.1.0a0+1234567", "cp38", "cp39");

        (await Should.ThrowAsync<ReleaseException>(Wheels().Carry)).Errors.Count.ShouldBe(4);
        disk.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_that_is_to_be_made_counts_in_a_plan()
    {
        var foresight = new Foresight();
        foresight.Add(new StepOutcome("WheelContainer", Outcome.Pending, null, [], [], TimeSpan.Zero));

        (await Wheels(foresight: foresight).Observe(default)).ShouldBeOfType<Pending>().Makes.ShouldAllBe(file => file.EndsWith(".whl"));
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
        (await Container().Observe(default)).ShouldBeOfType<Unable>().Reason.Code.ShouldBe("TR4307");
    }

    [Fact]
    public async Task Where_only_the_release_workflow_builds_wheels_its_steps_do()
    {
        files.Without("py/Dockerfile").Without("py/build_whl.sh").With(".github/workflows/build_linux.yml", "").With("packaging/pre_build_script.sh", "cat MODULE.bazel\n").With("dev_dep_versions.yml", "__cuda_version__: \"13.0\"\n");
        engine.Images["local/builder:1"] = new ContainerImage("sha256:builder", new Dictionary<string, string>());
        Leave("1.1.0", "cp310");
        engine.Pythons.Add("cp310-cp310");

        (await Container("local/builder:1").Carry()).ShouldBeOfType<Done>();
        (await Wheels(only: "cp310", baseImage: "local/builder:1").Carry()).ShouldBeOfType<Done>();

        engine.Built[0].Text.ShouldNotBeNull().ShouldContain("FROM ${BASE_IMAGE}");
        engine.Ran[0].Command.ShouldBe(["/bin/bash", "/workspace/Torch-TensorRT/release_wheel.sh"]);
        engine.Ran[0].Environment["PYTHON_VERSION"].ShouldBe("3.10");
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
    public async Task Finished_wheels_are_gathered_from_a_folder_for_each_job()
    {
        disk.With("/ci/a/torch_tensorrt-1.1.0-cp38-cp38-linux_x86_64.whl", ToolsWorld.Wheel("1.1.0")).With("/ci/b/torch_tensorrt-1.1.0-cp39-cp39-linux_x86_64.whl", ToolsWorld.Wheel("1.1.0", "cp39"));

        (await Wheels("/ci").Carry()).ShouldBeOfType<Done>();

        disk.Out.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Two_finished_wheels_of_one_name_and_different_contents_are_refused()
    {
        disk.With("/ci/a/torch_tensorrt-1.1.0-cp38-cp38-linux_x86_64.whl", [1]).With("/ci/b/torch_tensorrt-1.1.0-cp38-cp38-linux_x86_64.whl", [2]);

        (await Should.ThrowAsync<ReleaseException>(() => Wheels("/ci").Observe(default))).Errors.ShouldHaveSingleItem().Code.ShouldBe("TR5409");
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

    private WheelContainerStep Container(string? baseImage = null, string? finished = null) => new(files, engine, ToolsWorld.Target("1.1.0"), new ArtifactSource(finished, "x86_64", baseImage));

    private WheelsStep Wheels(string? finished = null, string? only = null, ContainerNetwork? network = null, int cores = 4, Foresight? foresight = null, string? baseImage = null) => new(
        files, engine, disk, disk, receipts, AttestWorld.Records(receipts, "1.1.0"), ToolsWorld.Target("1.1.0"),
        new ArtifactSource(finished, "x86_64", baseImage) { Only = only is null ? [] : [only], Network = network }, new Examiner(files, disk, ExaminationRequest.Standard), cores, foresight);
}
