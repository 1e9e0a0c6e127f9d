using System.Text;

namespace TorchTrt.Release.Changelog;

/// <summary>The layout of conventional-changelog-angular 8.3: two blank lines before each group, notes as they were written and in the order of commits.</summary>
internal static class TemplateLayout
{
    public static string Render(SectionHeader header, IReadOnlyList<AngularGroup> groups, IReadOnlyList<AngularNote> notes, AngularLinks links)
    {
        var text = new StringBuilder().Append(header.Render(links)).Append('\n');
        foreach (var group in groups)
        {
            text.Append("\n\n");
            if (group.Title.Length > 0) text.Append("### ").Append(group.Title).Append("\n\n");
            foreach (var entry in group.Entries) AppendEntry(text, entry, links);
        }

        AppendNotes(text, notes);
        return Ecma.TrimEnd(text).Append('\n').ToString();
    }

    private static void AppendEntry(StringBuilder text, AngularEntry entry, AngularLinks links)
    {
        text.Append('*');
        if (entry.Scope is not null) text.Append(" **").Append(entry.Scope).Append(":**");
        text.Append(' ').Append(entry.Subject ?? entry.Header);
        text.Append(" ([").Append(entry.Id.Short).Append("](").Append(links.Commit(entry.Id.Hex)).Append("))");
        if (entry.Closes.Count > 0) text.Append(", closes");
        foreach (var issue in entry.Closes) text.Append(" [").Append(issue.LabelOf("#")).Append("](").Append(links.Issue(issue)).Append(')');
        text.Append('\n');
    }

    private static void AppendNotes(StringBuilder text, IReadOnlyList<AngularNote> notes)
    {
        if (notes.Count == 0) return;
        text.Append("\n\n### BREAKING CHANGES\n\n");
        foreach (var (scope, note) in notes)
        {
            text.Append("* ");
            if (scope is not null) text.Append("**").Append(scope).Append(":** ");
            text.Append(note).Append('\n');
        }
    }
}
