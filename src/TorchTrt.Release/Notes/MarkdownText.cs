using System.Text;

namespace TorchTrt.Release.Notes;

/// <summary>
/// Text of commits and issues as GitHub Markdown (https://github.github.com/gfm) that shows it as it was written: no HTML, no formatting by
/// accident, and nobody is notified (<c>@name</c> stands in a code span). Code spans, addresses and <c>#123</c> keep their meaning.
/// </summary>
public static class MarkdownText
{
    /// <summary>One line of text; line breaks, control characters and runs of blanks become one blank.</summary>
    public static string Inline(string text) => Write(InlineReader.Read(PlainText.OneLine(text)), Place.Line);

    /// <summary>A cell of a table.</summary>
    public static string Cell(string text) => Write(InlineReader.Read(PlainText.OneLine(text)), Place.Cell);

    /// <summary>A code span, for example of a file name; empty for no text. Good in a table, too: a vertical bar becomes a broken one.</summary>
    public static string Code(string text) => CodeSpan(PlainText.OneLine(text).Replace('|', '\u00A6'));

    /// <summary>A link with text of ours.</summary>
    /// <param name="text">Markdown.</param>
    /// <param name="address">Without blanks and parentheses.</param>
    public static string Link(string text, string address) => $"[{text}]({address})";

    /// <summary>A backslash would leave a backtick, and whether one that follows it opens a code span is read in two ways.</summary>
    private const string Backtick = "&#96;";

    private enum Place
    {
        Line,
        Cell,
    }

    private static string Write(IEnumerable<InlineRun> runs, Place place)
    {
        var text = new StringBuilder();
        foreach (var run in runs)
        {
            text.Append(run.Kind switch
            {
                InlineKind.Code => CodeSpan(place == Place.Cell ? run.Text.Replace('|', '\u00A6') : run.Text),
                InlineKind.Address => $"<{(place == Place.Cell ? run.Text.Replace("|", "%7C", StringComparison.Ordinal) : run.Text)}>",
                _ => Literal(run.Text, text.Length == 0),
            });
        }

        return text.ToString();
    }

    /// <summary>Delimited by one backtick more than the text has in a row (CommonMark 6.1).</summary>
    internal static string CodeSpan(string text)
    {
        if (text.Length == 0) return "";
        var (longest, row) = (0, 0);
        foreach (var c in text)
        {
            row = c == '`' ? row + 1 : 0;
            longest = Math.Max(longest, row);
        }

        var fence = new string('`', longest + 1);
        var needsBlanks = text[0] == '`' || text[^1] == '`' || (text[0] == ' ' && text[^1] == ' ' && !string.IsNullOrWhiteSpace(text));
        return needsBlanks ? $"{fence} {text} {fence}" : $"{fence}{text}{fence}";
    }

    private static string Literal(string text, bool isStartOfLine)
    {
        var escaped = new StringBuilder(text.Length + 8);
        var mark = isStartOfLine ? BlockMark(text) : -1;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '&' && IsEntity(text.AsSpan(at + 1))) escaped.Append("&amp;");
            else if (text[at] == '`') escaped.Append(Backtick);
            else if (at == mark || IsSpecial(text, at)) escaped.Append('\\').Append(text[at]);
            else escaped.Append(text[at]);
        }

        return escaped.ToString();
    }

    private static bool IsSpecial(string text, int at) => text[at] switch
    {
        '\\' or '*' or '[' or ']' or '<' or '~' or '|' or '$' => true,
        '_' => !(IsWord(text, at - 1) && IsWord(text, at + 1)),
        _ => false,
    };

    /// <summary>Where the character is that would begin a heading, a list, a quotation, a rule or a row of a table at the start of a line; -1 where there is none.</summary>
    private static int BlockMark(string text)
    {
        if (text.Length == 0) return -1;
        if (text[0] == '>' || (text[0] is '-' or '+' or '=' or '#' or ':' && !IsWord(text, 1))) return 0;
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return digits is > 0 and < 10 && text[digits] is '.' or ')' && (digits + 1 == text.Length || text[digits + 1] == ' ') ? digits : -1;
    }

    private static bool IsWord(string text, int at) => at >= 0 && at < text.Length && char.IsAsciiLetterOrDigit(text[at]);

    /// <summary>Whether an ampersand before this makes a character reference (CommonMark 2.5).</summary>
    private static bool IsEntity(ReadOnlySpan<char> rest)
    {
        if (rest is ['#', ..]) rest = rest[1..];
        var name = 0;
        while (name < rest.Length && char.IsAsciiLetterOrDigit(rest[name])) name++;
        return name > 0 && name < rest.Length && rest[name] == ';';
    }
}
