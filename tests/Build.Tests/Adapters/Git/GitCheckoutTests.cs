using System.Text;
using TorchTrt.Release;
using TorchTrt.Release.Ports;

namespace Build.Tests.Adapters.Git;

public sealed class GitCheckoutTests : IDisposable
{
    private readonly GitStory story = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => story.Dispose();

    [Fact]
    public async Task Files_are_written_removed_and_keep_their_mode()
    {
        var script = story.File("run.sh", "old").File("gone", "x").Commit("feat: one");
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(Path.Combine(story.Root, "run.sh"), (UnixFileMode)0b111_101_000);
        var checkout = (await story.Open()).Checkout;

        checkout.Write([new FileChange("run.sh", "new"u8.ToArray()), new FileChange("docs/v1/index.html", "page"u8.ToArray()), new FileChange("gone", null)]);

        Encoding.UTF8.GetString(checkout.Read("run.sh")!).ShouldBe("new");
        checkout.Exists("docs/v1/index.html").ShouldBeTrue();
        checkout.Exists("gone").ShouldBeFalse();
        if (!OperatingSystem.IsWindows()) System.IO.File.GetUnixFileMode(Path.Combine(story.Root, "run.sh")).ShouldBe((UnixFileMode)0b111_101_000);
        Directory.GetFiles(story.Root, "*", SearchOption.AllDirectories).ShouldNotContain(path => path.Contains("torch-tensorrt-release", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_one_file_cannot_be_written_none_is()
    {
        story.File("a", "old").File("folder/b", "b").Commit("feat: one");
        var checkout = (await story.Open()).Checkout;

        var refused = Should.Throw<ReleaseException>(() => checkout.Write([new FileChange("a", "new"u8.ToArray()), new FileChange("folder", "x"u8.ToArray())]));

        refused.Errors[0].Code.ShouldBe("TR2006");
        Encoding.UTF8.GetString(checkout.Read("a")!).ShouldBe("old");
        (await (await story.Open()).Writer.Uncommitted(Cancel)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../outside")]
    [InlineData(".git/config")]
    [InlineData("way/out")]
    [InlineData("round")]
    public async Task No_path_leads_out_of_the_checkout(string path)
    {
        story.Commit("feat: one");
        System.IO.File.CreateSymbolicLink(Path.Combine(story.Root, "way"), story.At(""));
        System.IO.File.CreateSymbolicLink(Path.Combine(story.Root, "round"), "round");
        var checkout = (await story.Open()).Checkout;

        Should.Throw<ReleaseException>(() => checkout.Write([new FileChange(path, [1])])).Errors[0].Code.ShouldBe("TR2013");
    }

    [Fact]
    public async Task A_link_within_the_checkout_stays_a_link()
    {
        story.File("real", "old").Commit("feat: one");
        System.IO.File.CreateSymbolicLink(Path.Combine(story.Root, "link"), "real");
        var checkout = (await story.Open()).Checkout;

        checkout.Write([new FileChange("link", "new"u8.ToArray())]);

        Encoding.UTF8.GetString(checkout.Read("real")!).ShouldBe("new");
        new FileInfo(Path.Combine(story.Root, "link")).LinkTarget.ShouldBe("real");
    }

    [Fact]
    public async Task Tracked_files_are_sorted_ordinally_whatever_their_names()
    {
        story.File("b", "").File("B", "").File("a \u00e9\"", "").Commit("feat: one");
        story.File("untracked", "");

        (await (await story.Open()).Checkout.TrackedFiles(Cancel)).ShouldBe(["B", "a \u00e9\"", "b"]);
    }
}
