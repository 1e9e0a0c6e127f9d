using Build.Tools.Python;
using TorchTrt.Release;
using TorchTrt.Release.Applications;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;

namespace Build.Tests.Adapters.Builds;

/// <summary>Step 2 with the real Bazel, make and Python on the sample: its applications compile and work.</summary>
public sealed class ApplicationStories(SampleWithBazel sample) : IClassFixture<SampleWithBazel>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await sample.BringBack();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_application_of_the_sample_is_built_and_runs()
        => (await (await sample.Applications()).Carry()).ShouldBeOfType<Done>().Evidence.ShouldBe(
        [
            "//cpp/bin/torchtrtc:all compiles",
            "examples/custom_converters/*.py compiles",
            "examples/custom_converters/elu_converter/setup.py compiles",
            "//examples/torchtrt_runtime_example:all compiles",
            "examples/torchtrt_runtime_example/Makefile compiles",
            "examples/custom_converters/elu_model.py ran",
            "//cpp/bin/torchtrtc:torchtrtc ran",
            "//examples/torchtrt_runtime_example:torchtrt_runtime_example ran",
            "examples/torchtrt_runtime_example/torchtrt_runtime_example ran",
        ]);

    [Fact]
    public async Task All_that_compile_and_do_not_work_are_named_together()
    {
        sample.Edit("examples/custom_converters/elu_converter/csrc/elu_converter.c", "x > 0", "x < 0");
        sample.Edit("cpp/bin/torchtrtc/main.cpp", "return 0;", "return 4;");

        var step = await sample.Applications();
        var refused = await Should.ThrowAsync<ReleaseException>(step.Carry);

        refused.Errors.Select(error => $"{error.Code} {error.Where}").ShouldBe(["TR4504 examples/custom_converters/elu_model.py", "TR4504 //cpp/bin/torchtrtc:torchtrtc"]);
        refused.Errors[0].What.ShouldContain("the converter computes something else than ELU");
    }
}

/// <summary>What scripts and programs say they need, on lines of the real applications.</summary>
public sealed class ApplicationNeedsTests : IDisposable
{
    private readonly ToolsFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("def elu(x):\n    return x\n", ScriptNeeds.Importer)]
    [InlineData("\"\"\"A module.\"\"\"\nlimit = int('3')\n", ScriptNeeds.Importer)]
    [InlineData("print('hello')\n", ScriptNeeds.None)]
    [InlineData("def main():\n    pass\n\nif __name__ == '__main__':\n    main()\n", ScriptNeeds.None)]
    [InlineData("p = make()\np.add_argument('--size', default=1)\np.add_argument('-v', action='store_true')\n", ScriptNeeds.None)]
    [InlineData("p = make()\np.add_argument('model', nargs='?')\n", ScriptNeeds.None)]
    [InlineData("p = make()\np.add_argument('model')\n", ScriptNeeds.Arguments)]
    [InlineData("p = make()\np.add_argument('--ckpt', required=True)\n", ScriptNeeds.Arguments)]
    [InlineData("import sys\nprint(sys.argv[1])\n", ScriptNeeds.Arguments)]
    [InlineData("import sys\nprint(sys.argv[0])\n", ScriptNeeds.None)]
    [InlineData("model = models.resnet18(pretrained=True)\nprint(model)\n", ScriptNeeds.Network)]
    [InlineData("model = models.vgg16(weights=VGG16_Weights.DEFAULT)\nprint(model)\n", ScriptNeeds.Network)]
    [InlineData("model = models.vgg16(weights=None)\nprint(model)\n", ScriptNeeds.None)]
    [InlineData("print(BertModel.from_pretrained('bert-base-uncased'))\n", ScriptNeeds.Network)]
    [InlineData("print(torch.hub.load('pytorch/vision', 'resnet50'))\n", ScriptNeeds.Network)]
    [InlineData("print(model.eval().cuda())\n", ScriptNeeds.Gpu)]
    [InlineData("print(model.to('cuda:0'))\n", ScriptNeeds.Gpu)]
    [InlineData("import torch_tensorrt as torchtrt\nprint(torchtrt.__version__)\n", ScriptNeeds.Gpu)]
    [InlineData("import torch.distributed as dist\ndist.init_process_group()\n", ScriptNeeds.Peers)]
    [InlineData("from torch import distributed\ndistributed.barrier()\n", ScriptNeeds.Peers)]
    [InlineData("import tritonclient.http as http\nprint(http)\n", ScriptNeeds.Server)]
    public async Task A_script_needs_what_its_lines_say(string script, ScriptNeeds needs)
    {
        folder.Write("script.py", script);

        (await ScriptProbe.Of(PythonSettings.Usual, folder["script.py"], TestContext.Current.CancellationToken)).ShouldBe(needs);
    }

    [Fact]
    public async Task What_a_file_beside_it_needs_it_needs_too()
    {
        folder.Write("initialize_dist.py", "import torch.distributed as dist\n\ndef begin():\n    dist.init_process_group()\n");
        folder.Write("script.py", "from initialize_dist import begin\nbegin()\n");

        (await ScriptProbe.Of(PythonSettings.Usual, folder["script.py"], TestContext.Current.CancellationToken)).ShouldBe(ScriptNeeds.Peers);
    }

    [Fact]
    public async Task A_script_of_another_Python_is_not_understood()
    {
        folder.Write("script.py", "print 'hello'\n");

        (await ScriptProbe.Of(PythonSettings.Usual, folder["script.py"], TestContext.Current.CancellationToken)).ShouldBeNull();
    }
}
