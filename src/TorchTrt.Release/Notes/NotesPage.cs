namespace TorchTrt.Release.Notes;

/// <summary>Sections set on a page of limited length.</summary>
internal static class NotesPage
{
    /// <summary>The sections in their order, then the closing; while that is too long, the section of lowest rank goes, the longest of equals first.</summary>
    public static string Fit(IReadOnlyList<NotesSection> sections, string closing, int maximumLength)
    {
        var kept = sections.ToList();
        var page = Page(kept, [], closing);
        while (page.Length > maximumLength && kept.Count > 0)
        {
            kept.Remove(kept.OrderBy(section => section.Rank).ThenByDescending(section => section.Text.Length).First());
            page = Page(kept, sections.Except(kept), closing);
        }

        return page;
    }

    private static string Page(List<NotesSection> kept, IEnumerable<NotesSection> left, string closing)
    {
        var names = left.Select(section => $"{section.Title ?? "the milestone's text"} ({section.Entries})").ToList();
        var pointer = names.Count == 0 ? [] : new[] { $"Too long for this page and left out: {string.Join(", ", names)}. The full changelog below has them." };
        return string.Join("\n\n", kept.Select(section => section.ToString()).Concat(pointer).Append(closing)) + "\n";
    }
}
