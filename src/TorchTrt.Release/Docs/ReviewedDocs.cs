using System.Globalization;
using TorchTrt.Release.Docs.Links;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Docs;

/// <summary>What a frozen folder may weigh before somebody is told.</summary>
/// <param name="Bytes">Size in a checkout.</param>
public sealed record DocsBudget(long Bytes)
{
    /// <summary>The project's largest, of v2.13.0, is 35.8 MiB without the copies in it.</summary>
    public static DocsBudget Usual { get; } = OfMebibytes(64);

    public static DocsBudget OfMebibytes(int number) => new(number * 1048576L);
}

/// <summary>Looks at frozen documentation after it was made: its links, and what it costs git. Findings are told, and never hold a release up.</summary>
public sealed class ReviewedDocs(IDocsTool tool, ITreeStore trees, IReceipts receipts, ReleaseTarget target, DocsBudget budget) : IDocsTool
{
    /// <summary>Name of the receipt with what was found, a sentence a line.</summary>
    public const string Receipt = "docs-review.txt";

    /// <summary>Name of the receipt that lists every link that leads nowhere.</summary>
    public const string Links = "docs-links.txt";

    public Task<IReadOnlyList<string>> Missing(CancellationToken cancel) => tool.Missing(cancel);

    public Task<string?> Installed(CancellationToken cancel) => tool.Installed(cancel);

    public async Task<DocsPages> Make(DocsPass pass, CancellationToken cancel)
    {
        var pages = await tool.Make(pass, cancel);
        if (pass.Folder is { } folder && pages.Run.Succeeded) await Review($"{FrozenDocs.Root}{folder}", pages.Files, cancel);
        return pages;
    }

    private async Task Review(string folder, IReadOnlyList<DocsFile> files, CancellationToken cancel)
    {
        var frozen = files.Where(file => !FrozenDocs.IsFrozen(file.Path)).ToList();
        var cost = await FrozenCost.Of(target.Version, frozen, trees.Files(target.Base, cancel), cancel);
        var links = LinkCheck.Of(frozen.Select(file => (file.Path, (Func<byte[]>)(() => file.Content))));
        receipts.Write(Links, links.List);
        receipts.Write(Receipt, string.Concat(Sentences(folder, cost, links).Select(sentence => $"{sentence}\n")));
    }

    private IEnumerable<string> Sentences(string folder, FrozenCost cost, LinkReport links)
    {
        yield return $"{folder} is {cost}";
        if (cost.All.Bytes > budget.Bytes) yield return string.Create(CultureInfo.InvariantCulture, $"warning: that is over the budget of {budget.Bytes / 1048576.0:N1} MiB (--docs-budget)");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{(links.Broken.Count == 0 ? "" : "warning: ")}{links.Broken.Count:N0} of {links.Inside:N0} links within {folder} lead nowhere{(links.Broken.Count == 0 ? "" : $": state/{Links}")}");
    }
}

/// <summary>Tells what the review of a step's documentation found beside what the step itself proves.</summary>
public sealed class ReviewedDocsStep(IStep step, IReceipts receipts) : IStep
{
    public string Name => step.Name;

    public async Task<Observation> Observe(CancellationToken cancel)
        => await step.Observe(cancel) is var seen && seen is Done done && receipts.Read(ReviewedDocs.Receipt) is { } found
            ? new Done([.. done.Evidence, .. found.Split('\n', StringSplitOptions.RemoveEmptyEntries)])
            : seen;

    public Task Apply(Pending pending, CancellationToken cancel) => step.Apply(pending, cancel);
}
