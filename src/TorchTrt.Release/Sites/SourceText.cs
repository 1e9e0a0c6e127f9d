namespace TorchTrt.Release.Sites;

/// <summary>A stretch of a file, in characters from the first after a byte order mark.</summary>
public readonly record struct Span(int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>
/// A file of the checkout as <see cref="ByteShape"/> reads it, so that every byte outside an edited span stays what it was: encoding, byte order mark,
/// line ends, missing final newline. What is edited is always ASCII.
/// </summary>
public sealed class SourceText
{
    private readonly ByteShape shape;
    private int[]? lineEnds;

    public SourceText(string path, byte[] content)
    {
        Path = path;
        shape = ByteShape.Of(content);
        Text = shape.Read(content);
    }

    /// <summary>Relative to the root of the checkout, with '/'.</summary>
    public string Path { get; }

    public string Text { get; }

    public string At(Span span) => Text.Substring(span.Start, span.Length);

    /// <summary>The line a position is on, from 1.</summary>
    public int LineAt(int position)
    {
        var found = Array.BinarySearch(lineEnds ??= LineEnds(), position);
        return (found < 0 ? ~found : found) + 1;
    }

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
        var pieces = new List<ReadOnlyMemory<char>>();
        var position = 0;
        foreach (var (span, text) in replacements.OrderBy(replacement => replacement.Span.Start))
        {
            if (span.Start < position) throw new InvalidOperationException($"Two edits of {Path} overlap at line {LineAt(span.Start)}.");
            pieces.Add(Text.AsMemory(position, span.Start - position));
            pieces.Add(text.AsMemory());
            position = span.End;
        }

        pieces.Add(Text.AsMemory(position));
        return shape.Write(pieces);
    }

    /// <summary>Where the lines end; a position is on the line that ends at it or after it.</summary>
    private int[] LineEnds()
    {
        var ends = new List<int>();
        for (var at = Text.IndexOf('\n'); at >= 0; at = Text.IndexOf('\n', at + 1)) ends.Add(at);
        return [.. ends];
    }
}
