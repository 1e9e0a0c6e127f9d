using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Notes;

/// <summary>The text of a release and, where the forge's page is too small for it, a file with the rest.</summary>
/// <param name="Body">Markdown, lines ended with LF.</param>
/// <param name="Rest">Null when the body says everything.</param>
public sealed record NotesDocument(string Body, NotesAttachment? Rest);

/// <param name="Name">File name without folders.</param>
/// <param name="Text">Markdown, lines ended with LF.</param>
public sealed record NotesAttachment(string Name, string Text);

/// <summary>Sections set on a page of limited length.</summary>
internal static class NotesPage
{
    /// <summary>
    /// The sections in their order, then the closing; while that is too long, the section of lowest rank moves to a file, the longest of equals
    /// first. A sentence says which and where they are.
    /// </summary>
    public static NotesDocument Fit(ReleaseVersion version, IReadOnlyList<NotesSection> sections, string closing, int maximumLength)
    {
        var whole = Body(sections, [], "", closing);
        if (whole.Length <= maximumLength) return new NotesDocument(whole, null);

        var file = $"release-notes-{version}.md";
        var kept = sections.ToList();
        string body;
        do
        {
            kept.Remove(kept.OrderBy(section => section.Rank).ThenByDescending(section => section.Text.Length).First());
            body = Body(kept, [.. sections.Except(kept)], file, closing);
        }
        while (body.Length > maximumLength && kept.Count > 0);

        var rest = string.Join("\n\n", sections.Except(kept).Select(section => section.ToString()).Prepend($"# Torch-TensorRT {version}: what the release page has no room for"));
        return new NotesDocument(body, new NotesAttachment(file, rest + "\n"));
    }

    private static string Body(IReadOnlyList<NotesSection> kept, IReadOnlyList<NotesSection> left, string file, string closing)
    {
        var names = left.Select(section => $"{section.Title ?? "the introduction"} ({section.Entries})").ToList();
        var pointer = names.Count == 0 ? [] : new[] { $"The attached file {MarkdownText.Code(file)} has what this page has no room for: {string.Join(", ", names)}." };
        return string.Join("\n\n", kept.Select(section => section.ToString()).Concat(pointer).Append(closing)) + "\n";
    }
}
