using System.Text;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Docs;

public class FrozenCostTests
{
    /// <summary>As <c>git hash-object</c> names them.</summary>
    private const string Hello = "ce013625030ba8dba906f756967f9e9ca394464a";

    private const string Empty = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

    [Fact]
    public async Task Files_that_are_the_same_in_the_version_before_cost_nothing()
    {
        var cost = await Cost([("docs/v1.0.0/a.html", "0"), ("docs/v1.1.0/a.html", Hello), ("docs/v1.1.0/.nojekyll", Empty), ("docs/v1.3.0/a.html", "3")], ("a.html", "hello\n"), (".nojekyll", ""));

        (cost.Previous, cost.SameAsPrevious, cost.New, cost.Compressed).ShouldBe(("v1.1.0", new FileWeight(2, 6), FileWeight.None, 0));
    }

    [Fact]
    public async Task A_content_that_lies_anywhere_else_in_the_documentation_is_stored_already()
    {
        var cost = await Cost([("docs/index.html", Hello), ("README.md", Empty)], ("b.html", "hello\n"), (".nojekyll", ""));

        (cost.Previous, cost.SameElsewhere, cost.New).ShouldBe((null, new FileWeight(1, 6), new FileWeight(1, 0)));
    }

    [Fact]
    public async Task The_same_content_twice_is_stored_once_and_compressed()
    {
        var page = string.Concat(Enumerable.Repeat("<p>Torch-TensorRT</p>\n", 1000));

        var cost = await Cost([], ("a.html", page), ("copy/a.html", page));

        (cost.All, cost.New).ShouldBe((new FileWeight(2, 44_000), new FileWeight(1, 22_000)));
        cost.Compressed.ShouldBeInRange(50, 500);
        $"{cost}".ShouldBe("2 files, 0.0 MiB; new to git: 1 file, 0.0 MiB, 0.0 MiB compressed");
    }

    private static Task<FrozenCost> Cost((string Path, string Blob)[] tree, params (string Path, string Text)[] frozen) => FrozenCost.Of(
        new ReleaseVersion(1, 2, 0), [.. frozen.Select(file => new DocsFile(file.Path, Encoding.UTF8.GetBytes(file.Text)))],
        tree.Select(file => new TreeFile(file.Path, "100644", file.Blob, 1)).ToAsyncEnumerable(), default);
}
