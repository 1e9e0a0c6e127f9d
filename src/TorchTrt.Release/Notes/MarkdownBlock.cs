using System.Text;
using System.Text.RegularExpressions;

namespace TorchTrt.Release.Notes;

/// <summary>
/// Markdown that somebody wrote for people, such as a milestone's description, as a part of a larger page: its formatting stays, and nothing of
/// it reaches beyond its end. Raw HTML and mathematics are shown as text, people are named without being notified, an open code block is closed, and headings
/// are lowered.
/// </summary>
internal static partial class MarkdownBlock
{
    private const int LowestHeading = 6;

    /// <param name="lowered">Levels by which headings sink.</param>
    /// <returns>No blank line at either end.</returns>
    public static string Contain(string markdown, int lowered)
    {
        var text = new StringBuilder();
        string? fence = null;
        foreach (var line in markdown.ReplaceLineEndings("\n").Trim('\n').Split('\n'))
        {
            var clean = PlainText.CodeLine(line);
            var mark = FenceOf(clean);
            if (fence is null && mark is not null) clean = (fence = mark) + Language().Match(clean.TrimStart(' ')[mark.Length..]).Value;
            else if (fence is not null && mark is not null && mark[0] == fence[0] && mark.Length >= fence.Length && clean.Trim().Length == mark.Length) (clean, fence) = (fence, null);
            else if (fence is null) clean = Lowered(Inert(clean), lowered);
            text.Append(clean).Append('\n');
        }

        if (fence is not null) text.Append(fence).Append('\n');
        return text.ToString().Trim('\n');
    }

    /// <summary>Three or more backticks or tildes at the start of a line. They are written without what stands before them, because deeper than three blanks they mean something else.</summary>
    private static string? FenceOf(string line)
    {
        var text = line.AsSpan().TrimStart(' ');
        if (text.Length < 3 || text[0] is not ('`' or '~')) return null;
        var length = text.IndexOfAnyExcept(text[0]);
        if (length < 0) length = text.Length;
        return length < 3 || (text[0] == '`' && text[length..].Contains('`')) ? null : text[..length].ToString();
    }

    private static string Lowered(string line, int levels)
    {
        var text = line.AsSpan().TrimStart(' ');
        var level = text.IndexOfAnyExcept('#');
        if (level is < 1 or > LowestHeading || text[level] != ' ' || line.Length - text.Length > 3) return line;
        return new string('#', Math.Min(LowestHeading, level + levels)) + text[level..].ToString();
    }

    /// <summary>Takes the meaning from what begins HTML, and puts mentions into code spans; code spans and links stay.</summary>
    private static string Inert(string line)
    {
        var text = new StringBuilder(line.Length + 8);
        foreach (var run in InlineReader.Read(line))
        {
            // Character references, because a backslash may itself be escaped by what stands before it.
            if (run.Kind == InlineKind.Text) text.Append(run.Text.Replace("<", "&lt;", StringComparison.Ordinal).Replace("`", "&#96;", StringComparison.Ordinal).Replace("$", "&#36;", StringComparison.Ordinal));
            else if (run.Kind == InlineKind.Code) EndText(text).Append(MarkdownText.CodeSpan(run.Text));
            // An address between angle brackets is a link whatever it holds, and good in [text](address), too.
            else if (run.Text.Contains('@', StringComparison.Ordinal)) EndText(text).Append('<').Append(run.Text).Append('>');
            else text.Append(run.Text);
        }

        return text.ToString();
    }

    /// <summary>A backslash before a code span or an angle bracket would take its meaning.</summary>
    private static StringBuilder EndText(StringBuilder text)
    {
        if (text.Length == 0 || text[^1] != '\\') return text;
        text.Length--;
        return text.Append("&#92;");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9+-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Language();
}
