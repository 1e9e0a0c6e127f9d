using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Changelog;

/// <summary>
/// CHANGELOG.md as bytes. A section is put where the file's own order has it (Torch-TensorRT appends, oldest first) or replaces the one of its
/// version; all bytes outside it stay as they are, line ends and byte order mark included.
/// </summary>
public static class ChangelogFile
{
    private const string Title = "# Changelog";
    private const int BlankLines = 2;

    /// <summary>The section of a version; null when there is none.</summary>
    /// <exception cref="ReleaseException">TR1401 not UTF-8, TR1402 several sections of that version.</exception>
    public static ChangelogSection? Find(byte[]? existing, ReleaseVersion version)
    {
        var document = ChangelogDocument.Read(existing ?? []);
        return document.Find(version) is { } place
            ? new ChangelogSection(document.TextOf(place), place.Heading.Date, place.Line)
            : null;
    }

    /// <summary>The file with the section in it; the same bytes when it has it already. Doing it twice is doing it once.</summary>
    /// <param name="existing">Null when there is no file: it begins with <c># Changelog</c>.</param>
    /// <param name="section">With its heading, lines ended with LF.</param>
    /// <param name="order">Where a section goes that is not there yet.</param>
    /// <exception cref="ReleaseException">TR1401 not UTF-8, TR1402 several sections of that version.</exception>
    public static byte[] Insert(byte[]? existing, string section, ReleaseVersion version, ChangelogOrder order = ChangelogOrder.Own)
    {
        var document = ChangelogDocument.Read(existing ?? []);
        var text = document.Spell(section.TrimEnd('\n') + "\n");
        if (document.Find(version) is { } present)
            return document.With(text, present.Start, document.HasAt(present.Start, text) ? Math.Max(present.Start + text.Length, present.End) : present.End);
        return document.PlaceFor(version, order) is { } next
            ? document.With(text + document.BlankLines(BlankLines), next.Start, next.Start)
            : Append(document, text);
    }

    private static byte[] Append(ChangelogDocument document, string text)
    {
        var lead = document.IsBlank
            ? document.Spell(Title + "\n") + document.BlankLines(BlankLines)
            : document.LineEndIfMissing + document.BlankLines(Math.Max(0, BlankLines - document.TrailingBlankLines));
        return document.With(lead + text, document.Length, document.Length);
    }
}
