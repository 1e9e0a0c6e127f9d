using System.Text;

namespace TorchTrt.Release.Changelog;

/// <summary>
/// Character classes of ECMAScript regular expressions (ECMA-262, 12.2 WhiteSpace and 12.3 LineTerminator). The changelog format was defined by
/// a JavaScript program; .NET's own classes differ at U+0085 and U+FEFF.
/// </summary>
internal static class Ecma
{
    /// <summary>What <c>\s</c> matches and <c>trim()</c> removes.</summary>
    public static bool IsWhiteSpace(char c) => c switch
    {
        '\u0085' => false,
        '\uFEFF' => true,
        _ => char.IsWhiteSpace(c),
    };

    /// <summary>What <c>\w</c> matches.</summary>
    public static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    /// <summary>What <c>.</c> does not match.</summary>
    public static bool IsLineTerminator(char c) => c is '\n' or '\r' or '\u2028' or '\u2029';

    /// <summary>Takes white space off the end.</summary>
    public static StringBuilder TrimEnd(StringBuilder text)
    {
        while (text.Length > 0 && IsWhiteSpace(text[^1])) text.Length--;
        return text;
    }

    public static string Trim(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsWhiteSpace(text[start])) start++;
        while (end > start && IsWhiteSpace(text[end - 1])) end--;
        return text[start..end];
    }
}
