using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Docs.Conf;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>
/// Checklist step 4: frozen documentation of the version (<c>make html VERSION=vX.Y.Z</c>) and the branch's own (<c>make html</c>). The version is
/// stamped through Sphinx, so conf.py is never edited. Both passes are built aside and put into the checkout together.
/// </summary>
public sealed class DocsStep(IWorkspace files, IDocsTool tool, IReceipts receipts, ReleaseTarget target, DocsReuse reuse) : IStep
{
    private const string Receipt = "docs.txt";

    private bool isMadeNow;

    private string Folder => target.Version.DocsFolder();

    private string Frozen => $"{FrozenDocs.Root}{Folder}/";

    public string Name => "Docs";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        if (!files.Exists("docsrc/conf.py") || !files.Exists("docsrc/Makefile")) return new NotApplicable("this checkout has no docsrc with a Makefile; the first came with v0.0.2");
        var stamp = FrozenDocs.Stamp(files.Read($"{Frozen}objects.inv"));
        var isWanted = reuse == DocsReuse.Unchanged || isMadeNow;
        if (isWanted && files.Exists($"{Frozen}index.html") && stamp == Folder && DocsReceipt.Read(receipts.Read(Receipt)) is { } made && made.Holds(await Inputs(cancel)))
            return new Done([$"{Frozen} is stamped {stamp}", $"{FrozenDocs.Root} is built from the same sources"]);
        if (await tool.Missing(cancel) is { Count: > 0 } missing) return new Unable(Lacking(missing));
        return new Pending(
        [
            new Change("build", Frozen, files.Exists($"{Frozen}index.html") ? stamp ?? "no stamp" : null, $"frozen documentation stamped {Folder}"),
            new Change("build", FrozenDocs.Root, null, "documentation of the branch"),
        ]);
    }

    /// <summary>The passes have nothing in common and run side by side; what fails in either is told together.</summary>
    /// <exception cref="ReleaseException">TR4102 a pass failed; TR4103 the pages do not say the version.</exception>
    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var frozen = Settled(MakeFrozen(cancel));
        var main = Settled(Make(new DocsPass("main", null, null, StampWay.Override), cancel));
        var (frozenPages, mainPages) = (await frozen, await main);
        var problems = frozenPages.Problems.Concat(mainPages.Problems).ToList();
        if (problems.Count > 0) throw new ReleaseException(ExitCode.Failed, problems);

        var made = FrozenDocs.Changes(Frozen, frozenPages.Pages).ToList();
        files.Write([.. made, .. Stale(made), .. FrozenDocs.Changes(FrozenDocs.Root, mainPages.Pages)]);
        receipts.Write(Receipt, (await Inputs(cancel)).Text);
        isMadeNow = true;
    }

    private static async Task<(IReadOnlyList<DocsFile> Pages, IReadOnlyList<ReleaseError> Problems)> Settled(Task<IReadOnlyList<DocsFile>> pass)
    {
        try
        {
            return (await pass, []);
        }
        catch (ReleaseException refused)
        {
            return ([], refused.Errors);
        }
    }

    private async Task<IReadOnlyList<DocsFile>> MakeFrozen(CancellationToken cancel)
    {
        var shape = ConfShape.Of(files.Read(ConfShape.Path)!);
        foreach (var way in shape.Way == StampWay.Copy ? [StampWay.Copy] : new[] { StampWay.Override, StampWay.Copy })
        {
            var pages = await Make(new DocsPass("frozen", Folder, Folder, way), cancel);
            if (StampOf(pages) == Folder && (MarkOf(pages) ?? Folder) == Folder) return pages;
        }

        throw new ReleaseException(new ReleaseError(
            "TR4103", "the frozen pages do not say the version in stamp and switcher, whichever way it is given to Sphinx.", "look how docsrc/conf.py sets 'version', 'release' and html_theme_options", "docsrc/conf.py", $"objects.inv with the version {Folder}"));
    }

    private async Task<IReadOnlyList<DocsFile>> Make(DocsPass pass, CancellationToken cancel)
    {
        var pages = await tool.Make(pass, cancel);
        if (!pages.Run.Succeeded) throw new ReleaseException(pages.Run.Failure("TR4102"));
        return pages.Files.Any(file => file.Path == "index.html")
            ? pages.Files
            : throw new ReleaseException(new ReleaseError("TR4102", $"{pages.Run.Tool} ended well and made no index.html.", $"read {pages.Run.LogFile}", pages.Run.LogFile));
    }

    /// <summary>Pages of an earlier build of the same frozen docs, committed or not, that are not made any more; make itself never removes one.</summary>
    private IEnumerable<FileChange> Stale(IEnumerable<FileChange> made)
    {
        var kept = made.Select(change => change.Path).ToHashSet(StringComparer.Ordinal);
        return files.Below(Frozen).Where(path => !kept.Contains(path)).Select(path => new FileChange(path, null));
    }

    private async Task<DocsReceipt> Inputs(CancellationToken cancel) => new(Folder, await Digest.OfTree(files, FrozenDocs.IsSource, cancel), await tool.Installed(cancel));

    private static string? MarkOf(IReadOnlyList<DocsFile> pages) => pages.FirstOrDefault(file => file.Path == "index.html") is { } page ? SwitcherMark.Of(page.Content) : null;

    private static string? StampOf(IReadOnlyList<DocsFile> pages) => FrozenDocs.Stamp(pages.FirstOrDefault(file => file.Path == "objects.inv")?.Content);

    private static ReleaseError Lacking(IReadOnlyList<string> missing) => new(
        "TR4101", $"the documentation needs what this machine lacks: {string.Join("; ", missing)}.",
        "install them (docsrc/requirements.txt lists the versions), or name a Python that has them with --docs-python, or an image with --docs-container", "docsrc/conf.py");
}
