using Build.Adapters.Builds;
using Build.Adapters.Git;
using Build.Adapters.Json;
using Build.Adapters.Programs;
using Build.Tests.Adapters.Git;
using TorchTrt.Release;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Suites;
using TorchTrt.Release.Testing;

namespace Build.Tests.Adapters.Builds;

/// <summary>Step 2 with the real pytest: tests in Python, in an environment whose library is made up.</summary>
public sealed class PytestStories : IDisposable
{
    private const string System = "/usr/bin/python3";

    private readonly GitStory story = new();

    public PytestStories()
    {
        if (new ProgramRunner().Run(new ProgramCall(System, "-c", "import pytest, venv"), default).GetAwaiter().GetResult() is not { Succeeded: true }) Assert.Skip("needs Debian's python3 with pytest and venv");
    }

    private ReleaseFolder Folder => new(story.At("release"));

    public void Dispose() => story.Dispose();

    [Fact]
    public async Task Tests_that_pass_are_counted_and_make_the_suite_green()
    {
        story.File("tests/py/api/test_version.py", "import pytest\ndef test_one(): pass\ndef test_two(): pass\n@pytest.mark.skip\ndef test_three(): pass\n");

        var result = await Run(new Pytest("tests/py", "api"));

        result.Problems.ShouldBeEmpty();
        result.Tests.ShouldBe(new TestTally(2, 0, 1));
        result.Commands.ShouldBe(["pytest tests/py/api"]);
    }

    [Fact]
    public async Task One_test_that_fails_makes_it_red_and_the_rest_still_runs()
    {
        story.File("tests/py/api/test_a.py", "def test_one(): assert False\n").File("tests/py/core/test_b.py", "def test_two(): pass\n");

        var result = await Run(new Pytest("tests/py", "api"), new Pytest("tests/py", "core"));

        result.Tests.ShouldBe(new TestTally(1, 1, 0));
        result.Problems.ShouldHaveSingleItem().ShouldStartWith("pytest tests/py/api failed with 1 (0 passed, 1 failed, 0 skipped");
    }

    [Fact]
    public async Task Tests_that_are_all_skipped_prove_nothing()
    {
        story.File("tests/py/hw/test_all.py", "import pytest\n@pytest.mark.skip(reason='no GPU')\ndef test_one(): pass\n");

        (await Run(new Pytest("tests/py", "hw"))).Problems.ShouldHaveSingleItem().ShouldStartWith("pytest tests/py/hw ran no test (0 passed, 0 failed, 1 skipped)");
    }

    [Fact]
    public async Task A_file_that_cannot_be_imported_is_a_failure()
    {
        story.File("tests/py/api/test_a.py", "import torch_tensorrt_of_another_era\n");

        (await Run(new Pytest("tests/py", "api"))).Tests.Failed.ShouldBe(1);
    }

    [Fact]
    public async Task The_projects_own_list_of_suites_runs_as_it_says_itself()
    {
        story.File("tests/ci/__init__.py", "").File("tests/ci/__main__.py", """
            import os, subprocess, sys
            results = os.path.join(os.environ["RUNNER_TEST_RESULTS_DIR"], sys.argv[2] + ".xml")
            sys.exit(subprocess.call([os.environ["PYTHON"], "-m", "pytest", "--junitxml", results, "tests/py/core"]))
            """).File("tests/py/core/test_b.py", "def test_two(): pass\n");

        var result = await Run(new SuiteManifest("run", "py-core", "--variant", "standard"));

        result.Problems.ShouldBeEmpty();
        result.Tests.ShouldBe(new TestTally(1, 0, 0));
    }

    [Theory]
    [InlineData("1.1.0", null)]
    [InlineData("1.1.0.dev0+HEAD", null)]
    [InlineData("1.0.0", "which is not of 1.1.0")]
    [InlineData("1.1.0.dev0+0123456", "a development build of commit 0123456, where the release starts from")]
    [InlineData(null, "has no torch-tensorrt")]
    public async Task Another_build_of_the_library_proves_nothing(string? version, string? complaint)
    {
        story.File("tests/py/api/test_version.py", "def test_one(): pass\n");
        var head = story.Commit("test: one").Hex;
        var suite = new LocalSuite("Python API Tests (x86_64)", [new Pytest("tests/py", "api")]);

        var reasons = await Runner(head, Python(version?.Replace("HEAD", head[..9], StringComparison.Ordinal))).Unable([suite], TestContext.Current.CancellationToken);

        if (complaint is null) reasons.ShouldBeEmpty();
        else reasons.ShouldHaveSingleItem().What.ShouldContain(complaint);
    }

    [Fact]
    public void Results_of_another_machine_are_read_as_it_kept_them_and_only_as_such()
    {
        var result = new SuiteResult("Required Tests (aarch64)", new CommitId(new string('a', 40)), [], new TestTally(3, 0, 0), "a Jetson", ["bazel test //tests:aarch64_tests"], new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
        var (own, brought) = (story.At("own"), story.At("brought"));
        new SuiteResultFolder(own, null).Keep(result);
        Directory.CreateDirectory(brought);
        File.Copy(Path.Combine(own, "required-tests-aarch64.json"), Path.Combine(brought, "required-tests-aarch64.json"));

        new SuiteResultFolder(story.At("none"), brought).FromElsewhere(result.Commit).ShouldHaveSingleItem().Check.ShouldBe(result.Check);

        File.WriteAllText(Path.Combine(brought, "python-api.json"), """{ "schema": 1, "suite": "Python API Tests (aarch64)", "commit": "x" }""");
        Should.Throw<ReleaseException>(() => new SuiteResultFolder(own, brought).FromElsewhere(result.Commit)).Errors.ShouldHaveSingleItem().Code.ShouldBe("TR3308");
    }

    private async Task<SuiteResult> Run(params SuiteCommand[] commands)
        => await Runner(story.Commit("test: more").Hex, Python("1.1.0")).Run(new LocalSuite("Python API Tests (x86_64)", commands), TestContext.Current.CancellationToken);

    private SuiteRunner Runner(string head, string python)
    {
        var git = GitRepositoryAt.Open(story.Root, default).GetAwaiter().GetResult();
        var tools = new ToolRunner(Folder, null);
        return new SuiteRunner(git.Checkout, new BazelWorkspace(git.Checkout, tools), tools, Folder, ToolsWorld.Target("1.1.0") with { Base = new CommitId(head) }, python, TimeProvider.System);
    }

    /// <summary>An environment with Debian's pytest, and a distribution of that version without a library in it.</summary>
    private string Python(string? version)
    {
        var environment = story.At("venv");
        new ProgramRunner().Run(new ProgramCall(System, "-m", "venv", "--system-site-packages", "--without-pip", environment), default).GetAwaiter().GetResult().Succeeded.ShouldBeTrue();
        var packages = Directory.GetDirectories(Path.Combine(environment, "lib"), "python3*").Single();
        if (version is not null)
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(packages, "site-packages", $"torch_tensorrt-{version}.dist-info")).FullName, "METADATA"), $"Metadata-Version: 2.1\nName: torch-tensorrt\nVersion: {version}\n");
        return Path.Combine(environment, "bin", "python");
    }
}
