using TorchTrt.Release.Journal;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Journal;

public sealed class PlanTests
{
    private static readonly ReleaseTarget Target = new(
        new ReleaseVersion(1, 1, 0), null, new CommitId(new string('a', 40)), "main", new RepositoryName("pytorch", "TensorRT"));

    private static readonly Change Version = new("edit", "py/setup.py", "1.1.0a0", "1.1.0");
    private static readonly Change Macros = new("edit", "cpp/include/macros.h", "1.1.0a0", "1.1.0");

    [Fact]
    public void The_same_work_has_the_same_fingerprint_on_every_machine()
        => Of(Bump(Version, Macros)).Fingerprint.ShouldBe("199dccfa1183d1babca7c122f5ba55f2b093baaa8f58a4d23ed355980d7ad6ea");

    [Fact]
    public void The_order_in_which_changes_were_found_does_not_matter()
        => Of(Bump(Macros, Version)).Fingerprint.ShouldBe(Of(Bump(Version, Macros)).Fingerprint);

    [Fact]
    public void How_long_looking_took_and_why_a_step_does_not_apply_do_not_matter()
        => Of(Bump(Version) with { Duration = TimeSpan.FromSeconds(9) }, Without("Perf", "another reason")).Fingerprint
            .ShouldBe(Of(Bump(Version), Without("Perf", "no CUDA device")).Fingerprint);

    [Fact]
    public void One_change_more_less_or_other_is_another_plan()
    {
        var plan = Of(Bump(Version));
        Of(Bump(Version, Macros)).Fingerprint.ShouldNotBe(plan.Fingerprint);
        Of(Bump()).Fingerprint.ShouldNotBe(plan.Fingerprint);
        Of(Bump(Version with { After = "1.2.0" })).Fingerprint.ShouldNotBe(plan.Fingerprint);
        Of(Bump(Version with { Before = null })).Fingerprint.ShouldNotBe(plan.Fingerprint);
        Of(Bump(Version with { Before = "absent" })).Fingerprint.ShouldNotBe(Of(Bump(Version with { Before = null })).Fingerprint);
        Of(Bump(Version with { Reach = Reach.Irreversible })).Fingerprint.ShouldNotBe(plan.Fingerprint);
    }

    [Fact]
    public void Another_version_base_branch_or_repository_is_another_plan()
    {
        var outcomes = new[] { Bump(Version) };
        var others = new[]
        {
            Target with { Version = new ReleaseVersion(1, 1, 1) },
            Target with { Base = new CommitId(new string('b', 40)) },
            Target with { Branch = "release/1.1" },
            Target with { Repository = new RepositoryName("someone", "TensorRT") },
        };
        var fingerprints = others.Prepend(Target).Select(target => Plan.Of(target, outcomes).Fingerprint).ToList();
        fingerprints.Distinct().Count().ShouldBe(fingerprints.Count);
    }

    private static Plan Of(params StepOutcome[] outcomes) => Plan.Of(Target, outcomes);

    private static StepOutcome Bump(params Change[] changes) => new("Bump", Outcome.Pending, null, [], changes, TimeSpan.Zero);

    private static StepOutcome Without(string step, string reason) => new(step, Outcome.NotApplicable, reason, [], [], TimeSpan.Zero);
}
