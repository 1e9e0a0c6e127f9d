using Build.Adapters.Builds;
using Build.Adapters.Git;
using Build.Adapters.Programs;
using Build.Desk;
using Build.Sample;
using Build.Tests.Sample;
using Build.Tools.Bazel;
using TorchTrt.Release;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Versions;

namespace Build.Tests.Adapters.Builds;

/// <summary>Step 3 with a real Bazel on the sample: what the tool lists, and what is made of it.</summary>
public sealed class OperatorIndexStories(SampleWithBazel sample) : IClassFixture<SampleWithBazel>, IAsyncLifetime
{
    private const string Converters = "core/conversion/converters/converters.cpp";
    private const string Tool = "tools/supportedops/main.cpp";
    private const string Elu = "aten::elu(Tensor self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> (Tensor)";

    public async ValueTask InitializeAsync() => await sample.BringBack();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Operators_converted_since_the_last_release_are_added()
    {
        var step = await sample.Step();

        (await step.Carry()).ShouldBeOfType<Done>().Evidence[^1].ShouldBe("since v1.0.0: 2 added, none removed, none with another schema");

        sample.Changes().Added.Select(added => added.Name).ShouldBe(["aten::grid_sampler", "aten::unbind.int"]);
        sample.Read(OperatorIndexSource.Path).ShouldContain("\n- aten::unbind.int(Tensor(a) self, int dim=0) -> (Tensor[])\n");
    }

    [Fact]
    public async Task An_unchanged_list_is_written_as_it_was()
    {
        await (await sample.Step()).Carry();
        var released = sample.Commit("docs: the list of the release");
        var list = sample.Read(OperatorIndexSource.Path);

        await (await sample.Step(released)).Carry();

        sample.Changes().IsNone.ShouldBeTrue();
        sample.Read(OperatorIndexSource.Path).ShouldBe(list);
    }

    [Fact]
    public async Task A_converter_that_was_taken_out_closes_the_gate_until_somebody_gives_a_reason()
    {
        sample.Edit(Converters, $"    \"{Elu}\",\n", "");
        var before = sample.Read(OperatorIndexSource.Path);

        var refused = await Should.ThrowAsync<ReleaseException>((await sample.Step()).Carry);
        refused.ToString().ShouldContain("TR4206: docsrc/indices/supported_ops.rst: aten::elu is gone since v1.0.0");
        sample.Read(OperatorIndexSource.Path).ShouldBe(before);

        await (await sample.Step(waiver: new OperatorWaiver("aten::elu", "TensorRT does it alone"))).Carry();
        sample.Changes().Removed.ShouldBe([new RemovedOperator("aten::elu", Elu, "TensorRT does it alone")]);
        sample.Read(OperatorIndexSource.Path).ShouldNotContain("aten::elu");
    }

    [Fact]
    public async Task A_tool_that_stops_halfway_through_the_list_is_caught()
    {
        sample.Edit(Tool, "out << \"- \" << schema << \"\\n\";", "out << \"- \" << schema.substr(0, 12);");

        var refused = await Should.ThrowAsync<ReleaseException>((await sample.Step()).Carry);

        refused.Errors.Select(error => error.Code).Distinct().ShouldBe(["TR4204"]);
        refused.Errors[0].What.ShouldBe("bazel run //tools/supportedops ended well, and wrote what is no index: 'aten::add.Te- aten::batch_- aten::elu(Te- aten::grid_s- aten::linear- aten::max_…' is no operator.");
    }

    [Fact]
    public async Task A_tool_that_cannot_write_and_says_nothing_is_caught()
    {
        sample.Edit(Tool, "std::ofstream out(argv[1]);", "std::ofstream out(\"/no/such/folder/\" + std::string(argv[1]));");
        sample.Edit(Tool, "return 2;", "return 0;");

        (await Should.ThrowAsync<ReleaseException>((await sample.Step()).Carry)).Errors.Select(error => error.Code).ShouldBe(["TR4202"]);
    }

