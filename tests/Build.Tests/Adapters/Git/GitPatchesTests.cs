using TorchTrt.Release.Notes;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace Build.Tests.Adapters.Git;

public sealed class GitPatchesTests : IDisposable
{
    private readonly GitStory story = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => story.Dispose();

    [Fact]
    public async Task Every_commit_tells_its_files_and_built_documentation_is_left_out()
    {
        var first = story.File("a", "1").Commit("one");
        var second = story.File("core/\u00e9 b.cpp", "1").File("docs/v1.0.0/index.html", "1").File(new string('a', 40), "1").Commit("two");
        var third = story.File("docs/index.html", "1").Commit("docs");
        var fourth = story.File("a", "2").Commit("three");

        var paths = await (await story.Open()).Patches.Paths(new CommitRange(first, fourth), Cancel);

        paths[second].ShouldBe([new string('a', 40), "core/\u00e9 b.cpp"]);
        paths[fourth].ShouldBe(["a"]);
        paths.ContainsKey(third).ShouldBeFalse();
    }

    [Fact]
    public async Task A_cherry_pick_is_known_by_its_patch_from_both_sides()
    {
        story.File("a", "1\n").Commit("one");
        story.Git(story.Root, "checkout", "--quiet", "-b", "release/1.0");
        story.Git(story.Root, "checkout", "--quiet", "main");
        var picked = story.File("b", "1\n").Commit("fix: b (#12)");
        var main = story.File("c", "1\n").Commit("feat: c");
        story.Git(story.Root, "checkout", "--quiet", "release/1.0");
        story.File("d", "1\n").Commit("of the branch alone");
        story.Git(story.Root, "cherry-pick", picked.Hex);
        story.Git(story.Root, "commit", "--quiet", "--amend", "--message", "picked for 1.0");
        var released = story.Head();

        (await (await story.Open()).Patches.InBoth(released, main, Cancel)).ShouldBe([picked, released], ignoreOrder: true);
    }

    [Fact]
    public async Task A_pull_request_is_found_on_whatever_branch_it_became_a_commit()
    {
        story.File("a", "1").Commit("chore: start");
        var original = story.File("b", "1").Commit("feat: x (#4246)\n\nSee (#1).");
        story.Git(story.Root, "checkout", "--quiet", "-b", "release/1.0", "HEAD~");
        story.File("b", "1").Commit("[cherry-pick] feat: x (#4246) (#4261)");
        story.File("c", "1").Commit("feat: y (#42)");

        var found = await (await story.Open()).Patches.ByPullRequest([4246, 42, 99, 1], Cancel);

        found.Keys.Order().ShouldBe([42, 4246]);
        found[4246].Id.ShouldBe(original);
    }

    [Fact]
    public async Task Notes_leave_out_what_the_release_branch_had_and_say_where_they_begin()
    {
        story.File("version.txt", "1.0.0a0\n").Commit("chore: start");
        story.Git(story.Root, "checkout", "--quiet", "-b", "release/1.0");
        story.Git(story.Root, "checkout", "--quiet", "main");
        var picked = story.File("core/b.cpp", "1\n").Commit("fix: wrong answer (#12)");
        var base_ = story.File("core/c.cpp", "1\n").Commit("feat: new answer (#13)");
        story.Git(story.Root, "checkout", "--quiet", "release/1.0");
        story.Git(story.Root, "cherry-pick", picked.Hex);
        story.Git(story.Root, "tag", "v1.0.0");
        var repository = await story.Open();

        var start = RangeStart.Before(ReleaseVersion.Parse("1.1.0"), await repository.History.Tags(Cancel));
        var request = await new NotesSurvey(repository.History, repository.Patches).Take(
            ReleaseVersion.Parse("1.1.0"), new NotesEnd(start.Revision!, start.Commit!), base_, null, "https://github.com/pytorch/TensorRT", Cancel);

        ReleaseNotes.Compose(request).Body.ShouldBe(
            """
            Torch-TensorRT 1.1.0 follows v1.0.0 with 1 new feature by 1 person.

            ## New Features

            * New answer (#13)

            ## Contributors

            Thanks to 1 person: Ada.

            **Full changelog**: [v1.0.0...v1.1.0](https://github.com/pytorch/TensorRT/compare/v1.0.0...v1.1.0). Not listed above: 1 change that v1.0.0 already had.

            """.TrimEnd('\n') + "\n");
    }
}
