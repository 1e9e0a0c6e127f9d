using Build.Adapters.Builds;
using Build.Adapters.Programs;
using Build.Desk;
using Build.Tests.Adapters.Git;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;

namespace Build.Tests.Adapters.Builds;

/// <summary>From v2.12.0 two scripts make the list, and hand over through /tmp.</summary>
public sealed class DynamoIndexStories : IDisposable
{
    private const string Status = "test-of-torch-tensorrt-release_coverage_status.json";
    private readonly GitStory story = new();
    private readonly ToolsFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        story.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task The_scripts_run_in_a_copy_and_leave_nothing_where_everybody_could_read_it()
    {
        Scripts("aten.add(Tensor self, *, Scalar alpha=1) -> Tensor");

        (await Step(Interpreter("torch", "torchgen", "torch_tensorrt"))).ShouldBeOfType<Done>();

        File.ReadAllText(Path.Combine(story.Root, OperatorIndexSource.Path)).ShouldEndWith("\n- aten.add(Tensor self, \\*, Scalar alpha=1) -> Tensor\n");
        File.Exists($"/tmp/{Status}").ShouldBeFalse();
        story.Git(story.Root, "status", "--porcelain").ShouldBe($"?? {OperatorIndexSource.Path}");
    }

    [Fact]
    public async Task Without_the_library_the_step_cannot_be_done_here()
    {
        Scripts("aten.add(Tensor self) -> Tensor");

        (await Step(Interpreter("torch"))).ShouldBeOfType<Unable>().Reason.What.ShouldBe("the list of Dynamo converters needs an importable torch_tensorrt: ModuleNotFoundError: No module named 'torchgen'.");
    }

    private void Scripts(string schema) => story
        .File("docsrc/indices/.keep", "")
        .File("py/torch_tensorrt/dynamo/tools/opset_coverage.py", $"import torch_tensorrt\nopen(\"/tmp/{Status}\", \"w\").write(\"{schema}\")\n")
        .File("tools/gen_dynamo_supported_ops.py", $"from pathlib import Path\nitem = open(\"/tmp/{Status}\").read()\n(Path(__file__).parents[1] / 'docsrc/indices/supported_ops.rst').write_text(f'.. _supported_ops:\\n\\nConverted\\n---------\\n\\n*1 operators.*\\n\\n- {{item}}\\n')\n")
        .Commit("feat: dynamo");

    private async Task<Observation> Step(string interpreter)
    {
        var release = new ReleaseFolder(folder["release"]);
        var git = await story.Open();
        var tools = new ToolRunner(release, null);
        var index = new OperatorIndexTool(git.Checkout, new BazelWorkspace(git.Checkout, tools), tools, release, interpreter);
        var step = new SupportedOpsStep(git.Checkout, git.History, index, new Receipts(release), ToolsWorld.Target("2.13.0"), OperatorRules.Usual);
        return await step.Observe(Cancel) is Pending ? await step.Carry() : await step.Observe(Cancel);
    }

    /// <summary>A Python that has those modules, all of them empty.</summary>
    private string Interpreter(params string[] modules)
    {
        if (ProgramPath.Find("python3") is null) Assert.Skip("needs python3");
        foreach (var module in modules) folder.Write($"modules/{module}.py", "");
        return folder.Script("python", $"PYTHONPATH='{folder["modules"]}' exec python3 \"$@\"");
    }
}
