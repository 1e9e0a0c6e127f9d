using System.Text.RegularExpressions;

namespace TorchTrt.Release.Sites;

/// <summary>Looks for a pattern within lines: only those are looked at that hold the pattern's literal.</summary>
internal static class LineSearch
{
    /// <summary>No file of the project says the same thing so often; one that does was not written by people.</summary>
    public const int Most = 1000;

    /// <summary>Every match with its line, in the order of the file; positions are those of the file.</summary>
    /// <exception cref="ReleaseException">TR1021 when there are too many.</exception>
    public static IEnumerable<(Span Line, Match Match)> Find(SourceText file, Regex pattern)
    {
        var literal = (pattern as Locator)?.Literal ?? "";
        var search = Locator.For(pattern, file.Text);
        var found = 0;
        for (var from = 0; from < file.Text.Length;)
        {
            var at = literal.Length == 0 ? from : file.Text.IndexOf(literal, from, StringComparison.Ordinal);
            if (at < 0) yield break;
            var line = LineAround(file.Text, at, from);
            for (var match = search.Match(file.Text, line.Start, line.Length); match.Success; match = match.NextMatch())
            {
                if (++found > Most) throw new ReleaseException(TooMany(file, line));
                yield return (line, match);
            }

            var newline = file.Text.IndexOf('\n', line.End);
            from = newline < 0 ? file.Text.Length : newline + 1;
        }
    }

    /// <summary>The line of a position, without its end; it begins at <paramref name="earliest"/> or later.</summary>
    private static Span LineAround(string text, int position, int earliest)
    {
        var before = text.AsSpan(earliest, position - earliest).LastIndexOf('\n');
        var start = before < 0 ? earliest : earliest + before + 1;
        var length = text.AsSpan(position).IndexOf('\n');
        var end = length < 0 ? text.Length : position + length;
        return new Span(start, (end > start && text[end - 1] == '\r' ? end - 1 : end) - start);
    }

    public static ReleaseError TooMany(SourceText file, Span line) => new(
        "TR1021", $"the same thing is written more than {Most} times.", "restore the file", file.Where(line.Start), "a handful of places");
}
