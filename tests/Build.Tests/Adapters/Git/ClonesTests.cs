using Build.Adapters.Git;
using TorchTrt.Release;
using TorchTrt.Release.Ports;

namespace Build.Tests.Adapters.Git;

public sealed class ClonesTests : IDisposable
{
    private readonly GitStory story = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => story.Dispose();

    [Fact]
    public async Task A_scratch_clone_leaves_out_frozen_docs_of_other_versions_and_nothing_else()
    {
        var commit = Documented();

        await ScratchClone.Create(Plan(commit), Cancel);

        Files("docs").ShouldBe(["docs/index.html", "docs/versions.json"]);
        var clone = await GitRepositoryAt.Open(story.At("work"), Cancel);
        (clone.Branch, clone.Remote).ShouldBe(("release/v1.1.0-bump", story.At("remote.git")));
        (await clone.Writer.Uncommitted(Cancel)).ShouldBeEmpty();
        (await clone.History.Tags(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_left_out_stays_in_what_is_committed_there()
    {
        var commit = Documented();
        await ScratchClone.Create(Plan(commit), Cancel);
        var clone = await GitRepositoryAt.Open(story.At("work"), Cancel);
        clone.Checkout.Write([new FileChange("docs/v1.1.0/index.html", [1]), new FileChange("docs/v9.0.0/index.html", [2])]);

        var bump = await clone.Writer.CommitAll("release/v1.1.0-bump", commit, "chore: bump", Cancel);

        story.Git(story.At("work"), "ls-tree", "-r", "--name-only", bump.Hex, "docs/").Split('\n')
            .ShouldBe(["docs/index.html", "docs/v1.0.0/index.html", "docs/v1.1.0/index.html", "docs/v9.0.0/index.html", "docs/versions.json"]);
    }

    [Fact]
    public async Task A_second_time_nothing_is_made_and_the_remote_follows()
    {
        var commit = Documented();
        await ScratchClone.Create(Plan(commit), Cancel);
        System.IO.File.WriteAllText(Path.Combine(story.At("work"), "docs/index.html"), "edited");
        System.IO.File.WriteAllText(Path.Combine(story.At("work"), ".git/index.lock"), "");

        await ScratchClone.Create(Plan(commit) with { Remote = story.At("moved.git") }, Cancel);

        var clone = await GitRepositoryAt.Open(story.At("work"), Cancel);
        clone.Remote.ShouldBe(story.At("moved.git"));
        (await clone.Writer.Uncommitted(Cancel)).ShouldBe(["docs/index.html"]);
        System.IO.File.Exists(Path.Combine(story.At("work"), ".git/index.lock")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_of_something_else_is_not_touched()
    {
        var commit = Documented();
        Directory.CreateDirectory(story.At("work"));
        System.IO.File.WriteAllText(Path.Combine(story.At("work"), "mine"), "");

        (await Should.ThrowAsync<ReleaseException>(() => ScratchClone.Create(Plan(commit), Cancel))).Errors[0].Code.ShouldBe("TR2015");
    }

    [Fact]
    public async Task A_half_made_clone_is_made_anew()
    {
        var commit = Documented();
        Directory.CreateDirectory(Path.Combine(story.At("work.partial"), ".git"));

        await ScratchClone.Create(Plan(commit), Cancel);

        Directory.Exists(story.At("work.partial")).ShouldBeFalse();
        (await GitRepositoryAt.Open(story.At("work"), Cancel)).Branch.ShouldBe("release/v1.1.0-bump");
    }

    [Fact]
    public async Task Settings_that_may_hold_a_secret_stay_behind()
    {
        var commit = Documented();
        story.Git(story.Root, "config", "http.https://github.com/.extraheader", "AUTHORIZATION: basic c2VjcmV0");

        await ScratchClone.Create(Plan(commit), Cancel);

        System.IO.File.ReadAllText(Path.Combine(story.At("work"), ".git/config")).ShouldNotContain("AUTHORIZATION");
        story.Git(story.At("work"), "config", "user.name").ShouldBe("Ada");
    }

    [Fact]
    public async Task A_bare_clone_has_the_branch_at_the_commit_and_only_the_tags_that_exist_there()
    {
        var first = story.File("a", "1").Commit("feat: one");
        story.Git(story.Root, "tag", "v1.0.0");
        story.Git(story.Root, "branch", "contributor");
        story.File("a", "2").Commit("feat: two");
        story.Git(story.Root, "tag", "v1.1.0");

        await BareClone.Create(story.Root, first, "main", story.At("twin.git"), new HashSet<string> { "v1.0.0" }, ["contributor"], Cancel);

        story.Git(story.At("twin.git"), "for-each-ref", "--format=%(refname) %(objectname)").Split('\n')
            .ShouldBe([$"refs/heads/contributor {first}", $"refs/heads/main {first}", $"refs/tags/v1.0.0 {first}"]);
    }

    private CommitId Documented()
        => story.File("docs/index.html", "x").File("docs/versions.json", "[]").File("docs/v1.0.0/index.html", "old").Commit("docs: all");

    private ScratchPlan Plan(CommitId commit) => new(story.Root, commit, story.At("work"), "release/v1.1.0-bump", story.At("remote.git"), "v1.1.0", null);

    private string[] Files(string folder) => [.. Directory.EnumerateFiles(Path.Combine(story.At("work"), folder), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(story.At("work"), path)).Order(StringComparer.Ordinal)];
}