    [Fact]
    public async Task A_tool_built_before_needs_no_bazel()
    {
        var built = sample.Program("supportedops", $"printf '\\n.. _supported_ops:\\n\\nConverters\\n----------\\n\\n- b::b(int a) -> int\\n- a::a(int a) -> int\\n' > \"$1\"");

        await (await sample.Step(prebuilt: built, waivers: sample.LeaveForAll)).Carry();

        sample.Read(OperatorIndexSource.Path).ShouldEndWith("\n- a::a(int a) -> int\n- b::b(int a) -> int\n");
    }
}

/// <summary>The classic sample in a folder of its own, brought back to its own state for each story; one Bazel server for all of them.</summary>
public sealed class SampleWithBazel : IAsyncLifetime
{
    private readonly ToolsFolder folder = new();
    private MaterialisedSample? sample;
    private CommitId? released;
    private int stories;

    private string Root => sample!.Root;

    public async ValueTask InitializeAsync()
    {
        sample = await new SampleRepository(SampleProduct.Root).Materialise(folder["classic"], SampleLayout.Classic, CancellationToken.None);
        released = new CommitId(await Git("rev-parse", "v1.0.0^{commit}"));
    }

    public async ValueTask DisposeAsync()
    {
        if (ProgramPath.Find(BazelSettings.Program) is not null)
            await new ProgramRunner().Run(new ProgramCall(BazelSettings.Program, "shutdown") { Folder = Root }, CancellationToken.None);
        folder.Dispose();
    }

    /// <summary>Leave for every operator of the last release.</summary>
    public IReadOnlyList<OperatorWaiver> LeaveForAll
        => [.. OperatorIndexText.Read(File.ReadAllBytes(Path.Combine(Root, OperatorIndexSource.Path))).Sections.SelectMany(section => section.Operators).Select(operation => new OperatorWaiver(operation.Name, "a test"))];

    private ReleaseFolder Folder => new(folder[$"release-{stories}"]);

    /// <summary>The step, with a folder of its own.</summary>
    public async Task<SupportedOpsStep> Step(CommitId? previous = null, OperatorWaiver? waiver = null, string? prebuilt = null, IReadOnlyList<OperatorWaiver>? waivers = null)
    {
        if (prebuilt is null && ProgramPath.Find(BazelSettings.Program) is null) Assert.Skip("needs bazel");
        stories++;
        var git = await GitRepositoryAt.Open(Root, TestContext.Current.CancellationToken);
        var tools = new ToolRunner(Folder, null);
        var target = ToolsWorld.Target("1.1.0") with { Previous = new PreviousRelease(ReleaseVersion.Parse("1.0.0"), "v1.0.0", previous ?? released!) };
        var index = new OperatorIndexTool(git.Checkout, new BazelWorkspace(git.Checkout, tools), tools, Folder, null);
        return new SupportedOpsStep(git.Checkout, git.History, index, new Receipts(Folder), target, new OperatorRules(prebuilt, waivers ?? (waiver is null ? [] : [waiver])));
    }

    public OperatorChanges Changes() => OperatorChanges.Read(new Receipts(Folder).Read(OperatorChanges.Receipt)).ShouldNotBeNull();

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public void Edit(string path, string old, string replacement)
    {
        var text = Read(path);
        text.ShouldContain(old);
        File.WriteAllText(Path.Combine(Root, path), text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public string Program(string name, string script) => folder.Script(name, script);

    public CommitId Commit(string message)
    {
        Git("add", "--all").GetAwaiter().GetResult();
        Git("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "--message", message).GetAwaiter().GetResult();
        return new CommitId(Git("rev-parse", "HEAD").GetAwaiter().GetResult());
    }

    public Task BringBack() => Git("reset", "--quiet", "--hard", sample!.Head.Hex);

    private Task<string> Git(params string[] arguments) => new GitCommand(Root).Text(CancellationToken.None, arguments);
}
