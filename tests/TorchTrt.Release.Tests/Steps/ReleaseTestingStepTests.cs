using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Suites;
using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Steps;

public sealed class ReleaseTestingStepTests
{
    private readonly MemoryForge forge = new();
    private readonly ToolsFiles files = new();
    private readonly ToolsReceipts receipts = new();
    private readonly MemorySuites suites = new();
    private bool here;

    [Fact]
    public async Task All_green_is_kept_with_every_checks_name_conclusion_time_and_address()
    {
        Ran("Required Tests (x86_64)", CheckConclusion.Success);
        Ran("Required Tests (aarch64)", CheckConclusion.Neutral);

        await Step().Apply((await Step().Observe(default)).ShouldBeOfType<Pending>(), default);

        files.Text("/out/release-testing.md").ShouldBe("""
            # Release testing of 1.1.0

            Commit bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb of pytorch/TensorRT; names of checks: as given.

            ## Contexts

            | context | checks | green |
            | --- | --- | --- |
            | Required Tests (x86_64) | 1 | 1 |
            | Required Tests (aarch64) | 1 | 1 |

            ## Checks

            | check | conclusion | completed (UTC) | address |
            | --- | --- | --- | --- |
            | Required Tests (aarch64) | Neutral | 2026-05-31 08:30:00 | https://forge/1 |
            | Required Tests (x86_64) | Success | 2026-05-31 08:30:00 | https://forge/0 |

            """.ReplaceLineEndings("\n"));
        (await Step().Observe(default)).ShouldBeOfType<Done>();
    }

    [Fact]
    public async Task A_check_that_still_runs_is_waited_for_with_the_same_command()
    {
        Ran("Required Tests (x86_64)", CheckConclusion.Success);
        Ran("Required Tests (aarch64)", CheckConclusion.Pending);

        (await Step().Observe(default)).ShouldBeOfType<Waiting>().For.ShouldContain("Required Tests (aarch64)");
    }

    [Fact]
    public async Task With_patience_the_command_waits_itself()
    {
        Ran("Required Tests (x86_64)", CheckConclusion.Success);
        Ran("Required Tests (aarch64)", CheckConclusion.Pending);
        var step = Step(gate => gate with { Patience = TimeSpan.FromHours(1) });
        var pending = (await step.Observe(default)).ShouldBeOfType<Pending>();
        forge.Results[1] = forge.Results[1] with { Conclusion = CheckConclusion.Success };

        await step.Apply(pending, default);

        pending.Changes.ShouldHaveSingleItem().Verb.ShouldBe("wait");
        (await step.Observe(default)).ShouldBeOfType<Done>();
    }

    [Fact]
    public async Task Failed_jobs_run_again_once_where_that_was_asked_for()
    {
        Ran("Required Tests (x86_64)", CheckConclusion.Success);
        Ran("Required Tests (aarch64)", CheckConclusion.Failure);
        forge.OnRerun = () => forge.Results[1] = forge.Results[1] with { Conclusion = CheckConclusion.Failure };
        var step = Step(gate => gate with { Failed = WhenFailed.RunAgain });
        var pending = (await step.Observe(default)).ShouldBeOfType<Pending>();

        await step.Apply(pending, default);

        pending.Changes.ShouldHaveSingleItem().ToString().ShouldBe("rerun Required Tests (aarch64): Failure -> runs again");
        (await step.Observe(default)).ShouldBeOfType<Blocked>();
    }

    [Fact]
    public async Task A_waived_context_holds_nothing_up_and_is_in_the_evidence_with_who_and_why()
    {
        Ran("Required Tests (x86_64)", CheckConclusion.Success);
        var step = Step(gate => gate with { Waivers = [new CheckWaiver("Required Tests (aarch64)", "no runner this week", new DateOnly(2026, 6, 2))] });

        await step.Apply((await step.Observe(default)).ShouldBeOfType<Pending>(), default);

        files.Text("/out/release-testing.md").ShouldContain("| Required Tests (aarch64) | no runner this week | ada | 2026-06-02 |");
        (await step.Observe(default)).ShouldBeOfType<Done>().Evidence.ShouldContain("waived: Required Tests (aarch64): no runner this week");
    }

    [Fact]
    public async Task A_waiver_ends_after_its_last_day()
    {
        Ran("Required Tests (x86_64)", CheckConclusion.Success);
        var step = Step(gate => gate with { Waivers = [new CheckWaiver("Required Tests (aarch64)", "no runner", new DateOnly(2026, 5, 31))] });

        (await step.Observe(default)).ShouldBeOfType<Blocked>().Reasons.Select(reason => reason.Code).ShouldBe(["TR3302", "TR3304"]);
    }

