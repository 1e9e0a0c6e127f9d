using System.Text;
using System.Text.RegularExpressions;

namespace TorchTrt.Release.Notes;

/// <summary>
/// The text of a breaking note below its list entry: paragraphs, lists and code blocks two blanks in, without trailers
/// (<c>Signed-off-by:</c> and the like), at most twenty lines.
/// </summary>
internal sealed partial class NoteText
{
    private const int MaximumLines = 20;
    private const int LongestLine = 2000;
    private const string Fence = "```";

    private readonly List<Block> blocks = [];
    private readonly StringBuilder prose = new();
    private BlockKind kind = BlockKind.Paragraph;
    private List<string>? code;

    private enum BlockKind
    {
        Paragraph,
        Item,
        Code,
    }

    /// <summary>Markdown without a line end at either end; empty when nothing is left.</summary>
    public static string Indented(string note)
    {
        var lines = note.ReplaceLineEndings("\n").Split('\n').Where(line => !Trailer().IsMatch(line)).SkipWhile(string.IsNullOrWhiteSpace).ToList();
        while (lines.Count > 0 && string.IsNullOrWhiteSpace(lines[^1])) lines.RemoveAt(lines.Count - 1);
        var text = new NoteText();
        foreach (var line in lines.Take(MaximumLines)) text.Add(line);
        text.Close();
        if (lines.Count > MaximumLines) text.blocks.Add(new Block(BlockKind.Paragraph, "\u2026"));
        return text.Written();
    }

    private void Add(string line)
    {
        var text = PlainText.OneLine(PlainText.Cut(line, LongestLine));
        if (text.StartsWith(Fence, StringComparison.Ordinal)) Toggle();
        else if (code is not null) code.Add(PlainText.CodeLine(PlainText.Cut(line, LongestLine)));
        else if (text.Length == 0) Close();
        else if (text is ['*' or '-', ' ', ..]) Begin(BlockKind.Item, text[2..]);
        else Begin(prose.Length == 0 ? BlockKind.Paragraph : null, text);
    }

    /// <param name="begun">Null goes on with what is open.</param>
    private void Begin(BlockKind? begun, string text)
    {
        if (begun is { } other)
        {
            Close();
            kind = other;
        }

        prose.Append(prose.Length == 0 ? "" : " ").Append(text);
    }

    private void Toggle()
    {
        var opens = code is null;
        Close();
        code = opens ? [] : null;
    }

    private void Close()
    {
        if (code is { Count: > 0 }) blocks.Add(new Block(BlockKind.Code, $"{Fence}\n{string.Join('\n', code)}\n{Fence}"));
        if (prose.Length > 0) blocks.Add(new Block(kind, (kind == BlockKind.Item ? "- " : "") + MarkdownText.Inline(prose.ToString())));
        code = null;
        prose.Clear();
    }

    private string Written()
    {
        var text = new StringBuilder();
        for (var at = 0; at < blocks.Count; at++)
        {
            if (at > 0) text.Append(blocks[at].Kind == BlockKind.Item && blocks[at - 1].Kind == BlockKind.Item ? "\n" : "\n\n");
            text.AppendJoin('\n', blocks[at].Text.Split('\n').Select(line => line.Length == 0 ? "" : $"  {line}"));
        }

        return text.ToString();
    }

    private sealed record Block(BlockKind Kind, string Text);

    [GeneratedRegex(@"\A\s*[A-Za-z][A-Za-z-]*-by:\s", RegexOptions.CultureInvariant)]
    private static partial Regex Trailer();
}
