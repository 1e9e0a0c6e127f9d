using System.Text;

namespace TorchTrt.Release.Changelog;

/// <summary>A breaking note while its lines are being read.</summary>
internal sealed class BreakingNote(string firstLine)
{
    private const string Keyword = "BREAKING CHANGE";

    private readonly StringBuilder text = new(firstLine);

    /// <summary>The note that a line opens: <c>BREAKING CHANGE</c> in any case, then a colon or white space; null when it opens none.</summary>
    public static BreakingNote? Open(string line)
    {
        var rest = line.AsSpan();
        while (rest.Length > 0 && (Ecma.IsWhiteSpace(rest[0]) || rest[0] is '|' or '*')) rest = rest[1..];
        if (!rest.StartsWith(Keyword, StringComparison.OrdinalIgnoreCase)) return null;
        rest = rest[Keyword.Length..];
        if (rest.Length == 0 || !IsSeparator(rest[0])) return null;
        while (rest.Length > 0 && IsSeparator(rest[0])) rest = rest[1..];
        var end = rest.IndexOfAny("\r\n\u2028\u2029");
        return new BreakingNote((end < 0 ? rest : rest[..end]).ToString());
    }

    public void Add(string line)
    {
        if (text.Length > 0) text.Append('\n');
        text.Append(line);
    }

    /// <summary>The lines read so far, without line breaks at either end.</summary>
    public override string ToString() => text.ToString().Trim('\r', '\n');

    private static bool IsSeparator(char c) => c == ':' || Ecma.IsWhiteSpace(c);
}
