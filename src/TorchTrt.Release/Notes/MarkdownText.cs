using System.Globalization;
using System.Text.RegularExpressions;

namespace TorchTrt.Release.Notes;

/// <summary>
/// Text of commits and issues as GitHub Markdown that shows it as it was written: no HTML, no formatting by accident, and nobody is notified
/// (<c>@name</c> stands in a code span). Code spans, addresses and <c>#123</c> stay as they are.
/// </summary>
public static partial class MarkdownText
{
    /// <summary>One line of text; line breaks and control characters become blanks.</summary>
    public static string Inline(string text)
    {
        var clean = string.Concat(text.Select(Printable)).Trim();
        return BlockMark().Replace(Special().Replace(clean, Escape), @"\${mark}");
    }

    /// <summary>A cell of a table.</summary>
    public static string Cell(string text) => Inline(text).Replace("|", @"\|", StringComparison.Ordinal);

    /// <summary>A code span of text without backticks, for example a file name.</summary>
    public static string Code(string text) => $"`{string.Concat(text.Select(Printable)).Replace('`', '\'').Replace('|', '\u00A6')}`";

    private static string Escape(Match match)
    {
        if (match.Groups["verbatim"].Success) return match.Value;
        if (match.Groups["mention"].Success) return Code(match.Value);
        return match.Value == "&" ? "&amp;" : $@"\{match.Value}";
    }

    /// <summary>Format characters go too: some of them turn the direction of the text after them.</summary>
    private static char Printable(char c) => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
        ? ' '
        : c;

    [GeneratedRegex(
        """
        (?<verbatim>`[^`]+`|\bhttps?://[^\s<>"'`]+)
        |(?<mention>(?<![\w`])@\w(?:[\w/.-]*\w)?)
        |[\\`*\[\]<~]
        |&(?=\#?\w+;)
        |(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Special();

    /// <summary>What would begin a heading, a list or a quotation at the start of a line.</summary>
    [GeneratedRegex(@"\A(?<mark>(?:\#{1,6}|[-+>])(?=\s|\z))|(?<=\A[0-9]{1,9})(?<mark>[.)](?=\s|\z))", RegexOptions.CultureInvariant)]
    private static partial Regex BlockMark();
}
