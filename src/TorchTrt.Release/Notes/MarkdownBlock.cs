using System.Text;

namespace TorchTrt.Release.Notes;

/// <summary>
/// Markdown that somebody wrote for people, such as a milestone's description, as a part of a larger page: its formatting stays, and nothing of
/// it reaches beyond its end. Raw HTML is shown as text, people are named without being notified, an open code block is closed, and headings
/// are lowered.
/// </summary>
internal static class MarkdownBlock
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
            if (fence is null && mark is not null) fence = mark;
            else if (fence is not null && mark is not null && mark[0] == fence[0] && mark.Length >= fence.Length && clean.Trim().Length == mark.Length) fence = null;
            else if (fence is null) clean = Lowered(Inert(clean), lowered);
            text.Append(clean).Append('\n');
        }

        if (fence is not null) text.Append(fence).Append('\n');
        return text.ToString().Trim('\n');
    }

    /// <summary>Three or more backticks or tildes at the start of a line.</summary>
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
            if (run.Kind == InlineKind.Text) text.Append(run.Text.Replace("<", "&lt;", StringComparison.Ordinal).Replace("`", "&#96;", StringComparison.Ordinal));
            else if (run.Kind == InlineKind.Code) text.Append(MarkdownText.CodeSpan(run.Text));
            else text.Append(run.Text);
        }

        return text.ToString();
    }
}
