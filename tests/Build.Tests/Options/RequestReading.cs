using Build.CommandLine;
using Cake.Core.Diagnostics;
using TorchTrt.Release;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.Tests.Options;

public sealed class RequestReading
{
    private static readonly DeskFolders Folders = new(Path.GetTempPath(), Path.GetTempPath());

    [Theory]
    [InlineData("--version=1.2.0")]
    [InlineData("--version 1.2.0")]
    [InlineData("--VERSION 1.2.0")]
    public void A_value_follows_after_an_equals_sign_or_a_space(string line)
        => Read(line).Version.ShouldBe(new ReleaseVersion(1, 2, 0));

    [Fact]
    public void Nothing_given_is_a_rehearsal_of_the_sample()
    {
        var request = Read("");

        request.Repo.ShouldBeNull();
        request.Destination.ShouldBe(Destination.Rehearsal);
        request.IsPlan.ShouldBeFalse();
        request.Artifacts.ShouldBe(Path.Combine(Folders.Home, "artifacts"));
        request.Testing.Required.ShouldBeEmpty();
        request.IgnoredLabels.ShouldBe(["not-applicable"]);
        request.Forge.ShouldBe(new Uri("https://api.github.com/"));
    }

    [Fact]
    public void Repeatable_options_add_up_and_replace_the_standard()
        => ReleaseRequest.Read(["--required-check=Linux tests", "--required-check", "Arm tests"], Folders).Testing.Required.ShouldBe(["Linux tests", "Arm tests"]);

    [Fact]
    public void A_waiver_is_a_name_a_reason_and_where_it_ends_a_day()
        => ReleaseRequest.Read(["--waive-check=Optional Tests (aarch64)=no runner until it is repaired until 2026-12-31"], Folders).Testing.Waivers
            .ShouldBe([new CheckWaiver("Optional Tests (aarch64)", "no runner until it is repaired", new DateOnly(2026, 12, 31))]);

    [Theory]
    [InlineData("90m", 90)]
    [InlineData("4h", 240)]
    [InlineData("2d", 2880)]
    public void A_time_has_its_unit(string text, int minutes) => Read($"--wait={text}").Testing.Wait.ShouldBe(TimeSpan.FromMinutes(minutes));

    [Fact]
    public void Lists_have_commas()
        => Read("--perf-batch=1,4,8 --perf-batch=16").Perf.Batches.ShouldBe([1, 4, 8, 16]);

    [Fact]
    public void The_performance_matrix_is_asked_for_in_parts()
        => Read("--perf-priority=p1 --perf-frameworks=pytorch,onnx-trt --executor=slurm --perf-against=/venv/bin/python --perf-tolerance=3 --perf-rounds=6 --perf-again --perf-runner=project").Perf
            .ShouldSatisfyAllConditions(
                perf => (perf.Least, perf.Executor, perf.Against, perf.Memory, perf.Runner).ShouldBe((Priority.P1, PerfExecutor.Slurm, "/venv/bin/python", PerfMemory.Again, PerfRunner.Project)),
                perf => perf.Frameworks.ShouldBe(["pytorch", "onnx-trt"]),
                perf => perf.Gate.ShouldBe(new PerfGate(0.03, 6)));

    [Theory]
    [InlineData("--perf-rounds=6", "there is nothing to compare with")]
    [InlineData("--perf-against=/venv/bin/python --perf-rounds=2", "fewer than 3 rounds show nothing")]
    [InlineData("--target=Perf --perf-results=.", "it is no part of a release")]
    public void What_makes_no_sense_of_the_performance_matrix_is_refused(string arguments, string what)
        => Should.Throw<ReleaseException>(() => Read(arguments)).Message.ShouldContain(what);

    [Fact]
    public void Relative_paths_start_from_the_working_folder()
    {
        var folder = Directory.CreateTempSubdirectory("host-working-");
        try
        {
            ReleaseRequest.Read([$"--working={folder.FullName}", "--artifacts=out put", "--repo=."], Folders).ShouldSatisfyAllConditions(
                request => request.Artifacts.ShouldBe(Path.Combine(folder.FullName, "out put")),
                request => request.Repo.ShouldBe(folder.FullName));
        }
        finally
        {
            folder.Delete();
        }
    }

    [Fact]
    public void The_host_gets_its_own_options_and_no_other()
    {
        var host = Read("-t Bump --target=Audit --version=1.2.0 --plan -e -v quiet").Host;

        host.Verbosity.ShouldBe(Verbosity.Quiet);
        host.Arguments.ShouldBe(["--target=Bump", "--target=Audit", "--verbosity=quiet", "--exclusive"]);
    }

