using TorchTrt.Release.Ports;

namespace TorchTrt.Release.GitHub.Tests;

public sealed class PullRequestTests(TwinWorld world) : IClassFixture<TwinWorld>
{
    private static int serial;

    [Fact]
    public async Task A_pull_request_is_opened_found_and_merged_as_a_real_merge_commit()
    {
        var pull = await world.Forge.Pulls.Create(Bump(out var head), world.Cancel);

        var merged = await world.Forge.Pulls.Merge(pull, world.Cancel);

        merged.State.ShouldBe(PullRequestState.Merged);
        world.Git(world.Bare, "rev-list", "--parents", "-1", merged.MergeCommit!.Hex).Split(' ')[2].ShouldBe(head.Hex);
        (await world.Forge.Pulls.From(pull.Head, world.Cancel)).ShouldBe(merged, new SameNumber());
    }

    [Fact]
    public async Task A_lost_reply_to_opening_adopts_what_was_opened()
    {
        var request = Bump(out _);
        await world.Fault("POST", "/pulls$", "after");

        var pull = await world.Forge.Pulls.Create(request, world.Cancel);

        (await world.Forge.Pulls.Open("main", world.Cancel)).Count(open => open.Head == request.Head).ShouldBe(1);
        pull.Title.ShouldBe(request.Title);
    }

    [Fact]
    public async Task A_pull_request_that_is_open_already_is_adopted_with_its_labels()
    {
        var request = Bump(out _);
        var first = await world.Forge.Pulls.Create(request, world.Cancel);

        var second = await world.Forge.Pulls.Create(request with { Labels = ["release"] }, world.Cancel);

        second.Number.ShouldBe(first.Number);
        (await world.Forge.Pulls.From(request.Head, world.Cancel))!.Labels.ShouldBe(["release"]);
    }

    [Fact]
    public async Task A_lost_reply_to_labelling_leaves_the_labels_there()
    {
        var request = Bump(out _) with { Labels = ["release"] };
        await world.Fault("POST", "/labels$", "reset");

        await world.Forge.Pulls.Create(request, world.Cancel);

        (await world.Forge.Pulls.From(request.Head, world.Cancel))!.Labels.ShouldBe(["release"]);
    }

    [Fact]
    public async Task Merging_what_is_merged_is_done()
    {
        var pull = await world.Forge.Pulls.Create(Bump(out _), world.Cancel);
        var merged = await world.Forge.Pulls.Merge(pull, world.Cancel);

        (await world.Forge.Pulls.Merge(pull, world.Cancel)).MergeCommit.ShouldBe(merged.MergeCommit);
    }

    [Fact]
    public async Task A_lost_reply_to_merging_is_no_second_merge()
    {
        var pull = await world.Forge.Pulls.Create(Bump(out _), world.Cancel);
        await world.Fault("PUT", "/merge$", "after");

        (await world.Forge.Pulls.Merge(pull, world.Cancel)).State.ShouldBe(PullRequestState.Merged);
    }

    [Fact]
    public async Task A_head_that_moved_is_not_merged()
    {
        var pull = await world.Forge.Pulls.Create(Bump(out _), world.Cancel);
        world.Commit($"refs/heads/{pull.Head}", "fix: by somebody else", ("other.txt", "x\n"));

        (await Should.ThrowAsync<ReleaseException>(() => world.Forge.Pulls.Merge(pull, world.Cancel))).Errors[0].Code.ShouldBe("TR3011");
    }

    [Fact]
    public async Task A_conflict_is_not_merged()
    {
        var request = Bump(out _, ("README.md", "mine\n"));
        var pull = await world.Forge.Pulls.Create(request, world.Cancel);
        world.Commit("refs/heads/main", "docs: theirs", ("README.md", "theirs\n"));

        (await Should.ThrowAsync<ReleaseException>(() => world.Forge.Pulls.Merge(pull, world.Cancel))).Message.ShouldContain("405");
        (await world.Forge.Pulls.From(pull.Head, world.Cancel))!.State.ShouldBe(PullRequestState.Open);
        await world.Forge.Pulls.Close(pull, world.Cancel);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_sent()
    {
        using var stranger = world.Connect(null);

        var error = await Should.ThrowAsync<ReleaseException>(() => stranger.Pulls.Create(Bump(out _), world.Cancel));

        error.Errors[0].Code.ShouldBe("TR3001");
    }

    [Fact]
    public async Task A_wrong_token_is_said_to_be_wrong_and_never_shown()
    {
        using var stranger = world.Connect("ghp_wrong");

        var error = await Should.ThrowAsync<ReleaseException>(() => stranger.Pulls.Create(Bump(out _), world.Cancel));

        error.Errors[0].Code.ShouldBe("TR3002");
        error.ToString().ShouldNotContain("ghp_wrong");
    }

    [Theory]
    [InlineData("after")]
    [InlineData("reset")]
    public async Task A_comment_is_said_once_whatever_becomes_of_the_reply(string kind)
    {
        var pull = await world.Forge.Pulls.Create(Bump(out _), world.Cancel);
        await world.Fault("POST", $"/issues/{pull.Number}/comments", kind);

        try
        {
            await world.Forge.Pulls.Comment(pull, "frozen\r\nuntil Monday", world.Cancel);
        }
        catch (ReleaseException unsure)
        {
            unsure.Errors[0].Code.ShouldBe("TR3008");
            await world.Forge.Pulls.Comment(pull, "frozen\r\nuntil Monday", world.Cancel);
        }

        (await world.Forge.Pulls.Comments(pull, world.Cancel)).ShouldHaveSingleItem().ShouldBe("frozen\nuntil Monday");
    }

    private NewPullRequest Bump(out CommitId head, params (string Path, string Content)[] files)
    {
        var name = $"release/v{Interlocked.Increment(ref serial)}-bump";
        world.Git(world.Bare, "update-ref", $"refs/heads/{name}", world.Head.Hex);
        head = world.Commit($"refs/heads/{name}", "chore: Bump version", files.Length > 0 ? files : [($"version{serial}.txt", "1.1.0\n")]);
        return new NewPullRequest($"chore: Bump version {serial}", "body", name, "main", []);
    }

    private sealed class SameNumber : IEqualityComparer<PullRequest?>
    {
        public bool Equals(PullRequest? x, PullRequest? y) => x?.Number == y?.Number && x?.MergeCommit == y?.MergeCommit;

        public int GetHashCode(PullRequest? obj) => obj?.Number ?? 0;
    }
}
