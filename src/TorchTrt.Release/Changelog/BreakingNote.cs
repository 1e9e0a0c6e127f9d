using System.Text;

namespace TorchTrt.Release.Changelog;

/// <summary>A breaking note while its lines are being read.</summary>
internal sealed class BreakingNote(string firstLine)
{
    private const string Keyword = "BREAKING CHANGE";

    private readonly StringBuilder text = new(firstLine);

    /// <summary>Whether a message can have a note at all.</summary>
    public static bool MayStandIn(string message) => message.Contains(Keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>The note that a line opens: <c>BREAKING CHANGE</c> in any case, indented or in a list or not, then a colon or white space; null when it opens none.</summary>
    public static BreakingNote? OpenLoosely(string line)
    {
        var rest = line.AsSpan();
        while (rest.Length > 0 && (Ecma.IsWhiteSpace(rest[0]) || rest[0] is '|' or '*')) rest = rest[1..];
        if (!rest.StartsWith(Keyword, StringComparison.OrdinalIgnoreCase)) return null;
        rest = rest[Keyword.Length..];
        if (rest.Length == 0 || !IsSeparator(rest[0])) return null;
        while (rest.Length > 0 && IsSeparator(rest[0])) rest = rest[1..];
        return Of(rest);
    }

    /// <summary>The note that a line opens: <c>BREAKING CHANGE:</c> in any case in the first column, or after <c>* </c>; null when it opens none.</summary>
    public static BreakingNote? OpenStrictly(string line)
    {
        var rest = line.AsSpan();
        if (rest.Length > 1 && rest[0] == '*' && Ecma.IsWhiteSpace(rest[1])) rest = WithoutSpace(rest[1..]);
        if (!rest.StartsWith(Keyword, StringComparison.OrdinalIgnoreCase)) return null;
        rest = rest[Keyword.Length..];
        return rest.Length > 0 && rest[0] == ':' ? Of(WithoutSpace(rest[1..])) : null;
    }

    public void Add(string line)
    {
        if (text.Length > 0) text.Append('\n');
        text.Append(line);
    }

    /// <summary>The lines read so far, without line breaks at either end.</summary>
    public override string ToString() => text.ToString().Trim('\r', '\n');

    private static BreakingNote Of(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny("\r\n\u2028\u2029");
        return new BreakingNote((end < 0 ? rest : rest[..end]).ToString());
    }

    private static ReadOnlySpan<char> WithoutSpace(ReadOnlySpan<char> text)
    {
        while (text.Length > 0 && Ecma.IsWhiteSpace(text[0])) text = text[1..];
        return text;
    }

    private static bool IsSeparator(char c) => c == ':' || Ecma.IsWhiteSpace(c);
}
