using Build.Adapters.Builds;
using Build.Tests.Adapters.Git;

namespace Build.Tests.Adapters.Builds;

public sealed class CommitAloneTests : IDisposable
{
    private readonly GitStory story = new();

    public void Dispose() => story.Dispose();

    /// <summary>What versions.py of v2.2.0 and later asks git, in its words.</summary>
    [Fact]
    public async Task A_copy_without_history_knows_which_commit_it_is()
    {
        story.File("version.txt", "1").Commit("feat: one");
        var head = story.File("version.txt", "2").Commit("feat: Größe zwei");
        story.Git(story.Root, "tag", "v2.2.0");
        var copy = Directory.CreateDirectory(story.At("copy")).FullName;

        await CommitAlone.Put(story.Root, copy, TestContext.Current.CancellationToken);

        story.Git(copy, "rev-parse", "--show-toplevel").ShouldBe(copy);
        story.Git(copy, "rev-parse", "--short", "HEAD").ShouldBe(story.Git(story.Root, "rev-parse", "--short", "HEAD"));
        story.Git(copy, "log", "--format=%H %s").ShouldBe($"{head} feat: Größe zwei");
        story.Git(copy, "tag").ShouldBeEmpty();
    }
}
