using System.Runtime.InteropServices;
using Build.Adapters.Builds;
using Build.Adapters.Programs;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;

namespace Build.Tests.Adapters.Builds;

/// <summary>Wheels that are installed by the real pip.</summary>
public sealed class PipTrialTests : IDisposable
{
    private readonly ToolsFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_wheel_for_this_interpreter_is_installed_without_what_it_depends_on_and_says_its_version()
    {
        RequirePip();
        var own = await OwnTag();
        var wheels = new[] { Put("torch_tensorrt-1.1.0-cp27-cp27m-linux_x86_64.whl"), Put($"torch_tensorrt-1.1.0+cu121-{own}.whl", wheel => wheel.Requiring("torch==1.9.0")) };

        var trial = (await Trial.Install(wheels, TestContext.Current.CancellationToken)).ShouldBeOfType<InstalledWheel>();

        trial.Wheel.ShouldBe($"torch_tensorrt-1.1.0+cu121-{own}.whl");
        trial.Version.ShouldBe("1.1.0+cu121");
        trial.Interpreter.ShouldStartWith("cpython 3.");
        Directory.Exists(folder["release/state/verify-venv"]).ShouldBeFalse("the environment is not kept");
    }

    [Fact]
    public async Task What_the_wheel_holds_counts_and_not_what_its_file_is_called()
    {
        RequirePip();
        var wheel = Put($"torch_tensorrt-1.1.0-{await OwnTag()}.whl", wheel => wheel.WithMetadataVersion("1.0.0"));

        (await Trial.Install([wheel], TestContext.Current.CancellationToken)).ShouldBeOfType<InstalledWheel>().Version.ShouldBe("1.0.0");
    }

    [Fact]
    public async Task A_file_that_is_no_wheel_is_refused_with_what_pip_says()
    {
        RequirePip();
        var wheel = folder.Write($"release/out/torch_tensorrt-1.1.0-{await OwnTag()}.whl", "no zip file");

        (await Trial.Install([Out(wheel)], TestContext.Current.CancellationToken)).ShouldBeOfType<RefusedWheel>().Run.Complaint.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Wheels_for_other_machines_are_not_tried()
    {
        RequirePip();
        (await Trial.Install([Put("torch_tensorrt-1.1.0-cp27-cp27m-linux_x86_64.whl")], TestContext.Current.CancellationToken)).ShouldBeOfType<UntriedWheels>().Why.ShouldContain("none of them is for cpython");
    }

    [Fact]
    public async Task An_interpreter_that_is_not_there_is_said()
        => (await new PipTrial(new ToolRunner(Folder, null), Folder, "/nowhere/python3").Install([Put("torch_tensorrt-1.1.0-cp27-cp27m-linux_x86_64.whl")], default))
            .ShouldBeOfType<UntriedWheels>().Why.ShouldContain("/nowhere/python3");

    private const string Python = "/usr/bin/python3";

    private ReleaseFolder Folder => new(folder["release"]);

    private PipTrial Trial => new(new ToolRunner(Folder, null), Folder, Python);

    private static void RequirePip()
        => Assert.SkipUnless(ProgramPath.Find(Python) is not null && Directory.Exists("/usr/lib/python3/dist-packages/pip"), $"needs {Python} with pip: python3-pip, python3-venv");

    private static async Task<string> OwnTag()
    {
        var output = (await new ProgramRunner().Run(new ProgramCall(Python, "-c", "import sys; print('cp%d%d' % sys.version_info[:2])"), TestContext.Current.CancellationToken)).Output.Trim();
        return $"{output}-{output}-linux_{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64")}";
    }

    private OutFile Put(string name, Func<WheelBuilder, WheelBuilder>? change = null)
    {
        var path = folder[$"release/out/{name}"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, (change ?? (wheel => wheel))(new WheelBuilder(name)).Bytes);
        return Out(path);
    }

    private static OutFile Out(string path) => new(Path.GetFileName(path), path, new FileInfo(path).Length, new string('0', 64));
}
