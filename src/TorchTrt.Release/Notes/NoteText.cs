using System.Text;
using System.Text.RegularExpressions;

namespace TorchTrt.Release.Notes;

/// <summary>
/// The text of a breaking note below its list entry: two blanks in, without trailers (<c>Signed-off-by:</c> and the like), code blocks kept,
/// at most twenty lines.
/// </summary>
internal static partial class NoteText
{
    private const int MaximumLines = 20;
    private const string Fence = "```";

    public static string Indented(string note)
    {
        var lines = note.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && !Trailer().IsMatch(line)).ToList();
        var text = new StringBuilder();
        var inCode = false;
        foreach (var line in lines.Take(MaximumLines))
        {
            var isFence = line.TrimStart().StartsWith(Fence, StringComparison.Ordinal);
            Append(text, isFence ? Fence : inCode ? line : Prose(line));
            inCode ^= isFence;
        }

        if (inCode) Append(text, Fence);
        if (lines.Count > MaximumLines) Append(text, "\u2026");
        return text.ToString().TrimEnd('\n');
    }

    private static void Append(StringBuilder text, string line) => text.Append("  ").Append(line).Append('\n');

    /// <summary>A list entry stays one.</summary>
    private static string Prose(string line)
    {
        var trimmed = line.TrimStart();
        return trimmed.StartsWith("* ", StringComparison.Ordinal) || trimmed.StartsWith("- ", StringComparison.Ordinal)
            ? $"- {MarkdownText.Inline(trimmed[2..])}"
            : MarkdownText.Inline(trimmed);
    }

    [GeneratedRegex(@"\A\s*[A-Za-z][A-Za-z-]*-by:\s", RegexOptions.CultureInvariant)]
    private static partial Regex Trailer();
}
