using TorchTrt.Release.Applications;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Steps;

public class ApplicationsStepTests
{
    private readonly ToolsReceipts receipts = new();
    private readonly ToolsApplications builder = new();
    private readonly SitesMemoryWorkspace files = new SitesMemoryWorkspace()
        .With("examples/runtime/BUILD", "cc_binary(name = \"runtime\")").With("examples/runtime/Makefile", "all:\n").With("examples/runtime/main.cpp", "")
        .With("examples/int8/datasets/BUILD", "cc_library(name = \"data\")").With("examples/int8/ptq/Makefile", "-I$(DEP_DIR)/libtorch/include\n")
        .With("examples/elu/setup.py", "setup()\n").With("examples/elu/elu.py", "")
        .With("cpp/bin/torchtrtc/BUILD", "cc_binary(name = \"torchtrtc\")").With("core/BUILD", "cc_binary(name = \"no application\")");

    [Fact]
    public async Task Every_application_is_built_with_its_own_build_file()
    {
        var done = (await Step().Carry()).ShouldBeOfType<Done>();

        string[] all = ["//cpp/bin/torchtrtc:all", "examples/elu/setup.py", "examples/elu/*.py", "//examples/runtime:all", "examples/runtime/Makefile"];
        builder.Built.ShouldBe(all);
        done.Evidence.ShouldBe(all.Select(one => $"{one} compiles"));
    }

    [Fact]
    public async Task All_that_fail_are_named_together_and_block_the_release()
    {
        builder.Broken["//examples/runtime:all"] = "main.cpp:1:1: error: no";
        builder.Broken["examples/elu/*.py"] = "SyntaxError: invalid syntax";

        var refused = await Should.ThrowAsync<ReleaseException>(Step().Carry);

        refused.ExitCode.ShouldBe(ExitCode.Blocked);
        refused.Errors.Select(error => error.Where).ShouldBe(["examples/elu/*.py", "//examples/runtime:all"]);
        builder.Built.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_program_that_fails_when_it_runs_blocks_the_release()
    {
        builder.Trials["examples/elu/*.py"] = new TrialRan("examples/elu/elu.py", ToolsWorld.Badly("python3 examples/elu/elu.py", "Segmentation fault"));

        var refused = await Should.ThrowAsync<ReleaseException>(Step().Carry);

        refused.Errors.ShouldHaveSingleItem().Code.ShouldBe("TR4504");
        (await Step().Observe(default)).ShouldBeOfType<Pending>();
    }

    [Fact]
    public async Task What_ran_and_what_did_not_is_told_apart()
    {
        builder.Trials["examples/elu/*.py"] = new TrialRan("examples/elu/elu.py", ToolsWorld.Well("python3 examples/elu/elu.py"));
        builder.Trials["//examples/runtime:all"] = new TrialNotRun("//examples/runtime:all", "it needs arguments");

        var evidence = (await Step().Carry()).ShouldBeOfType<Done>().Evidence;

        evidence.ShouldContain("examples/elu/elu.py ran");
        evidence.ShouldContain("//examples/runtime:all was built, not run: it needs arguments");
    }

    [Fact]
    public async Task One_reason_for_many_is_said_once()
    {
        builder.NotHere["//cpp/bin/torchtrtc:all"] = "bazel cannot load //cpp/bin/torchtrtc:all here: no CUDA.";
        builder.NotHere["//examples/runtime:all"] = "bazel cannot load //examples/runtime:all here: no CUDA.";

        (await Step().Observe(default)).ShouldBeOfType<Unable>().Reason.What
            .ShouldBe("2 of 5 applications cannot be built here: //cpp/bin/torchtrtc:all, //examples/runtime:all: bazel cannot load it here: no CUDA.");
    }

    [Fact]
    public async Task A_template_that_people_fill_in_is_told_apart()
    {
        files["examples/elu/setup.py"] = "torchtrt_path = <PATH TO TORCHTRT>\n";

        (await Step().Carry()).ShouldBeOfType<Done>().Evidence.ShouldContain("examples/elu/setup.py is not built: it has a gap to be filled in by hand");

        builder.Built.ShouldNotContain("examples/elu/setup.py");
    }

    [Fact]
    public async Task Changed_sources_are_compiled_again()
    {
        await Step().Carry();
        files["examples/runtime/main.cpp"] = "int main() {}";

        (await Step().Observe(default)).ShouldBeOfType<Pending>();
    }

    [Fact]
    public async Task Applications_of_the_released_commit_are_tested_once_whatever_the_bump_changes()
    {
        var tested = new ApplicationsStep(files, builder, receipts, ToolsWorld.Target("1.1.0").Base);
        await tested.Carry();
        files["py/setup.py"] = "bumped";

        (await tested.Observe(default)).ShouldBeOfType<Done>();
    }

    private ApplicationsStep Step() => new(files, builder, receipts, null);
}
