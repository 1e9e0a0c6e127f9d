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
