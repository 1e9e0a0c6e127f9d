using System.Text.RegularExpressions;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Audit;

/// <summary>Whether the frozen documentation, its stamps, its lists and its folders belong together.</summary>
internal static partial class DocsAudit
{
    private const string Generator = "docsrc/generate_versions.py";
    private const string Generated = "docs/versions.json";

    public static IEnumerable<Finding> Run(AuditSubject subject, IReadOnlyList<SiteReading> readings)
    {
        var frozen = Frozen(subject.Names.Find("docs")).ToList();
        var lists = readings.OfType<LinkReading>().ToList();
        return
        [
            .. frozen.SelectMany(folder => Nested(folder.Name, folder.Folder)),
            .. frozen.Select(folder => Stamp(subject.Tree, folder.Name)).OfType<Finding>(),
            .. frozen.Select(folder => Switcher(subject.Tree, folder.Name)).OfType<Finding>(),
            .. Folderless(subject.Names, lists),
            .. Unlisted(frozen, lists),
            .. Undocumented(subject, frozen),
            .. Differing(lists),
        ];
    }

    private static IEnumerable<(string Name, Folder Folder)> Frozen(Folder? docs)
        => docs is null ? [] : docs.Folders.Where(folder => FrozenDocs.IsFrozen($"{folder.Key}/")).OrderBy(folder => folder.Key, StringComparer.Ordinal).Select(folder => (folder.Key, folder.Value));

    /// <summary>TR1040.</summary>
    private static IEnumerable<Finding> Nested(string name, Folder folder)
    {
        var nested = Frozen(folder).ToList();
        if (nested.Count == 0) yield break;
        yield return new Finding(
            "TR1040", $"docs/{name}:1", "its own pages only", $"{nested.Count} folders of other versions with {nested.Sum(inner => inner.Folder.Count)} of its {folder.Count} files",
            $"git rm -r {string.Join(' ', nested.Select(inner => $"docs/{name}/{inner.Name}"))}");
    }

    /// <summary>TR1041: <c>VERSION</c> in documentation_options.js, which every page shows; where there is none, the inventory.</summary>
    private static Finding? Stamp(Tree tree, string name)
    {
        var path = $"docs/{name}/_static/documentation_options.js";
        if (tree.Open(path) is { } options && StampInOptions().Match(options.Text) is { Success: true } match)
            return Stamped(name, match.Groups["version"].Value, options.Where(match.Index));
        return tree.Open($"docs/{name}/objects.inv") is { } inventory && StampInInventory().Match(inventory.Text[..Math.Min(inventory.Text.Length, 1024)]) is { Success: true } header
            ? Stamped(name, header.Groups["version"].Value, inventory.Where(header.Index))
            : null;
    }

    private static Finding? Stamped(string name, string stamp, string where)
        => stamp == name || stamp == name[1..] ? null : new Finding("TR1041", where, name, stamp, $"./build.sh --target=Docs --version={name[1..]} in a checkout of {name}");

    /// <summary>TR1042.</summary>
    private static Finding? Switcher(Tree tree, string name)
        => tree.Open($"docs/{name}/index.html") is { } page && SwitcherMatch().Match(page.Text) is { Success: true } match && match.Groups["version"].Value != name
            ? new Finding("TR1042", page.Where(match.Index), name, match.Groups["version"].Value, $"./build.sh --target=Docs --version={name[1..]} in a checkout of {name}")
            : null;

    /// <summary>TR1043.</summary>
    private static IEnumerable<Finding> Folderless(Folder names, IReadOnlyList<LinkReading> lists)
        => lists.SelectMany(list => list.Links.Where(link => link.Release is { } release && !names.Has($"docs/{release.DocsFolder()}"))
            .Select(link => new Finding(
                "TR1043", list.File.Where(link.Whole.Start), $"a folder docs/{link.Release!.DocsFolder()}", $"{link.Release!.DocsFolder()} is listed and not there",
                "restore its documentation, or take it off the list")));

    /// <summary>TR1044.</summary>
    private static IEnumerable<Finding> Unlisted(IReadOnlyList<(string Name, Folder Folder)> frozen, IReadOnlyList<LinkReading> lists)
    {
        if (lists.Count == 0) return [];
        var listed = lists.SelectMany(list => list.Links).Select(link => link.Release?.DocsFolder()).ToHashSet();
        return frozen.Where(folder => !listed.Contains(folder.Name))
            .Select(folder => new Finding("TR1044", lists[0].Where, $"an entry for {folder.Name}", $"docs/{folder.Name} is there and not listed", $"./build.sh --target=Docs --version={folder.Name[1..]}"));
    }

    /// <summary>TR1045: of a release its own, which its version bump was to make; of a branch those of all releases so far.</summary>
    private static IEnumerable<Finding> Undocumented(AuditSubject subject, IReadOnlyList<(string Name, Folder Folder)> frozen)
    {
        if (frozen.Count == 0 && !subject.Names.Has("docsrc/RELEASE_CHECKLIST.md")) return [];
        var there = frozen.Select(folder => folder.Name).ToHashSet(StringComparer.Ordinal);
        var released = subject.IsRelease && subject.Version is { } own ? [own] : Releases.Among(subject.Tags.Select(tag => tag.Name)).Where(version => version.IsFinal);
        return released.Where(version => !there.Contains(version.DocsFolder()))
            .Select(version => new Finding(
                "TR1045", $"docs/{version.DocsFolder()}:1", $"frozen documentation of {version}", "no such folder", $"./build.sh --target=Docs --version={version} in a checkout of {version.Tag()}"));
    }

    /// <summary>TR1046.</summary>
    private static IEnumerable<Finding> Differing(IReadOnlyList<LinkReading> lists)
    {
        if (lists.FirstOrDefault(list => list.Site.Path == Generator) is not { } source || lists.FirstOrDefault(list => list.Site.Path == Generated) is not { } result) yield break;
        var (wanted, there) = (Names(source), Names(result));
        if (wanted.SequenceEqual(there)) yield break;
        yield return new Finding(
            "TR1046", result.Where, $"the list of {source.Where}", Difference(wanted, there), $"python3 {Generator} {Generated}");
    }

    private static List<string> Names(LinkReading list) => [.. list.Links.Select(link => link.Release?.DocsFolder() ?? "main")];

    private static string Difference(List<string> wanted, List<string> there)
    {
        var (missing, extra) = (wanted.Except(there).ToList(), there.Except(wanted).ToList());
        return missing.Count + extra.Count == 0
            ? "another order"
            : string.Join("; ", new[] { missing.Count > 0 ? $"without {string.Join(", ", missing)}" : "", extra.Count > 0 ? $"with {string.Join(", ", extra)}" : "" }.Where(part => part.Length > 0));
    }

    [GeneratedRegex(@"VERSION:\s*['""](?<version>[^'""]*)['""]", RegexOptions.CultureInvariant)]
    private static partial Regex StampInOptions();

    [GeneratedRegex(@"^# Version: (?<version>\S[^\r\n]*?)\r?$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex StampInInventory();

    [GeneratedRegex(@"theme_switcher_version_match\s*=\s*'(?<version>[^']*)'", RegexOptions.CultureInvariant)]
    private static partial Regex SwitcherMatch();
}
