using System.Diagnostics;
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

    [Theory]
    [InlineData("pytorch", "torch")]
    [InlineData("torch-compile", "inductor")]
    [InlineData("torch-tensorrt", "dynamo")]
    public async Task The_projects_own_tool_measures_and_its_csv_is_read(string framework, string backend)
    {
        var result = await WithProject(framework, Modern);
        (result.Outcome, result.CompileSeconds).ShouldBe((PerfOutcome.Ok, 31.5), result.Reason);
        result.SamplesMs.ShouldBe([1.25]);
        (await File.ReadAllTextAsync(Path.Combine(folder.FullName, "given"), TestContext.Current.CancellationToken)).ShouldBe(
            $"--model_torch resnet50 --precision fp16 --inputs (8, 3, 224, 224)@fp16 --batch_size 8 --backends {backend} --report R --iterations 3");
    }

    [Fact]
    public async Task A_row_that_the_projects_tool_leaves_out_is_failing_with_what_it_said_last()
        => (await WithProject("pytorch", Modern.Replace("rows = 1", "rows = 0", StringComparison.Ordinal)))
            .ShouldSatisfyAllConditions(
                result => result.Outcome.ShouldBe(PerfOutcome.Failing), result => result.Reason.ShouldBe("perf_run.py reported no row: WARNING:root:Running torch failed"));

    [Theory]
    [InlineData("torch-tensorrt", "SUPPORTED_BACKENDS = ['all', 'torch']\nparser.add_argument('--model_torch')\nsummary.to_csv(1)", "the checkout's perf_run.py knows no dynamo or torch_tensorrt, only torch")]
    [InlineData("onnx-trt", "parser.add_argument('--model_torch')\nsummary.to_csv(1)\nif backend == 'tensorrt': pass", "the checkout's perf_run.py takes ONNX files only when they are made beforehand")]
    [InlineData("pytorch", "arg_parser.add_argument('--config')\nfile.write(summary.to_string())", "the checkout's perf_run.py takes no PyTorch model or writes no CSV; those of 2.2 and later do both")]
    public async Task What_the_tool_of_an_older_era_cannot_do_has_no_result(string framework, string tool, string reason)
    {
        var result = await WithProject(framework, tool);
        (result.Outcome, result.Reason).ShouldBe((PerfOutcome.NoResult, reason));
    }

    [Fact]
    public async Task A_checkout_without_the_tool_has_no_result()
        => (await Measure(Cell("pytorch"), "python3", Script, Setup with { Protocol = Setup.Protocol with { Project = folder.FullName } })).Reason.ShouldBe("the checkout has no tools/perf/perf_run.py");

    [Fact]
    public async Task A_list_of_cells_is_measured_without_this_program_and_each_once()
    {
        var cells = Text("cells.jsonl", string.Concat(new[] { "pytorch", "onnx-trt" }.Select(framework =>
            $$"""{"cell": "t4.resnet50.3x224x224.b8.{{framework}}", "model": "resnet50", "input": "3x224x224", "batch": 8, "framework": "{{framework}}", "precision": "fp16", "warmup": 1, "iterations": 1, "limit_seconds": 60, "project": null}""" + "\n")));
        var results = Path.Combine(folder.FullName, "results");
        var python = Program("python", "exec python3 -S \"$@\"");
        var call = new ProgramCall(python, Script, "run", "--cells", cells, "--results", results, "--gpu", "Tesla T4");
        (await new ProgramRunner().Run(call, TestContext.Current.CancellationToken)).ExitCode.ShouldBe(0);
        var read = new PerfResultFolder(results, null).All();
        read.Select(result => $"{result.Cell} {result.Outcome}").ShouldBe(["t4.resnet50.3x224x224.b8.onnx-trt NoResult", "t4.resnet50.3x224x224.b8.pytorch NoResult"]);
        (await new ProgramRunner().Run(call, TestContext.Current.CancellationToken)).Errors.ShouldContain("1/2 t4.resnet50.3x224x224.b8.pytorch: measured before");
    }

    /// <summary>As the project's tool of 2.8 and later, as far as its command line and its CSV go.</summary>
    private string Modern =>
        $$"""
        import sys
        SUPPORTED_BACKENDS = ["all", "torch", "ts_trt", "dynamo", "torch_compile", "inductor", "onnx_trt"]
        class parser:
            add_argument = staticmethod(lambda name: None)
        parser.add_argument("--model_torch")
        parser.add_argument("--onnx")
        parser.add_argument("--iterations")
        rows = 1
        report = sys.argv[sys.argv.index("--report") + 1]
        open("{{folder.FullName}}/given", "w").write(" ".join(sys.argv[1:]).replace(report, "R"))
        text = ",model_name,Backend,Precision,Batch size,Median(FPS),Mean(FPS),Median-Latency(ms),Mean-Latency(ms),Latency-StdDev(ms),Compile Time(s)\n"
        if rows: text += "0,resnet50,Torch,fp16,8,6400.0,6300.0,1.25,1.3,0.05,31.5\n"
        else: print("WARNING:root:Running torch failed", file=sys.stderr)
        open(report, "w").write(text)  # summary.to_csv(report)
        """;

    private Task<PerfResult> WithProject(string framework, string tool)
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "checkout", "tools", "perf"));
        Text(Path.Combine("checkout", "tools", "perf", "perf_run.py"), tool);
        return Measure(Cell(framework), "python3", Script, Setup with { Protocol = Setup.Protocol with { Project = Path.Combine(folder.FullName, "checkout") } });
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
        var path = Path.Combine(folder.FullName, name);
        // Written by a process of its own: a program that some other test starts meanwhile would inherit the open file, and a file that is open for writing cannot be run.
        using var writer = Process.Start(new ProcessStartInfo("sh", ["-c", "cat >\"$0\" && chmod 700 \"$0\"", path]) { RedirectStandardInput = true })!;
        writer.StandardInput.Write($"#!/bin/sh\n{shell}\n");
        writer.StandardInput.Close();
        writer.WaitForExit();
        return path;
    }

    private string Text(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
