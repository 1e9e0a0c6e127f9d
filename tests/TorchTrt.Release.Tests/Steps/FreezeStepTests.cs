using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Steps;

public sealed class FreezeStepTests
{
    private readonly MemoryForge forge = new();
    private readonly Clock clock = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Every_open_pull_request_holds_the_release_up_and_is_named()
    {
        Open("feat: one more converter");
        Open("fix: a crash");

        var blocked = (await Step.Observe(default)).ShouldBeOfType<Blocked>();

        blocked.Reasons.Select(reason => reason.What).ShouldBe(
            ["#1 \"feat: one more converter\" by ada is open against main.", "#2 \"fix: a crash\" by ada is open against main."]);
    }

    [Fact]
    public async Task A_draft_and_one_that_does_not_apply_hold_nothing_up()
    {
        Open("wip", isDraft: true);
        Open("docs for later", labels: ["not-applicable"]);

        (await Step.Observe(default)).ShouldBeOfType<Pending>().Changes.ShouldHaveSingleItem().Verb.ShouldBe("freeze");
    }

    [Fact]
    public async Task The_version_bump_itself_does_not_hold_the_release_up()
    {
        Open("chore: Bump version to 1.1.0", head: "release/v1.1.0-bump");

        (await Step.Observe(default)).ShouldBeOfType<Pending>();
    }

    [Fact]
    public async Task After_the_release_is_public_nothing_is_frozen_again()
    {
        forge.Published.Add(new ForgeRelease(1, "v1.1.0", "Torch-TensorRT 1.1.0", "", false, false, "main", "https://forge/1", []));

        (await Step.Observe(default)).ShouldBeOfType<Done>();
    }

