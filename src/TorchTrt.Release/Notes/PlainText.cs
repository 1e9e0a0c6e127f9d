using System.Globalization;
using System.Text;

namespace TorchTrt.Release.Notes;

/// <summary>Text without what no reader sees.</summary>
internal static class PlainText
{
    /// <summary>One line: everything blank or invisible between two words is one blank. Format characters go, too: some of them turn the direction of the text after them.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsBlank(rune)) line.Append(rune);
            else if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
        }

        return line.ToString().TrimEnd(' ');
    }

    /// <summary>A line of code: blanks stay as they are.</summary>
    public static string CodeLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) line.Append(rune.Value == ' ' || !IsBlank(rune) ? rune : new Rune(' '));
        return line.ToString().TrimEnd(' ');
    }

    /// <summary>At most so many characters, cut at a word where there is one, with an ellipsis.</summary>
    public static string Cut(string line, int length)
    {
        if (line.Length <= length) return line;
        var end = line.LastIndexOf(' ', length - 1, length / 4);
        if (end < 0) end = char.IsHighSurrogate(line[length - 2]) ? length - 2 : length - 1;
        return line[..end] + "\u2026";
    }

    private static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
