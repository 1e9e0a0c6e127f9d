using Cake.Frosting;

namespace Build.Tests.Frosting;

public sealed class HostRunsTargets
{
    [Fact]
    public void Dependencies_of_both_kinds_run_before_the_target_and_each_once()
    {
        var run = WholeRelease().Run("--target=Release");

        run.ExitCode.ShouldBe(0);
        run.Events.ShouldBe(["Freeze", "Bump", "Docs", "Audit"]);
    }

    [Fact]
    public void Several_targets_share_one_run()
        => WholeRelease().Run("--target=Docs", "-t", "Bump").Events.ShouldBe(["Freeze", "Bump", "Docs"]);

    [Fact]
    public void A_target_named_twice_runs_once()
        => WholeRelease().Run("--target=Bump", "--target=bump", "--exclusive").Events.ShouldBe(["Bump"]);

    [Fact]
    public void A_target_is_found_in_any_letter_case()
        => WholeRelease().Run("--target", "freeze").Events.ShouldBe(["Freeze"]);

    [Fact]
    public void Exclusive_leaves_the_dependencies_out()
        => WholeRelease().Run("--target=Bump", "--exclusive").Events.ShouldBe(["Bump"]);

    [Fact]
    public void Dry_run_numbers_the_targets_and_runs_none()
    {
        var run = WholeRelease().Configure(host => host.UseLifetime<Lifetime>()).Run("--target=Release", "--dryrun");

        run.Events.ShouldBe(["setup 5", "teardown well"]);
        run.Log.ShouldBe(["1. Freeze", "2. Bump", "3. Docs", "4. Audit", "5. Release"]);
    }

    [Fact]
    public void A_skipped_dependency_does_not_hold_its_dependent_up()
    {
        var run = new TinyHost().With<Perf>().With<PerfReport>().Configure(host => host.UseTaskLifetime<AroundTasks>()).Run("--target=PerfReport");

        run.ExitCode.ShouldBe(0);
        run.Events.ShouldBe(["<Perf", "Perf skipped>", "<PerfReport", "PerfReport", "PerfReport>"]);
    }

    [Fact]
    public void A_skipped_target_fails_the_run_with_its_reason()
    {
        var run = new TinyHost().With<Perf>().Run("--target=Perf");

        run.ExitCode.ShouldBe(-1);
        run.Log[^1].ShouldContain("there is no GPU");
    }

    [Fact]
    public void A_failure_runs_finally_and_teardown_and_its_words_come_without_a_stack()
    {
        var run = new TinyHost().With<Broken>().Configure(host => host.UseLifetime<Lifetime>()).Run("--target=Broken");

        run.ExitCode.ShouldBe(-1);
        run.Events.ShouldBe(["setup 1", "finally", "teardown ReleaseException"]);
        run.Log[^1].ShouldBe("TR3001: PR #5 is open. Next: merge it.");
    }

    [Fact]
    public void A_refusal_in_setup_runs_no_task_and_reaches_teardown()
    {
        var run = new TinyHost().With<Freeze>().Configure(host => host.UseLifetime<RefusingLifetime>()).Run("--target=Freeze");

        run.ExitCode.ShouldBe(-1);
        run.Events.ShouldBe(["teardown ReleaseException"]);
        run.Log.ShouldBe(["TR9011: not a git repository. Next: name another."]);
    }

    [Fact]
    public void Diagnostic_verbosity_shows_the_stack()
        => new TinyHost().With<Broken>().Run("--target=Broken", "--verbosity=diagnostic").Log[^1].ShouldContain("at Build.Tests.Frosting.Broken.Run");

    [Fact]
    public void An_error_handler_keeps_the_run_going()
    {
        var run = new TinyHost().With<Mended>().Run("--target=Mended");

        run.ExitCode.ShouldBe(0);
        run.Events.ShouldBe(["handled torn"]);
    }

    [Fact]
    public void A_tolerated_failure_keeps_the_run_going()
        => new TinyHost().With<Tolerated>().With<AfterTolerated>().Run("--target=AfterTolerated").Events.ShouldBe(["AfterTolerated"]);

    [Fact]
    public void The_working_directory_must_exist()
    {
        var run = WholeRelease().Run("--target=Bump", "--working=/there/is/no/such/folder");

        run.ExitCode.ShouldBe(-1);
        run.Log[^1].ShouldContain("does not exist");
    }

    internal static TinyHost WholeRelease() => new TinyHost().With<Release>().With<Bump>().With<Docs>().With<Freeze>().With<Audit>();
}
