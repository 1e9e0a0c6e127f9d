using Build.Adapters.Git;
using TorchTrt.Release;
using TorchTrt.Release.Ports;

namespace Build.Tests.Adapters.Git;

public sealed class GitHistoryTests : IDisposable
{
    private readonly GitStory story = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => story.Dispose();

    [Fact]
    public async Task Commits_of_a_range_come_newest_first_with_their_whole_message()
    {
        var first = story.File("a", "1").Commit("feat: one");
        var second = story.File("a", "2").Commit("fix(a): two\n\nbody with \u00e9 and \"quotes\"\n\nCloses #1");

        var commits = await All(new CommitRange(first, second));

        var commit = commits.ShouldHaveSingleItem();
        (commit.Id, commit.Parents[0], commit.AuthorName, commit.AuthorEmail).ShouldBe((second, first, "Ada", "ada@example.org"));
        commit.Message.TrimEnd().ShouldBe("fix(a): two\n\nbody with \u00e9 and \"quotes\"\n\nCloses #1");
        (await All(new CommitRange(null, second))).Select(one => one.Id).ShouldBe([second, first]);
    }

    [Fact]
    public async Task A_walk_may_be_left_early()
    {
        for (var number = 0; number < 5; number++) story.Commit($"chore: {number}");

        await foreach (var commit in (await story.Open()).History.Commits(new CommitRange(null, story.Head()), Cancel))
        {
            commit.Id.ShouldBe(story.Head());
            break;
        }
    }

    [Fact]
    public async Task A_tag_of_any_kind_leads_to_its_commit()
    {
        var commit = story.Commit("feat: one");
        story.Git(story.Root, "tag", "light");
        story.Git(story.Root, "tag", "-a", "-m", "x", "v1.0.0");

        var tags = await (await story.Open()).History.Tags(Cancel);

        tags.Select(tag => tag.Name).Order().ShouldBe(["light", "v1.0.0"]);
        tags.ShouldAllBe(tag => tag.Target == commit);
    }

    [Fact]
    public async Task A_file_is_read_as_it_was_at_a_commit()
    {
        var commit = story.File("py/a b.py", "x = 1\n").Commit("feat: one");
        story.File("py/a b.py", "changed");
        var history = (await story.Open()).History;

        (await history.FileAt(commit, "py/a b.py", Cancel)).ShouldBe("x = 1\n"u8.ToArray());
        (await history.FileAt(commit, "py/absent.py", Cancel)).ShouldBeNull();
        (await history.FileAt(commit, "py", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_file_that_a_partial_clone_left_behind_is_fetched()
    {
        var commit = story.File("setup.py", "x = 1\n").Commit("feat: one");
        story.Git(story.Root, "config", "uploadpack.allowFilter", "true");
        story.Git(story.Root, "clone", "-q", "--no-checkout", "--filter=blob:none", $"file://{story.Root}", story.At("partial"));
        story.Git(story.At("partial"), "rev-list", "--objects", "--missing=print", "HEAD").ShouldContain("?");

        (await new GitHistory(new GitCommand(story.At("partial"))).FileAt(commit, "setup.py", Cancel)).ShouldBe("x = 1\n"u8.ToArray());
    }

    [Theory]
    [InlineData("v9.9.9")]
    [InlineData("--upload-pack=touch x")]
    [InlineData("")]
    [InlineData("a\nb")]
    public async Task A_revision_that_names_no_commit_is_an_error_of_the_user(string revision)
    {
        story.Commit("feat: one");
        var history = (await story.Open()).History;

        (await Should.ThrowAsync<ReleaseException>(() => history.Resolve(revision, Cancel))).Errors[0].Code.ShouldBe("TR1101");
    }

    [Fact]
    public async Task Ancestry_goes_one_way()
    {
        var (first, second) = (story.Commit("feat: one"), story.Commit("feat: two"));
        var history = (await story.Open()).History;

        (await history.IsAncestor(first, second, Cancel)).ShouldBeTrue();
        (await history.IsAncestor(second, first, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Half_a_history_is_refused()
    {
        story.Commit("feat: one");
        story.Commit("feat: two");
        story.Git(story.Root, "clone", "--quiet", "--depth=1", $"file://{story.Root}", story.At("shallow"));
        var shallow = await GitRepositoryAt.Open(story.At("shallow"), Cancel);

        var refused = await Should.ThrowAsync<ReleaseException>(async () => await shallow.History.Commits(new CommitRange(null, story.Head()), Cancel).ToListAsync(Cancel));

        refused.Errors[0].ShouldSatisfyAllConditions(error => error.Code.ShouldBe("TR2014"), error => error.Next.ShouldBe("git fetch --unshallow --tags, or give the same command with --deepen"));
    }

    [Fact]
    public async Task A_shallow_clone_is_fetched_whole_when_asked_for()
    {
        story.Commit("feat: one");
        story.Git(story.Root, "tag", "v1.0.0");
        story.Commit("feat: two");
        story.Git(story.Root, "clone", "--quiet", "--depth=1", $"file://{story.Root}", story.At("shallow"));
        var shallow = await GitRepositoryAt.Open(story.At("shallow"), Cancel);

        await shallow.Writer.Deepen(Cancel);
        await shallow.Writer.Deepen(Cancel);

        (await shallow.History.Commits(new CommitRange(null, story.Head()), Cancel).ToListAsync(Cancel)).Count.ShouldBe(2);
        (await shallow.History.Tags(Cancel)).ShouldHaveSingleItem().Name.ShouldBe("v1.0.0");
    }

    [Fact]
    public async Task What_is_no_checkout_is_said_to_be_none()
    {
        story.Commit("feat: one");
        Directory.CreateDirectory(Path.Combine(story.Root, "py"));
        Directory.CreateDirectory(story.At("empty"));

        (await Refusal(story.At("absent"))).ShouldBe("TR2001");
        (await Refusal(story.At("empty"))).ShouldBe("TR2002");
        (await Refusal(Path.Combine(story.Root, "py"))).ShouldBe("TR2002");
    }

    private static async Task<string> Refusal(string path) => (await Should.ThrowAsync<ReleaseException>(() => GitRepositoryAt.Open(path, Cancel))).Errors[0].Code;

    private async Task<List<Commit>> All(CommitRange range) => await (await story.Open()).History.Commits(range, Cancel).ToListAsync(Cancel);
}
