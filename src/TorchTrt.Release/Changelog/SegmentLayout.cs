using System.Text;

namespace TorchTrt.Release.Changelog;

/// <summary>
/// The layout of conventional-changelog-angular 9.4: one blank line between segments, white space at either end of every piece gone, the lines of a note
/// indented, notes sorted.
/// </summary>
internal static class SegmentLayout
{
    public static string Render(SectionHeader header, IReadOnlyList<AngularGroup> groups, IReadOnlyList<AngularNote> notes, AngularLinks links)
    {
        var text = new StringBuilder().Append(header.Render(links));
        foreach (var group in groups)
        {
            if (group.Title.Length > 0) text.Append("\n\n### ").Append(group.Title);
            text.Append("\n\n");
            AppendList(text, group.Entries.Select(entry => Item(entry, links)));
        }

        if (notes.Count > 0)
        {
            text.Append("\n\n### BREAKING CHANGES\n\n");
            AppendList(text, notes.OrderBy(note => note.Text, RootCollation.Order).Select(note => Words(Bold(note.Scope), note.Text)));
        }

        return Ecma.TrimEnd(text).Append('\n').ToString();
    }

    private static string Item(AngularEntry entry, AngularLinks links)
    {
        var words = Words(Bold(entry.Scope), entry.Subject ?? entry.Header, $"([{entry.Id.Short}]({links.Commit(entry.Id.Hex)}))");
        return entry.Closes.Count == 0
            ? words
            : $"{words}, closes {string.Join(' ', entry.Closes.Select(issue => $"[{issue.LabelOf(issue.Prefix)}]({links.Issue(issue)})"))}";
    }

    private static string Bold(string? scope) => scope is null ? "" : $"**{scope}:**";

    private static string Words(params string[] words) => string.Join(' ', words.Select(Ecma.Trim).Where(word => word.Length > 0));

    private static void AppendList(StringBuilder text, IEnumerable<string> items)
        => text.AppendJoin('\n', items.Where(item => item.Length > 0).Select(item => Ecma.Trim($"* {Indented(item)}")));

    private static string Indented(string item)
        => item.Contains('\n', StringComparison.Ordinal) ? string.Join('\n', item.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select((line, index) => index > 0 && line.Length > 0 ? $"  {line}" : line)) : item;
}
