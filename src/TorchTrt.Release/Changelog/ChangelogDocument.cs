using System.Text;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Changelog;

/// <summary>
/// A changelog split at the headings of releases. The text has one character for each byte (Latin-1), so that whatever is not understood is
/// written back unchanged.
/// </summary>
internal sealed class ChangelogDocument
{
    private const string Utf8Mark = "\u00EF\u00BB\u00BF";

    private readonly string text;
    private readonly string lineEnd;
    private readonly List<Place> places = [];

    private ChangelogDocument(string text)
    {
        this.text = text;
        lineEnd = text.Split("\r\n").Length * 2 > text.Split('\n').Length + 1 ? "\r\n" : "\n";
        FindHeadings();
    }

    /// <summary>A section in the file: from its heading to its last line that is not blank, as character offsets.</summary>
    public sealed record Place(ChangelogHeading Heading, int Line, int Start, int End);

    public bool IsBlank => string.IsNullOrWhiteSpace(text.Replace(Utf8Mark, "", StringComparison.Ordinal));

    public int Length => text.Length;

    public string LineEndIfMissing => text.EndsWith('\n') ? "" : lineEnd;

    public int TrailingBlankLines => text[LastTextLineEnd(0, text.Length)..].Count(c => c == '\n');

    public static ChangelogDocument Read(byte[] content)
    {
        if (content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new ReleaseException(new ReleaseError(
                "TR1401", "The changelog is written in UTF-16.", "save it as UTF-8 and run Changelog again", "CHANGELOG.md:1", "UTF-8"));
        }

        return new ChangelogDocument(Encoding.Latin1.GetString(content));
    }

    public Place? Find(ReleaseVersion version)
    {
        var found = places.Where(place => place.Heading.Version == version).ToList();
        return found.Count < 2 ? found.SingleOrDefault() : throw new ReleaseException(new ReleaseError(
            "TR1402",
            $"The changelog has {found.Count} sections for {version}, on lines {string.Join(", ", found.Select(place => place.Line))}.",
            "keep one of them and run Changelog again",
            $"CHANGELOG.md:{found[1].Line}",
            "one section a version"));
    }

    /// <summary>The section that a new one of this version stands before; null when it stands at the end.</summary>
    public Place? PlaceFor(ReleaseVersion version, ChangelogOrder order)
    {
        if (order == ChangelogOrder.Newest || (order == ChangelogOrder.Own && IsNewestFirst)) return places.Find(IsLower);
        var lastLower = places.FindLastIndex(IsLower);
        var next = lastLower < 0 ? places.FindIndex(place => place.Heading.Version is not null) : lastLower + 1;
        return next >= 0 && next < places.Count ? places[next] : null;

        bool IsLower(Place place) => place.Heading.Version is { } present && present < version;
    }

    /// <summary>Whether the file has exactly this text from a place on, even when a line of it looks like another release's heading.</summary>
    public bool HasAt(int start, string spelled) => text.AsSpan(start).StartsWith(spelled);

    /// <summary>A section's text, decoded, with LF.</summary>
    public string TextOf(Place place)
        => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text[place.Start..place.End])).Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>Text as this file writes it: its line ends, one character a byte.</summary>
    public string Spell(string unicode)
        => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(unicode)).Replace("\n", lineEnd, StringComparison.Ordinal);

    public string BlankLines(int count) => string.Concat(Enumerable.Repeat(lineEnd, count));

    public byte[] With(string replacement, int start, int end)
        => Encoding.Latin1.GetBytes(string.Concat(text.AsSpan(0, start), replacement, text.AsSpan(end)));

    private bool IsNewestFirst
    {
        get
        {
            var versions = places.Select(place => place.Heading.Version).OfType<ReleaseVersion>().ToList();
            return versions.Zip(versions.Skip(1), (first, second) => second.CompareTo(first)).Sum(Math.Sign) < 0;
        }
    }

    private void FindHeadings()
    {
        var headings = new List<(ChangelogHeading Heading, int Line, int Start)>();
        var start = text.StartsWith(Utf8Mark, StringComparison.Ordinal) ? Utf8Mark.Length : 0;
        for (var line = 1; start < text.Length; line++)
        {
            var end = EndOfLine(start);
            if (ChangelogHeading.Read(text[start..end].TrimEnd('\r', '\n')) is { } heading) headings.Add((heading, line, start));
            start = end;
        }

        for (var i = 0; i < headings.Count; i++)
        {
            var limit = i + 1 < headings.Count ? headings[i + 1].Start : text.Length;
            places.Add(new Place(headings[i].Heading, headings[i].Line, headings[i].Start, LastTextLineEnd(headings[i].Start, limit)));
        }
    }

    private int EndOfLine(int start)
    {
        var end = text.IndexOf('\n', start);
        return end < 0 ? text.Length : end + 1;
    }

    /// <summary>End of the last line between two places that is neither blank nor a link definition (<c>[1.0.0]: https://…</c>, a footer of the file).</summary>
    private int LastTextLineEnd(int start, int end)
    {
        while (end > start)
        {
            var line = end < 2 ? 0 : text.LastIndexOf('\n', end - 2) + 1;
            if (line < start || !IsFiller(text[line..end])) break;
            end = line;
        }

        return end;
    }

    private static bool IsFiller(string line)
        => string.IsNullOrWhiteSpace(line) || (line[0] == '[' && line.Contains("]: ", StringComparison.Ordinal));
}
