using TorchTrt.Release.Docs;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Tests.Docs;

public class NestedDocsTests
{
    [Fact]
    public async Task Copies_of_older_versions_are_found_and_weighed_by_the_folder_that_holds_them()
    {
        var found = await Find(
            ("docs/index.html", "main", 10), ("docs/v1.0.0/index.html", "one", 20), ("docs/v1.1.0/index.html", "two", 30),
            ("docs/v1.2.0/index.html", "three", 40), ("docs/v1.2.0/v1.0.0/index.html", "one", 20), ("docs/v1.2.0/v1.1.0/index.html", "two", 30), ("py/setup.py", "setup", 99));

        found.Docs.ShouldBe(new FileWeight(6, 150));
        found.Nested.ShouldBe(new FileWeight(2, 50));
        found.Hosts.ShouldBe([new NestingFolder("docs/v1.2.0/", 2, new FileWeight(2, 50))]);
        found.Edit.Removed.ShouldBe(["docs/v1.2.0/v1.0.0/index.html", "docs/v1.2.0/v1.1.0/index.html"]);
        (found.Differing.Count + found.OnlyCopies.Count + found.Edit.Added.Count).ShouldBe(0);
    }

    [Fact]
    public async Task A_copy_that_differs_from_its_versions_own_file_is_named_and_the_own_one_stays()
    {
        var found = await Find(("docs/v1.0.0/demo.py", "formatted", 1), ("docs/v1.1.0/v1.0.0/demo.py", "before", 1));

        found.Differing.ShouldBe([new StrayCopy(File("docs/v1.1.0/v1.0.0/demo.py", "before", 1), "docs/v1.0.0/demo.py")]);
        found.Edit.Added.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_that_lies_in_copies_alone_goes_to_its_version_as_the_latest_froze_it()
    {
        var found = await Find(("docs/v1.9.0/v1.0.0/gone.html", "early", 1), ("docs/v1.10.0/v1.0.0/gone.html", "late", 1), ("docs/v1.2.0/v1.0.0/gone.html", "earliest", 1));

        found.Edit.Added.ShouldBe([File("docs/v1.0.0/gone.html", "late", 1)]);
    }

    [Fact]
    public async Task However_deep_a_copy_lies_it_belongs_to_the_innermost_version()
        => (await Find(("docs/v1.2.0/v1.1.0/v1.0.0/a.html", "a", 1))).Edit.Added.ShouldBe([File("docs/v1.0.0/a.html", "a", 1)]);

    [Theory]
    [InlineData("docs/v1.2.0/versions.json")]
    [InlineData("docs/v1.2.0/v1/index.html")]
    [InlineData("docs/v1.2.0/_downloads/v1.1.0/demo.py")]
    [InlineData("docs/_static/v1.1.0/x.js")]
    [InlineData("docs/v1.2.0/v1.1.0")]
    [InlineData("old/docs/v1.2.0/v1.1.0/index.html")]
    public async Task What_only_looks_like_a_copy_stays(string path) => (await Find((path, "x", 1))).Nested.ShouldBe(FileWeight.None);

    [Fact]
    public async Task Every_other_change_of_the_tree_is_damage()
    {
        var before = Tree(("docs/v1.0.0/a", "1", 1), ("docs/v1.0.0/b", "2", 1), ("docs/v1.1.0/v1.0.0/a", "1", 1));

        (await NestedDocs.Damage(before, Tree(("docs/v1.0.0/a", "1", 1), ("docs/v1.0.0/b", "2", 1)), [], default)).ShouldBeEmpty();
        (await NestedDocs.Damage(before, Tree(("docs/v1.0.0/a", "9", 1), ("docs/v1.1.0/v1.0.0/a", "1", 1)), [], default))
            .ShouldBe(["docs/v1.0.0/a is 9, and was 1", "docs/v1.1.0/v1.0.0/a is there and should not be", "docs/v1.0.0/b is gone"]);
    }

    [Fact]
    public void A_weight_is_said_as_people_say_it()
        => new[] { FileWeight.None, new FileWeight(1, 1_048_576), new FileWeight(23_813, 849_647_000) }.Select(weight => $"{weight}").ShouldBe(["0 files, 0.0 MiB", "1 file, 1.0 MiB", "23,813 files, 810.3 MiB"]);

    private static Task<NestedDocs> Find(params (string, string, long)[] files) => NestedDocs.Find(Tree(files), default);

    private static TreeFile File(string path, string blob, long size) => new(path, "100644", blob, size);

    private static IAsyncEnumerable<TreeFile> Tree(params (string Path, string Blob, long Size)[] files) => files.Select(file => File(file.Path, file.Blob, file.Size)).ToAsyncEnumerable();
}
