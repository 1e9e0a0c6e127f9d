using TorchTrt.Release.Docs;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>
/// Brings the frozen documentation of a version that was released on a branch of its own to the branch that is published: its folder exactly as the tag has it, without
/// copies of other versions, and its link. What docsrc/add_version_docs.py is for, which takes all of the tag's docs/ (v2.12.0 on).
/// </summary>
public sealed class DocsFromTagStep(IWorkspace files, ITreeStore trees, IHistory history, ReleaseTarget target) : IStep
{
    private string Folder => target.Version.DocsFolder();

    private string Frozen => $"{FrozenDocs.Root}{Folder}/";

    public string Name => "Docs";

    /// <exception cref="ReleaseException">TR1015 a list of links cannot be read.</exception>
    public async Task<Observation> Observe(CancellationToken cancel)
    {
        if ((await history.Tags(cancel)).FirstOrDefault(tag => tag.Name == target.Version.Tag()) is not { } tag) return new Blocked([NoTag()]);
        var pages = await PagesAt(tag, cancel);
        if (pages.Count == 0) return new Blocked([NoPages(tag)]);
        if (FrozenDocs.Stamp(await history.FileAt(tag.Target, $"{Frozen}objects.inv", cancel)) is { Length: > 0 } stamp && stamp != Folder) return new Blocked([OtherStamp(tag, stamp)]);
        var (changes, links) = (Differences(pages), Links());
        if (changes.Count == 0 && links.Count == 0) return new Done([$"{Frozen} is as {tag.Name} has it: {pages.Count} files", $"{Folder} is listed"]);
        return new Pending(
        [
            .. changes.Count > 0 ? [new Change("take", Frozen, Present(changes), $"{pages.Count} files of {tag.Name} at {tag.Target.Short}")] : Array.Empty<Change>(),
            .. links.Select(edit => edit.Change),
        ]);
    }

    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var tag = (await history.Tags(cancel)).First(tag => tag.Name == target.Version.Tag());
        var changes = new List<FileChange>();
        foreach (var (path, page) in Differences(await PagesAt(tag, cancel))) changes.Add(new FileChange(path, page is null ? null : await history.FileAt(tag.Target, path, cancel)));
        files.Write([.. changes, .. Edit.Combine(Links())]);
    }

    /// <summary>Files of the folder, other versions' copies within it left out.</summary>
    private async Task<IReadOnlyList<TreeFile>> PagesAt(Tag tag, CancellationToken cancel)
    {
        var pages = new List<TreeFile>();
        await foreach (var file in trees.Files(tag.Target, cancel))
            if (file.Path.StartsWith(Frozen, StringComparison.Ordinal) && file.Mode.StartsWith("100", StringComparison.Ordinal) && !FrozenDocs.IsFrozen(file.Path[Frozen.Length..])) pages.Add(file);
        return pages;
    }

    /// <summary>Paths that are not as the tag has them, each with its page; with none where it goes.</summary>
    private IReadOnlyList<(string Path, TreeFile? Page)> Differences(IReadOnlyList<TreeFile> pages)
    {
        var kept = pages.Select(page => page.Path).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. pages.Where(page => files.Read(page.Path) is not { } content || BlobName.Of(content, page.Blob) != page.Blob).Select(page => (page.Path, (TreeFile?)page)),
            .. files.Below(Frozen).Where(path => !kept.Contains(path)).Select(path => (path, (TreeFile?)null)),
        ];
    }

    private IReadOnlyList<Edit> Links()
    {
        var problems = new List<ReleaseError>();
        var edits = SiteRegistry.Links(files, problems).SelectMany(list => list.EditsFor(target.Version, problems)).ToList();
        return problems.Count == 0 ? edits : throw new ReleaseException(ExitCode.Failed, problems);
    }

    /// <summary>What is there now; null for nothing.</summary>
    private string? Present(IReadOnlyList<(string Path, TreeFile? Page)> changes)
        => files.Below(Frozen).Count is > 0 and var there ? $"{there} files, of which {changes.Count(change => files.Exists(change.Path))} change or go" : null;

    private ReleaseError NoTag() => new("TR4112", $"there is no tag {target.Version.Tag()} in this checkout.", "fetch the tags (git fetch --tags), or give another --version", files.Root, target.Version.Tag());

    private ReleaseError NoPages(Tag tag) => new(
        "TR4113", $"{tag.Name} holds no frozen documentation of its own.", $"make it from the tag: git worktree add ../{tag.Name} {tag.Name}, then --target=Docs --version={target.Version} --repo ../{tag.Name}, and copy {Frozen}", $"{tag.Name}:{Frozen}", "the folder that the release made");

    private ReleaseError OtherStamp(Tag tag, string stamp) => new(
        "TR4114", $"the pages that {tag.Name} holds say that they are of {stamp}.", "make them anew from the tag's sources", $"{tag.Name}:{Frozen}objects.inv", Folder);
}
