using Build.Adapters.Programs;
using Build.Perf;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Ports;

namespace Build.Tests.Perf;

/// <summary>perf_cell.py for real as far as a machine without a GPU goes; stand-ins for nvidia-smi and for frameworks beyond that.</summary>
public sealed class PerfCellsTests : IDisposable
{
    private static readonly PerfSetup Setup = new("Tesla T4", "580.1", new Dictionary<string, string>(), PerfProtocol.Standard with { Iterations = 3, Limit = TimeSpan.FromMinutes(1) });
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("perf-");

    private static string Script => PerfPrograms.With("python3").Script;

    public PerfCellsTests() => Assert.SkipWhen(ProgramPath.Find("python3") is null || OperatingSystem.IsWindows(), "There is no python3 on this machine to run perf_cell.py with.");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Without_nvidia_smi_there_is_no_gpu()
        => (await Cells(smi: "no-such-nvidia-smi").Describe(CancellationToken.None)).Absence.ShouldBe("no-such-nvidia-smi is absent, so there is no NVIDIA driver");

    [Fact]
    public async Task What_nvidia_smi_complains_of_is_the_reason()
        => (await Cells(smi: Program("nvidia-smi", "echo \"NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\"; exit 9")).Describe(CancellationToken.None))
            .Absence.ShouldNotBeNull().ShouldEndWith("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.");

