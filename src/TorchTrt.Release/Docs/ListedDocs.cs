using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Docs;

/// <summary>
/// Whether the lists that readers choose a version from have the new one, and whether what they list is there. The project's own list names v2.1.0, which has
/// no folder, since v2.2.0.
/// </summary>
public static class ListedDocs
{
    /// <param name="tracked">All files that git has; a sparse checkout has not all of them on disk.</param>
    /// <returns>A sentence for each thing that a reader will not find.</returns>
    public static IEnumerable<string> Warnings(IWorkspace files, IReadOnlyList<string> tracked, ReleaseVersion version)
    {
        // What cannot be read of a list is Bump's to report.
        var lists = SiteRegistry.Links(files, []);
        var folders = tracked.Where(path => path.StartsWith(FrozenDocs.Root, StringComparison.Ordinal)).Select(path => path.Split('/')[1]).ToHashSet(StringComparer.Ordinal);
        foreach (var list in lists)
        {
            if (version.IsFinal && list.Links.All(link => link.Release != version))
                yield return $"warning: {list.Where} does not list {version.DocsFolder()}, so that no reader can choose it (--target=Bump)";
            var empty = list.Links.Where(link => link.Release?.DocsFolder() is { } folder && !folders.Contains(folder) && !files.Exists($"{FrozenDocs.Root}{folder}/index.html")).ToList();
            if (empty.Count > 0)
                yield return $"warning: {list.File.Where(empty[0].Whole.Start)} lists {string.Join(", ", empty.Select(link => link.Release!.DocsFolder()))}: no pages";
        }
    }
}
