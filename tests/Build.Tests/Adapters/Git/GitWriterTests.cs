using TorchTrt.Release;
using TorchTrt.Release.Ports;

namespace Build.Tests.Adapters.Git;

public sealed class GitWriterTests : IDisposable
{
    private const string Bump = "release/v1.1.0-bump";
    private readonly GitStory story = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => story.Dispose();

    [Fact]
    public async Task Everything_is_committed_on_the_named_branch()
    {
        var parent = story.File("a", "old").File("gone", "x").Commit("feat: one");
        System.IO.File.Delete(Path.Combine(story.Root, "gone"));
        story.File("a", "new").File("docs/v1.1.0/index.html", "page");
        var git = (await story.Open()).Writer;

        var commit = await git.CommitAll(Bump, parent, "chore: bump\n\nbody", Cancel);

        story.Git(story.Root, "show", "--format=%P|%an|%B", "--name-status", commit.Hex).ShouldBe($"{parent}|Ada|chore: bump\n\nbody\n\n\nM\ta\nA\tdocs/v1.1.0/index.html\nD\tgone");
        (await git.Ref($"refs/heads/{Bump}", Cancel)).ShouldBe(commit);
        (await git.Uncommitted(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_commit_is_not_made_twice()
    {
        var parent = story.File("a", "old").Commit("feat: one");
        story.File("a", "new");
        var git = (await story.Open()).Writer;

        var commit = await git.CommitAll(Bump, parent, "chore: bump", Cancel);

        (await git.CommitAll(Bump, parent, "chore: bump", Cancel)).ShouldBe(commit);
    }

    [Fact]
    public async Task A_checkout_of_another_commit_is_not_put_on_top()
    {
        var parent = story.File("a", "old").Commit("feat: one");
        story.File("b", "x").Commit("feat: two");
        story.File("a", "new");

        (await Refusal(git => git.CommitAll(Bump, parent, "chore: bump", Cancel))).ShouldBe("TR2012");
    }

    [Fact]
    public async Task Without_a_name_nothing_is_committed()
    {
        var parent = story.File("a", "old").Commit("feat: one");
        story.Git(story.Root, "config", "user.name", "");
        story.Git(story.Root, "config", "user.email", "");
        story.File("a", "new");

        (await Refusal(git => git.CommitAll(Bump, parent, "chore: bump", Cancel))).ShouldBe("TR2007");
    }

    [Fact]
    public async Task Nothing_to_commit_is_said()
    {
        var parent = story.File("a", "old").Commit("feat: one");

        (await Refusal(git => git.CommitAll(Bump, parent, "chore: bump", Cancel))).ShouldBe("TR2011");
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData("x y")]
    [InlineData("@{1}")]
    public async Task A_branch_that_git_does_not_allow_is_refused(string branch)
    {
        var parent = story.Commit("feat: one");

        (await Refusal(git => git.CommitAll(branch, parent, "chore: bump", Cancel))).ShouldBe("TR2010");
    }

    [Fact]
    public async Task A_branch_is_pushed_only_where_it_is_expected()
    {
        var first = story.File("a", "1").Commit("feat: one");
        var remote = story.Remote();
        var second = story.File("a", "2").Commit("feat: two");
        var third = story.File("a", "3").Commit("feat: three");
        var git = (await story.Open()).Writer;

        await git.Push(second, $"refs/heads/{Bump}", null, Cancel);
        await git.Push(second, $"refs/heads/{Bump}", null, Cancel);
        (await Refusal(writer => writer.Push(third, $"refs/heads/{Bump}", first, Cancel))).ShouldBe("TR2101");
        await git.Push(third, $"refs/heads/{Bump}", second, Cancel);

        story.Git(remote, "rev-parse", $"refs/heads/{Bump}").ShouldBe(third.Hex);
    }

    [Fact]
    public async Task A_remote_that_refuses_is_quoted()
    {
        var commit = story.Commit("feat: one");
        var remote = story.Remote();
        var hook = Path.Combine(remote, "hooks", "pre-receive");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        System.IO.File.WriteAllText(hook, "#!/bin/sh\necho 'main is frozen' >&2\nexit 1\n");
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(hook, (UnixFileMode)0b111_101_101);
        var git = (await story.Open()).Writer;

        var refused = await Should.ThrowAsync<ReleaseException>(() => git.Push(commit, $"refs/heads/{Bump}", null, Cancel));

        refused.Message.ShouldStartWith($"TR2101: refs/heads/{Bump}: origin refused refs/heads/{Bump}: [remote rejected] (pre-receive hook declined) (main is frozen).");
    }

    [Fact]
    public async Task A_remote_that_is_not_there_is_told_from_one_that_refuses()
    {
        var commit = story.Commit("feat: one");
        Directory.Delete(story.Remote(), recursive: true);

        (await Refusal(git => git.Push(commit, $"refs/heads/{Bump}", null, Cancel))).ShouldBe("TR2102");
    }

    [Fact]
    public async Task A_tag_is_annotated_pushed_once_and_never_moved()
    {
        var first = story.File("a", "1").Commit("feat: one");
        var remote = story.Remote();
        var second = story.File("a", "2").Commit("feat: two");
        var git = (await story.Open()).Writer;

        await git.PushTag("v1.1.0", second, "Torch-TensorRT 1.1.0", Cancel);
        await git.PushTag("v1.1.0", second, "Torch-TensorRT 1.1.0", Cancel);

        story.Git(remote, "cat-file", "-t", "v1.1.0").ShouldBe("tag");
        story.Git(remote, "rev-parse", "v1.1.0^{commit}").ShouldBe(second.Hex);
        (await Refusal(writer => writer.PushTag("v1.1.0", first, "x", Cancel))).ShouldBe("TR2103");
    }

    [Fact]
    public async Task A_tag_that_was_made_but_not_pushed_is_pushed()
    {
        var commit = story.Commit("feat: one");
        var remote = story.Remote();
        story.Git(story.Root, "tag", "-a", "-m", "x", "v1.1.0");

        await (await story.Open()).Writer.PushTag("v1.1.0", commit, "x", Cancel);

        story.Git(remote, "rev-parse", "v1.1.0").ShouldBe(story.Git(story.Root, "rev-parse", "v1.1.0"));
    }

    [Fact]
    public async Task A_leftover_lightweight_tag_is_not_taken_for_the_release()
    {
        var commit = story.Commit("feat: one");
        story.Remote();
        story.Git(story.Root, "tag", "v1.1.0");

        (await Refusal(git => git.PushTag("v1.1.0", commit, "x", Cancel))).ShouldBe("TR2105");
    }

    [Fact]
    public async Task A_lock_that_a_killed_git_left_is_named()
    {
        var parent = story.File("a", "old").Commit("feat: one");
        story.File("a", "new").File(".git/index.lock", "");

        (await Refusal(git => git.CommitAll(Bump, parent, "chore: bump", Cancel))).ShouldBe("TR2016");
    }

    private async Task<string> Refusal(Func<IGit, Task> act)
    {
        var git = (await story.Open()).Writer;
        return (await Should.ThrowAsync<ReleaseException>(() => act(git))).Errors[0].Code;
    }
}
