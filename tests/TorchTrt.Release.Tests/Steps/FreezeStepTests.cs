using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Steps;

public sealed class FreezeStepTests
{
    private readonly MemoryForge forge = new();

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

        (await Step.Observe(default)).ShouldBeOfType<Pending>().Changes.ShouldHaveSingleItem().Verb.ShouldBe("lock");
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
        var thaw = new ThawStep(forge, target);

        await thaw.Apply((await thaw.Observe(default)).ShouldBeOfType<Pending>(), default);

        forge.Locked.ShouldBeEmpty();
    }

    private FreezeStep Step => new(forge, Releases.OneOne, new FreezeRules(["not-applicable"]));

    private void Open(string title, bool isDraft = false, IReadOnlyList<string>? labels = null, string head = "topic")
        => forge.PullRequests.Add(new PullRequest(
            forge.PullRequests.Count + 1, title, "https://forge/pull", PullRequestState.Open, isDraft, head, MemoryForge.Commit('a'), "main", labels ?? [], "ada", null, null));
}

internal static class Releases
{
    /// <summary>1.1.0 from main, after 1.0.0.</summary>
    public static ReleaseTarget OneOne { get; } = new(
        ReleaseVersion.Parse("1.1.0"), new PreviousRelease(ReleaseVersion.Parse("1.0.0"), "v1.0.0", MemoryForge.Commit('0')), MemoryForge.Commit('b'), "main", new RepositoryName("pytorch", "TensorRT"));
}
