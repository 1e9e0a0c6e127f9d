using System.Text;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Docs;

public class ReviewedDocsTests
{
    private readonly ToolsReceipts receipts = new();
    private readonly ToolsDocs docs = new();
    private readonly SitesMemoryWorkspace files = new SitesMemoryWorkspace().With("docsrc/conf.py", "release = 'master'\n").With("docsrc/Makefile", "html:\n");

    [Fact]
    public async Task Frozen_pages_are_weighed_and_links_that_lead_nowhere_are_listed()
    {
        docs.Extra.Add(new DocsFile("page.html", Encoding.UTF8.GetBytes("<a href=\"index.html\">\n<a href=\"gone.html\">")));

        (await Step(DocsBudget.Usual).Carry()).ShouldBeOfType<Done>().Evidence.TakeLast(2).ShouldBe([
            "docs/v1.1.0 is 3 files, 0.0 MiB; new to git: 3 files, 0.0 MiB, 0.0 MiB compressed",
            "warning: 1 of 2 links within docs/v1.1.0 lead nowhere: state/docs-links.txt"]);
        receipts.Read(ReviewedDocs.Links).ShouldBe("page.html:2: gone.html (no such file)\n");
    }

    [Fact]
    public async Task A_folder_over_the_budget_is_told_and_holds_nothing_up()
    {
        docs.Extra.Add(new DocsFile("big.bin", new byte[1_500_000]));

        (await Step(DocsBudget.OfMebibytes(1)).Carry()).ShouldBeOfType<Done>().Evidence.ShouldContain("warning: that is over the budget of 1.0 MiB (--docs-budget)");
    }

    [Fact]
    public async Task Documentation_that_was_reviewed_before_still_says_what_was_found()
    {
        await Step(DocsBudget.Usual).Carry();

        (await Step(DocsBudget.Usual).Observe(default)).ShouldBeOfType<Done>().Evidence[^1].ShouldBe("0 of 0 links within docs/v1.1.0 lead nowhere");
    }

    private ReviewedDocsStep Step(DocsBudget budget)
    {
        var target = ToolsWorld.Target("1.1.0");
        return new ReviewedDocsStep(new DocsStep(files, new ReviewedDocs(docs, new NoTrees(), receipts, target, budget), receipts, target, DocsReuse.Unchanged), receipts);
    }

    /// <summary>A repository without documentation.</summary>
    private sealed class NoTrees : ITreeStore
    {
        public IAsyncEnumerable<TreeFile> Files(CommitId commit, CancellationToken cancel) => AsyncEnumerable.Empty<TreeFile>();

        public IAsyncEnumerable<TreeFile> Files(TreeId tree, CancellationToken cancel) => AsyncEnumerable.Empty<TreeFile>();

        public Task<TreeId> Edit(CommitId commit, TreeEdit edit, CancellationToken cancel) => throw new NotSupportedException();

        public Task<CommitId> Commit(TreeId tree, CommitId parent, string newBranch, string message, CancellationToken cancel) => throw new NotSupportedException();
    }
}