    [Fact]
    public void Several_parts_of_a_release_run_in_its_order_whatever_order_they_are_given_in()
    {
        var host = Read("--exclusive --target=Thaw --target=bump --target=Freeze").Host;

        host.Parts.ShouldNotBeNull().Order(StringComparer.OrdinalIgnoreCase).ShouldBe(["bump", "Freeze", "Thaw"]);
        host.Arguments.ShouldBe(["--target=Release", "--verbosity=normal"]);
    }

    [Fact]
    public void Version_alone_goes_to_the_host()
    {
        var request = Read("--version");

        request.Version.ShouldBeNull();
        request.Host.Arguments.ShouldContain("--version");
    }

    [Fact]
    public void Standard_output_is_a_dash()
        => Read("--output -").ResultsOnStandardOutput.ShouldBeTrue();

    [Fact]
    public void A_repository_has_an_owner()
        => Read("--github=pytorch/TensorRT").GitHub.ShouldBe(new RepositoryName("pytorch", "TensorRT"));

    [Fact]
    public void Every_problem_is_reported_together()
        => Codes("--verison=1", "--version=1.2", "--format=yaml", "--repo=/there/is/none", "--artifacts", "--confirm=12345678", "loose")
            .ShouldBe(["TR1901", "TR1903", "TR1905", "TR1907", "TR1001", "TR1906", "TR1902"], ignoreOrder: true);

    [Theory]
    [InlineData("--verison=1.2.0", "did you mean --version?")]
    [InlineData("--tensorrtt", "did you mean --tensorrt?")]
    [InlineData("--artefacts-from=x", "did you mean --artifacts-from?")]
    [InlineData("--kubernetes", "see --help.")]
    public void An_unknown_option_names_the_nearest(string argument, string next)
        => Should.Throw<ReleaseException>(() => ReleaseRequest.Read([argument], Folders)).Errors.ShouldHaveSingleItem().Next.ShouldBe(next);

    [Theory]
    [InlineData("--version=1.2", "TR1001")]
    [InlineData("--version=v1.2.0;rm -rf", "TR1001")]
    [InlineData("--version=1.2.0\n", "TR1001")]
    [InlineData("--branch=--upload-pack=x", "TR1902")]
    [InlineData("--branch=a..b", "TR1902")]
    [InlineData("--branch=main;id", "TR1902")]
    [InlineData("--branch=$(id)", "TR1902")]
    [InlineData("--from=HEAD:secret", "TR1902")]
    [InlineData("--github=pytorch", "TR1902")]
    [InlineData("--github=pytorch/TensorRT/x", "TR1902")]
    [InlineData("--forge=http://github.example.com/", "TR1902")]
    [InlineData("--forge=https://me:secret@github.example.com/", "TR1902")]
    [InlineData("--torch=2.1;id", "TR1902")]
    [InlineData("--base-image=-v /:/host", "TR1902")]
    [InlineData("--twin-port=65536", "TR1902")]
    [InlineData("--perf-batch=0", "TR1902")]
    [InlineData("--repo=a\0b", "TR1902")]
    [InlineData("--plan=perhaps", "TR1902")]
    [InlineData("--sample=", "TR1903")]
    [InlineData("--publish", "TR1906")]
    public void What_is_outside_the_grammar_is_refused_at_the_door(string argument, string code) => Codes(argument).ShouldBe([code]);

    [Theory]
    [InlineData("--from=v1.1.0~2")]
    [InlineData("--branch=release/2.13")]
    [InlineData("--forge=http://127.0.0.1:8080")]
    [InlineData("--base-image=quay.io/pypa/manylinux_2_28_x86_64:latest")]
    [InlineData("--base-image=localhost:5000/torch-base@sha256:0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("--torch=2.13.0.dev20260801")]
    [InlineData("--torch=2.13.0+cu130")]
    public void What_is_inside_the_grammar_passes(string argument) => Should.NotThrow(() => ReleaseRequest.Read([argument], Folders));

    [Fact]
    public void An_option_given_twice_is_refused()
        => Codes("--version=1.2.0", "--version=1.3.0").ShouldBe(["TR1904"]);

    private static ReleaseRequest Read(string line) => ReleaseRequest.Read(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), Folders);

    private static IEnumerable<string> Codes(params string[] args)
        => Should.Throw<ReleaseException>(() => ReleaseRequest.Read(args, Folders)).Errors.Select(error => error.Code);
}