    [Fact]
    public async Task Thaw_opens_what_freeze_locked()
    {
        var target = Releases.OneOne;
        await Step.Apply(new Pending([]), default);
        var thaw = new ThawStep(forge, target, clock);

        await thaw.Apply((await thaw.Observe(default)).ShouldBeOfType<Pending>(), default);

        forge.Leases.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_the_manager_excused_by_number_holds_nothing_up()
    {
        Open("feat: next year's");

        (await With(new FreezeRules([], [1])).Observe(default)).ShouldBeOfType<Pending>();
    }

    [Fact]
    public async Task The_lease_says_for_which_release_by_whom_and_until_when()
    {
        await Step.Apply(new Pending([]), default);

        forge.Leases.ShouldHaveSingleItem().Name.ShouldBe("release-freeze-1.1.0 by ada until 2026-06-08T12:00:00Z");
        (await Step.Observe(default)).ShouldBeOfType<Done>().Evidence[0].ShouldStartWith("main is frozen for 1.1.0 by ada until 2026-06-08 12:00 UTC");
    }

    [Fact]
    public async Task A_branch_that_another_release_froze_is_not_taken_from_it()
    {
        forge.Leases.Add(Lease("1.0.1", clock.Now.AddDays(1)));

        (await Step.Observe(default)).ShouldBeOfType<Blocked>().Reasons.ShouldHaveSingleItem().Code.ShouldBe("TR3202");
        (await new ThawStep(forge, Releases.OneOne, clock).Observe(default)).ShouldBeOfType<Blocked>();
    }

    [Fact]
    public async Task A_release_that_is_public_leaves_the_next_ones_freeze_and_is_done()
    {
        forge.Published.Add(new ForgeRelease(1, "v1.1.0", "Torch-TensorRT 1.1.0", "", false, false, "main", "https://forge/1", []));
        forge.Leases.Add(Lease("1.2.0", clock.Now.AddDays(1)));

        (await new ThawStep(forge, Releases.OneOne, clock).Observe(default)).ShouldBeOfType<Done>().Evidence[0].ShouldStartWith("main is frozen for 1.2.0");
    }

    [Fact]
    public async Task A_freeze_that_another_release_made_meanwhile_is_not_taken_over()
    {
        forge.Leases.Add(Lease("1.2.0", clock.Now.AddDays(1)));

        (await Should.ThrowAsync<ReleaseException>(() => Step.Apply(new Pending([]), default))).ExitCode.ShouldBe(ExitCode.Blocked);
        forge.Leases.ShouldHaveSingleItem().Release.ShouldBe("1.2.0");
    }

    [Fact]
    public async Task A_freeze_that_another_release_made_meanwhile_is_not_ended()
    {
        forge.Leases.Add(Lease("1.2.0", clock.Now.AddDays(1)));

        await new ThawStep(forge, Releases.OneOne, clock).Apply(new Pending([]), default);

        forge.Leases.ShouldHaveSingleItem().Release.ShouldBe("1.2.0");
    }

    [Fact]
    public async Task A_lease_whose_time_is_over_is_taken_over()
    {
        forge.Leases.Add(Lease("1.0.1", clock.Now.AddDays(-1)));

        await Step.Apply((await Step.Observe(default)).ShouldBeOfType<Pending>(), default);

        forge.Leases.ShouldHaveSingleItem().Release.ShouldBe("1.1.0");
    }

    [Theory]
    [InlineData("release-freeze-2.14.0 by ada lovelace until 2026-12-01T12:00:00Z", "2.14.0", "ada lovelace")]
    [InlineData("release-freeze-2.14.0rc1 by x until y by z until 2026-12-01T12:00:00Z", "2.14.0rc1", "x until y by z")]
    public void A_rulesets_name_is_read_back(string name, string release, string owner)
    {
        var lease = FreezeLease.Parse(7, "main", name).ShouldNotBeNull();

        (lease.Release, lease.Owner, lease.Name).ShouldBe((release, owner, name));
    }

    [Theory]
    [InlineData("protect main")]
    [InlineData("release-freeze-")]
    [InlineData("release-freeze-2.14.0 by ada until tomorrow")]
    public void A_ruleset_of_others_is_none_of_ours(string name) => FreezeLease.Parse(7, "main", name).ShouldBeNull();

    [Fact]
    public async Task Those_whose_pull_requests_stay_open_are_told_once_and_the_plan_says_so()
    {
        Open("wip", isDraft: true);
        Open("docs for later", labels: ["not-applicable"]);
        Open("chore: Bump version to 1.1.0", head: "release/v1.1.0-bump");

        var pending = (await Telling.Observe(default)).ShouldBeOfType<Pending>();
        pending.Changes.Select(change => $"{change.Verb} {change.Target}").ShouldBe(["freeze main", "comment #1", "comment #2"]);
        await Telling.Apply(pending, default);

        forge.Said.Select(said => said.Pull).ShouldBe([1, 2]);
        forge.Said[0].Text.ShouldContain("main is frozen for 1.1.0 by ada until 2026-06-08 12:00 UTC.");
        (await Telling.Observe(default)).ShouldBeOfType<Done>();
    }

    [Fact]
    public async Task One_that_was_opened_later_is_told_later_and_nobody_is_told_twice()
    {
        Open("wip", isDraft: true);
        await Telling.Apply((await Telling.Observe(default)).ShouldBeOfType<Pending>(), default);
        Open("another wip", isDraft: true);

        await Telling.Apply((await Telling.Observe(default)).ShouldBeOfType<Pending>(), default);

        forge.Said.Select(said => said.Pull).ShouldBe([1, 2]);
        forge.Leases.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Nobody_is_told_unasked()
    {
        Open("wip", isDraft: true);

        await Step.Apply((await Step.Observe(default)).ShouldBeOfType<Pending>(), default);

        forge.Said.ShouldBeEmpty();
    }

    private FreezeStep Telling => new(forge, Releases.OneOne, new FreezeRules(["not-applicable"], []), new FreezeTerms("ada", TimeSpan.FromDays(7), FreezeWord.Said), clock);

    private FreezeStep Step => With(new FreezeRules(["not-applicable"], []));

    private FreezeStep With(FreezeRules rules) => new(forge, Releases.OneOne, rules, new FreezeTerms("ada", TimeSpan.FromDays(7)), clock);

    private static FreezeLease Lease(string release, DateTimeOffset expires) => new(1, "main", FreezeMeans.Ruleset, release, "grace", expires);

    private void Open(string title, bool isDraft = false, IReadOnlyList<string>? labels = null, string head = "topic")
        => forge.PullRequests.Add(new PullRequest(
            forge.PullRequests.Count + 1, title, "https://forge/pull", PullRequestState.Open, isDraft, head, MemoryForge.Commit('a'), "main", labels ?? [], "ada", null, null));
}

/// <summary>A clock that stands still.</summary>
internal sealed class Clock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now => now;

    public override DateTimeOffset GetUtcNow() => now;
}

internal static class Releases
{
    /// <summary>1.1.0 from main, after 1.0.0.</summary>
    public static ReleaseTarget OneOne { get; } = new(
        ReleaseVersion.Parse("1.1.0"), new PreviousRelease(ReleaseVersion.Parse("1.0.0"), "v1.0.0", MemoryForge.Commit('0')), MemoryForge.Commit('b'), "main", new RepositoryName("pytorch", "TensorRT"));
}