    [Fact]
    public async Task The_words_of_the_era_are_seen_from_the_checks_themselves()
    {
        Ran("L0 dynamo converter tests [Linux, x86_64]", CheckConclusion.Success);
        Ran("L0 core python tests", CheckConclusion.Success);
        Ran("L1 torch compile tests", CheckConclusion.Failure);
        Ran("Build SBSA torch-tensorrt whl package", CheckConclusion.Success);

        var blocked = (await Step(gate => gate with { Required = [] }).Observe(default)).ShouldBeOfType<Blocked>();

        blocked.Reasons.Select(reason => reason.What).ShouldBe(
        [
            "'Required Tests (aarch64)': no public check shows it.",
            "'Python API Tests (aarch64)': no public check shows it.",
            "'L1 torch compile tests' ended with Failure at bbbbbbb.",
            "'Optional Tests (aarch64)': no public check shows it.",
        ]);
    }

    [Fact]
    public async Task A_context_that_did_not_run_is_not_green()
    {
        Ran("Required Tests (x86_64)", CheckConclusion.Success);

        (await Observe()).ShouldBeOfType<Blocked>().Reasons.ShouldHaveSingleItem().Code.ShouldBe("TR3302");
    }

    [Theory]
    [InlineData(CheckConclusion.Failure)]
    [InlineData(CheckConclusion.Cancelled)]
    [InlineData(CheckConclusion.TimedOut)]
    [InlineData(CheckConclusion.Stale)]
    public async Task Whatever_did_not_pass_holds_the_release_up(CheckConclusion conclusion)
    {
        Ran("Required Tests (x86_64)", CheckConclusion.Success);
        Ran("Required Tests (aarch64)", conclusion);

        (await Observe()).ShouldBeOfType<Blocked>().Reasons.ShouldHaveSingleItem().Code.ShouldBe("TR3303");
    }

    [Fact]
    public async Task On_the_real_forge_no_result_at_all_is_a_closed_gate()
        => (await Observe()).ShouldBeOfType<Blocked>().Reasons.Count.ShouldBe(2);

    [Fact]
    public async Task A_twin_that_was_told_nothing_cannot_tell()
        => (await Observe(NothingKnown.CannotTell)).ShouldBeOfType<Unable>();

    [Fact]
    public async Task Suites_run_here_count_beside_what_the_forge_knows()
    {
        Ran("Required Tests (aarch64)", CheckConclusion.Success);
        here = true;
        var pending = (await Step().Observe(default)).ShouldBeOfType<Pending>();

        await Step().Apply(pending, default);

        pending.Changes.Select(change => change.ToString()).ShouldBe(["run Required Tests (x86_64): bazel test //tests:tests", "write release-testing.md: 2 checks at bbbbbbb"]);
        (await Step().Observe(default)).ShouldBeOfType<Done>();
        files.Text("/out/release-testing.md").ShouldContain("| Required Tests (x86_64) | Success | 2026-06-01 12:00:00 | by hand on a machine: bazel test //tests:tests: 7 passed, 0 failed, 1 skipped |");
    }

    [Fact]
    public async Task A_suite_that_is_green_here_is_not_run_again()
    {
        Ran("Required Tests (aarch64)", CheckConclusion.Success);
        here = true;
        await Step().Apply((await Step().Observe(default)).ShouldBeOfType<Pending>(), default);

        await Step().Observe(default);

        suites.Runs.ShouldBe(["Required Tests (x86_64)"]);
    }

    [Fact]
    public async Task A_suite_that_fails_here_closes_the_gate_until_it_is_green()
    {
        Ran("Required Tests (aarch64)", CheckConclusion.Success);
        here = true;
        suites.Problem = "bazel test //tests:tests failed with 3";

        (await Should.ThrowAsync<ReleaseException>(() => Step().Carry())).Errors.ShouldHaveSingleItem().Code.ShouldBe("TR3306");
        here = false;
        (await Step().Observe(default)).ShouldBeOfType<Blocked>().Reasons.ShouldHaveSingleItem().Code.ShouldBe("TR3303");

        (here, suites.Problem) = (true, null);
        (await Step().Carry()).ShouldBeOfType<Done>();
    }