    [Fact]
    public async Task A_machine_is_described_without_importing_anything()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "site", "torch-9.9.9+cu130.dist-info"));
        Text(Path.Combine("site", "torch-9.9.9+cu130.dist-info", "METADATA"), "Metadata-Version: 2.1\nName: torch\nVersion: 9.9.9+cu130\n");
        var smi = Program("nvidia-smi", "case $1 in -L) echo 'GPU 0: Tesla T4 (UUID: GPU-1234)';; *) echo 580.159.04;; esac");
        var python = Program("python", $"PYTHONPATH='{folder.FullName}/site' exec python3 -S \"$@\"");
        var machine = await Cells(python, Script, smi).Describe(CancellationToken.None);
        machine.Gpus.ShouldBe([new Gpu("Tesla T4", "GPU-1234")]);
        machine.Driver.ShouldBe("580.159.04");
        machine.Packages.ShouldBe(new Dictionary<string, string> { ["torch"] = "9.9.9+cu130" });
    }

    [Theory]
    [InlineData("pytorch", "torch")]
    [InlineData("torch-compile", "torch")]
    [InlineData("torch-tensorrt", "torch")]
    [InlineData("onnx-trt", "torch")]
    public async Task A_framework_that_is_absent_has_no_result(string framework, string module)
    {
        var result = await Measure(framework, Program("python", "exec python3 -S \"$@\""), Script);
        (result.Outcome, result.Reason).ShouldBe((PerfOutcome.NoResult, $"Python has no module '{module}'"));
    }

    [Fact]
    public async Task A_torch_that_sees_no_gpu_has_no_result()
        => (await WithTorch("class cuda:\n    is_available = staticmethod(lambda: False)\n"))
            .Reason.ShouldBe("torch 9.9 sees no CUDA device");

    [Fact]
    public async Task Too_little_memory_is_told_from_failing()
    {
        const string gpu = "class cuda:\n    is_available = staticmethod(lambda: True)\n    mem_get_info = staticmethod(lambda: (1, 2))\nmanual_seed = print\nclass backends:\n    class cudnn: pass\nfloat16 = float32 = None\n";
        (await WithTorch($"{gpu}def inference_mode(): raise RuntimeError('CUDA out of memory. Tried to allocate 20 GiB\\nmore')\n"))
            .ShouldSatisfyAllConditions(
                result => result.Outcome.ShouldBe(PerfOutcome.OutOfMemory),
                result => result.Reason.ShouldBe("RuntimeError: CUDA out of memory. Tried to allocate 20 GiB"));
        (await WithTorch($"{gpu}def inference_mode(): raise ValueError('no such layer')\n"))
            .ShouldSatisfyAllConditions(
                result => result.Outcome.ShouldBe(PerfOutcome.Failing),
                result => result.Reason.ShouldBe("ValueError: no such layer"));
    }

    [Fact]
    public async Task Every_model_and_framework_of_the_catalog_is_known_to_the_script()
    {
        foreach (var cell in PerfMatrix.Expand(PerfFilter.None).DistinctBy(cell => (cell.Model, cell.Input, cell.Framework)))
        {
            var result = await Measure(cell, Program("python", "exec python3 -S \"$@\""), Script);
            result.Outcome.ShouldBe(PerfOutcome.NoResult, result.Reason);
        }
    }

    [Fact]
    public async Task The_process_sees_one_gpu_and_its_numbers_come_back()
    {
        var script = Text("cell.py",
            """
            import os, json, sys
            assert os.environ["CUDA_VISIBLE_DEVICES"] == "GPU-1234", os.environ
            print("chatter", file=sys.stderr)
            print(json.dumps({"outcome": "ok", "reason": None, "samples_ms": [1, 2.5, 3], "peak_memory_bytes": 4096}))
            """);
        var result = await Measure("pytorch", "python3", script);
        (result.Outcome, result.PeakMemory).ShouldBe((PerfOutcome.Ok, 4096), result.Reason);
        result.SamplesMs.ShouldBe([1, 2.5, 3]);
        (await File.ReadAllTextAsync(Log, TestContext.Current.CancellationToken)).ShouldContain("chatter");
    }

    [Theory]
    [InlineData("import os\nos.abort()", "the process ended with exit code")]
    [InlineData("print('hello')", "the process printed no result")]
    [InlineData("print('{\"outcome\": \"ok\", \"reason\": null, \"samples_ms\": [], \"peak_memory_bytes\": null}')", "the process printed no result: The outcome is ok")]
    public async Task A_process_that_dies_or_talks_nonsense_is_failing(string script, string reason)
    {
        var result = await Measure("pytorch", "python3", Text("cell.py", script));
        result.Outcome.ShouldBe(PerfOutcome.Failing);
        result.Reason.ShouldNotBeNull().ShouldStartWith(reason);
    }

    [Fact]
    public async Task A_process_that_takes_too_long_is_ended_with_everything_it_started()
    {
        var alive = Path.Combine(folder.FullName, "alive");
        var script = Text("cell.py", $"import subprocess, time\nsubprocess.Popen(['sh', '-c', 'sleep 3; touch {alive}'])\ntime.sleep(60)");
        var result = await Measure(Cell("pytorch"), "python3", script, Setup with { Protocol = Setup.Protocol with { Limit = TimeSpan.FromSeconds(1) } });
        (result.Outcome, result.Reason).ShouldBe((PerfOutcome.TimedOut, "it was not finished after 00:00:01"));
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        File.Exists(alive).ShouldBeFalse();
    }

    private string Log => Path.Combine(folder.FullName, "logs", "perf.log");

    private static PerfCell Cell(string framework)
        => PerfMatrix.Expand(PerfFilter.Parse(["resnet50"], ["t4"], [8])).First(cell => cell.Framework.Key == framework);

    private PerfCells Cells(string python = "python3", string? script = null, string smi = "nvidia-smi") => new(new PerfPrograms(python, script ?? Script, smi), Log, _ => { }, TimeProvider.System);

    private Task<PerfResult> Measure(string framework, string python, string script) => Measure(Cell(framework), python, script);

    private Task<PerfResult> Measure(PerfCell cell, string python, string script, PerfSetup? setup = null)
        => Cells(python, script).Measure(new PerfOrder(cell, new Gpu("Tesla T4", "GPU-1234"), setup ?? Setup), CancellationToken.None);

    private Task<PerfResult> WithTorch(string torch)
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "site"));
        Text(Path.Combine("site", "torch.py"), $"__version__ = '9.9'\n{torch}");
        return Measure("pytorch", Program("python", $"PYTHONPATH='{folder.FullName}/site' exec python3 -S \"$@\""), Script);
    }

    private string Program(string name, string shell)
    {
        var path = Text(name, $"#!/bin/sh\n{shell}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private string Text(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
