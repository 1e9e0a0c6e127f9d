using Build.Adapters.Git;
using TorchTrt.Release;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;

namespace Build.Tests.Adapters.Git;

/// <summary>Old frozen documentation that holds still older documentation, repaired in a real repository.</summary>
public sealed class PruneNestedDocsTests : IDisposable
{
    private readonly GitStory story = new();
    private readonly ToolsReceipts receipts = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => story.Dispose();

    [Fact]
    public async Task One_commit_takes_the_copies_out_and_every_page_of_every_version_is_still_there_once()
    {
        var head = Nested();

        (await (await Step(head)).Carry()).ShouldBeOfType<Done>().Evidence[1].ShouldBe("docs/ of it is 5 files, 0.0 MiB; no version's documentation lies within another's");

        Tree(PruneNestedDocsStep.Branch).ShouldBe(["README.md", "docs/index.html", "docs/v1.0.0/index.html", "docs/v1.0.0/Überblick \"1\".html", "docs/v1.1.0/index.html", "docs/v1.2.0/index.html"]);
        story.Git(story.Root, "rev-list", "--parents", "-1", PruneNestedDocsStep.Branch).ShouldEndWith($" {head}");
        story.Git(story.Root, "show", $"{PruneNestedDocsStep.Branch}:docs/v1.0.0/index.html").ShouldBe("one");
    }

    [Fact]
    public async Task Checkout_index_and_branch_stay_as_they_are()
    {
        var head = Nested();
        story.File("docs/v1.0.0/index.html", "somebody is at work here");

        await (await Step(head)).Carry();

        story.Git(story.Root, "status", "--porcelain").ShouldBe(" M docs/v1.0.0/index.html");
        story.Head().ShouldBe(head);
        story.Git(story.Root, "symbolic-ref", "HEAD").ShouldBe("refs/heads/main");
    }

    [Fact]
    public async Task The_second_time_there_is_nothing_to_do()
    {
        var head = Nested();
        await (await Step(head)).Carry();
        var commit = story.Git(story.Root, "rev-parse", PruneNestedDocsStep.Branch);

        (await (await Step(head)).Observe(Cancel)).ShouldBeOfType<Done>();

        story.Git(story.Root, "rev-parse", PruneNestedDocsStep.Branch).ShouldBe(commit);
    }

    [Fact]
    public async Task A_plan_says_what_each_folder_holds_and_makes_no_object()
    {
        var head = Nested();
        var objects = story.Git(story.Root, "count-objects");

        (await (await Step(head)).Observe(Cancel)).ShouldBeOfType<Pending>().Changes.Select(change => $"{change}").ShouldBe([
            "prune docs/v1.1.0/: 1 other version, 2 files, 0.0 MiB -> its own pages",
            "prune docs/v1.2.0/: 2 other versions, 3 files, 0.0 MiB -> its own pages",
            "drop copies that differ from their version's own file: 1: docs/v1.2.0/v1.0.0/index.html -> the version's own files",
            "commit docs/prune-nested: docs/ of 10 files, 0.0 MiB -> 5 files, 0.0 MiB less",
        ]);
        story.Git(story.Root, "count-objects").ShouldBe(objects);
    }

    [Fact]
    public async Task A_page_that_lies_in_a_copy_alone_is_brought_home()
    {
        var head = story.File("docs/v1.1.0/v1.0.0/lost.html", "lost").File("docs/v1.1.0/index.html", "two").Commit("docs: freeze");

        await (await Step(head)).Carry();

        Tree(PruneNestedDocsStep.Branch).ShouldBe(["docs/v1.0.0/lost.html", "docs/v1.1.0/index.html"]);
    }

    [Fact]
    public async Task A_branch_of_that_name_is_never_moved()
    {
        var head = Nested();
        story.Git(story.Root, "branch", PruneNestedDocsStep.Branch);

        (await Should.ThrowAsync<ReleaseException>((await Step(head)).Carry)).Errors.Select(error => error.Code).ShouldBe(["TR2018"]);

        story.Git(story.Root, "rev-parse", PruneNestedDocsStep.Branch).ShouldBe(head.Hex);
    }

    /// <summary>v1.1.0 froze v1.0.0 too, and v1.2.0 both; afterwards somebody formatted v1.0.0's own page.</summary>
    private CommitId Nested() => story
        .File("README.md", "read me").File("docs/index.html", "main")
        .File("docs/v1.0.0/index.html", "one").File("docs/v1.0.0/Überblick \"1\".html", "more")
        .File("docs/v1.1.0/index.html", "two").File("docs/v1.1.0/v1.0.0/index.html", "one").File("docs/v1.1.0/v1.0.0/Überblick \"1\".html", "more")
        .File("docs/v1.2.0/index.html", "three").File("docs/v1.2.0/v1.0.0/index.html", "one, not formatted").File("docs/v1.2.0/v1.0.0/Überblick \"1\".html", "more").File("docs/v1.2.0/v1.1.0/index.html", "two")
        .Commit("docs: freeze");

    private string[] Tree(string branch) => story.Git(story.Root, "ls-tree", "-r", "-z", "--name-only", branch).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private async Task<PruneNestedDocsStep> Step(CommitId head)
    {
        var git = await story.Open();
        return new PruneNestedDocsStep(GitTrees.In(story.Root), git.Writer, git.History, receipts, ToolsWorld.Target("1.3.0") with { Base = head });
    }
}