    [Fact]
    public async Task What_is_red_elsewhere_is_said_before_hours_of_tests()
    {
        Ran("Required Tests (aarch64)", CheckConclusion.Failure);
        here = true;

        (await Step().Observe(default)).ShouldBeOfType<Blocked>().Reasons.ShouldHaveSingleItem().Code.ShouldBe("TR3303");
        suites.Runs.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_machine_of_one_platform_does_not_wait_for_that_of_the_other()
    {
        here = true;

        (await Step().Carry()).ShouldBeOfType<Blocked>().Reasons.ShouldHaveSingleItem().Where.ShouldBe("Required Tests (aarch64)");

        suites.Runs.ShouldBe(["Required Tests (x86_64)"]);
        files.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_machine_that_cannot_run_them_says_so_at_once()
    {
        Ran("Required Tests (aarch64)", CheckConclusion.Success);
        here = true;
        suites.Lacking = ToolsWorld.Reason("there is no bazel");

        (await Step().Observe(default)).ShouldBeOfType<Blocked>().Reasons.ShouldHaveSingleItem().What.ShouldBe("there is no bazel");
    }

    [Fact]
    public async Task Another_machines_results_count_at_their_commit_only()
    {
        Ran("Required Tests (x86_64)", CheckConclusion.Success);
        suites.Brought.Add(suites.Result("Required Tests (aarch64)") with { Commit = new CommitId(new string('c', 40)) });
        (await Step().Observe(default)).ShouldBeOfType<Blocked>();

        suites.Brought.Add(suites.Result("Required Tests (aarch64)"));

        (await Step().Carry()).ShouldBeOfType<Done>();
    }

    [Fact]
    public async Task A_suite_that_is_red_elsewhere_is_not_made_green_by_this_machine()
    {
        Ran("Required Tests (aarch64)", CheckConclusion.Success);
        here = true;
        suites.Brought.Add(suites.Result("Required Tests (x86_64)") with { Problems = ["bazel test //tests:tests failed with 3"] });

        (await Step().Observe(default)).ShouldBeOfType<Blocked>().Reasons.ShouldHaveSingleItem().Code.ShouldBe("TR3303");
    }

    private static readonly SitesMemoryWorkspace Checkout = new SitesMemoryWorkspace().With("tests/BUILD", "test_suite(\n    name = \"tests\",\n    tests = [\"//tests/core:core_tests\"],\n)\n");

    private void Ran(string name, CheckConclusion conclusion)
        => forge.Results.Add(new CheckResult(name, conclusion, $"https://forge/{forge.Results.Count}", new DateTimeOffset(2026, 5, 31, 8, 30, 0, TimeSpan.Zero)));

    private Task<Observation> Observe(NothingKnown nothing = NothingKnown.IsNotGreen) => Step(gate => gate with { WhenNothingIsKnown = nothing }).Observe(default);

    private ReleaseTestingStep Step(Func<TestingGate, TestingGate>? otherwise = null)
    {
        var gate = new TestingGate(["Required Tests (x86_64)", "Required Tests (aarch64)"], NothingKnown.IsNotGreen, [], "ada", TimeSpan.Zero, WhenFailed.Report);
        return new(forge, files, files, receipts, Releases.OneOne, otherwise?.Invoke(gate) ?? gate,
            new SuitesByHand(Checkout, suites, here ? suites : null), new Clock(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero)));
    }
}

/// <summary>Suites in memory.</summary>
internal sealed class MemorySuites : ISuites, ISuiteResults
{
    private readonly List<SuiteResult> own = [];

    public List<SuiteResult> Brought { get; } = [];

    public List<string> Runs { get; } = [];

    public string? Problem { get; set; }

    public ReleaseError? Lacking { get; set; }

    public string Platform => "x86_64";

    public Task<IReadOnlyList<ReleaseError>> Unable(IReadOnlyList<LocalSuite> suites, CancellationToken cancel) => Task.FromResult<IReadOnlyList<ReleaseError>>(Lacking is null ? [] : [Lacking]);

    public Task<SuiteResult> Run(LocalSuite suite, CancellationToken cancel)
    {
        Runs.Add(suite.Title);
        return Task.FromResult(Result(suite.Title) with { Problems = Problem is null ? [] : [Problem], Commands = [.. suite.Commands.Select(command => command.ToString())] });
    }

    public SuiteResult Result(string title) => new(
        title, Releases.OneOne.Base, [], new TestTally(7, 0, 1), "a machine", ["bazel test //tests:tests"], new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

    public IReadOnlyList<SuiteResult> Own(CommitId commit) => [.. own.Where(result => result.Commit == commit)];

    public IReadOnlyList<SuiteResult> FromElsewhere(CommitId commit) => [.. Brought.Where(result => result.Commit == commit)];

    public void Keep(SuiteResult result)
    {
        own.RemoveAll(old => old.Title == result.Title);
        own.Add(result);
    }
}
