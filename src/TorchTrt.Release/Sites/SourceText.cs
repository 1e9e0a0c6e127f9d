using System.Text;

namespace TorchTrt.Release.Sites;

/// <summary>A stretch of a file: characters that are bytes, from the first after a byte order mark.</summary>
public readonly record struct Span(int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>
/// A file of the checkout, one character a byte (Latin-1), so that every byte outside an edited span stays what it was: encoding, byte order mark,
/// line ends, missing final newline. What is edited is always ASCII.
/// </summary>
public sealed class SourceText
{
    private const string Utf8Mark = "\u00EF\u00BB\u00BF";

    private readonly string mark;

    public SourceText(string path, byte[] content)
    {
        var all = Encoding.Latin1.GetString(content);
        mark = all.StartsWith(Utf8Mark, StringComparison.Ordinal) ? Utf8Mark : "";
        Path = path;
        Text = all[mark.Length..];
    }

    /// <summary>Relative to the root of the checkout, with '/'.</summary>
    public string Path { get; }

    public string Text { get; }

    public string At(Span span) => Text.Substring(span.Start, span.Length);

    /// <summary>The line a position is on, from 1.</summary>
    public int LineAt(int position) => Text.AsSpan(0, position).Count('\n') + 1;

    /// <summary><c>path:line</c> of a position.</summary>
    public string Where(int position) => $"{Path}:{LineAt(position)}";

    /// <summary>The lines, without their line ends.</summary>
    public IEnumerable<Span> Lines()
    {
        for (var start = 0; start < Text.Length;)
        {
            var newline = Text.IndexOf('\n', start);
            var end = newline < 0 ? Text.Length : newline;
            var visible = end > start && Text[end - 1] == '\r' ? end - 1 : end;
            yield return new Span(start, visible - start);
            start = newline < 0 ? Text.Length : newline + 1;
        }
    }

    /// <summary>The bytes with spans replaced. Spans do not overlap; an empty span inserts.</summary>
    public byte[] With(IEnumerable<(Span Span, string New)> replacements)
    {
        var result = new StringBuilder(mark);
        var position = 0;
        foreach (var (span, text) in replacements.OrderBy(replacement => replacement.Span.Start))
        {
            if (span.Start < position) throw new InvalidOperationException($"Two edits of {Path} overlap at line {LineAt(span.Start)}.");
            result.Append(Text, position, span.Start - position).Append(text);
            position = span.End;
        }

        return Encoding.Latin1.GetBytes(result.Append(Text, position, Text.Length - position).ToString());
    }
}
