using Build.Adapters.Git;
using Build.Tests.Adapters.Git;
using TorchTrt.Release;
using TorchTrt.Release.Sites;

namespace Build.Tests.Audit;

/// <summary>Commits are read without checking them out.</summary>
public sealed class GitSnapshotsTests : IDisposable
{
    private readonly GitStory story = new();

    public void Dispose() => story.Dispose();

    [Fact]
    public async Task Each_commit_has_its_own_names_and_contents()
    {
        story.File("version.txt", "1.0.0\n").File("docs/v1.0.0/a/b/c/index.html", "one").File("ä ö/=2.12.0.dev", "").Commit("one");
        story.Git(story.Root, "tag", "v1.0.0");
        story.File("version.txt", "1.1.0\n").File("docs/v1.1.0/v1.0.0/index.html", "two").Commit("two");
        await using var snapshots = GitSnapshots.Open(story.Root);

        var (one, two) = snapshots.Commits(["v1.0.0", "main"]) is [var first, var second] ? (first, second) : throw new InvalidOperationException("two were asked for");

        one.Names.Paths(_ => true).ShouldBe(["version.txt", "docs/v1.0.0/a/b/c/index.html", "ä ö/=2.12.0.dev"]);
        one.Tree.Open("version.txt")!.Text.ShouldBe("1.0.0\n");
        one.Tree.Open("ä ö/=2.12.0.dev")!.Text.ShouldBe("");
        two.Tree.Open("version.txt")!.Text.ShouldBe("1.1.0\n");
        two.Names.Find("docs/v1.1.0")!.Count.ShouldBe(1);
        two.Names.Has("docs/v1.0.0/a/b").ShouldBeTrue();
        (one.Tree.Open("version.txt/x"), one.Tree.Open("docs"), one.Tree.Open("nothing")).ShouldBe((null, null, null));
    }

    [Fact]
    public async Task Folders_of_thousands_are_read_whole()
    {
        foreach (var i in Enumerable.Range(0, 600)) story.File($"docs/v1.0.0/{i}/index.html", $"page {i}");
        story.Commit("many");
        await using var snapshots = GitSnapshots.Open(story.Root);

        var all = snapshots.Commits(["main"])[0];

        all.Names.Find("docs")!.Count.ShouldBe(600);
        foreach (var i in Enumerable.Range(0, 600)) all.Tree.Open($"docs/v1.0.0/{i}/index.html")!.Text.ShouldBe($"page {i}");
    }

    [Fact]
    public async Task Every_unknown_revision_is_told_at_once()
    {
        story.File("version.txt", "1.0.0\n").Commit("one");
        await using var snapshots = GitSnapshots.Open(story.Root);

        Should.Throw<ReleaseException>(() => snapshots.Commits(["v9", "main", "v8"])).Errors.Select(error => (error.Code, error.What))
            .ShouldBe([("TR1101", "'v9' names no commit."), ("TR1101", "'v8' names no commit.")]);
    }

    [Fact]
    public async Task What_a_sparse_checkout_leaves_out_is_read_all_the_same()
    {
        var head = story.File("version.txt", "1.0.0\n").File("docs/v1.0.0/index.html", "frozen").Commit("one");
        story.Git(story.Root, "sparse-checkout", "set", "--no-cone", "/*", "!/docs/v*/");
        story.File("version.txt", "1.0.1\n");
        File.Exists(Path.Combine(story.Root, "docs/v1.0.0/index.html")).ShouldBeFalse();
        var opened = await story.Open();
        await using var snapshots = GitSnapshots.Open(story.Root);

        var commit = new TorchTrt.Release.Ports.Commit(head, [], "", "", DateTimeOffset.UnixEpoch, "");
        var files = await snapshots.OnDisk(opened.Checkout, commit, TestContext.Current.CancellationToken);

        files.Names.Has("docs/v1.0.0/index.html").ShouldBeTrue();
        files.Tree.Open("docs/v1.0.0/index.html")!.Text.ShouldBe("frozen");
        files.Tree.Open("version.txt")!.Text.ShouldBe("1.0.1\n");
    }
}
