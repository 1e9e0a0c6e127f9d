namespace TorchTrt.Release.Changelog;

/// <summary>A line of the form <c>Token: value</c>, <c>Token #12</c> or <c>Token gh-12</c>, from its first column on.</summary>
internal static class TrailerLine
{
    private const string Breaking = "BREAKING CHANGE";

    public static LineForm FormOf(string line)
    {
        if (ReferenceText.IsAt(line, 0, Breaking) && HasValue(line, Breaking.Length)) return LineForm.Trailer;
        var end = 0;
        while (end < line.Length && ReferenceText.IsIssueCharacter(line[end])) end++;
        return end > 0 && HasValue(line, end) ? LineForm.Trailer : LineForm.Text;
    }

    private static bool HasValue(string line, int token)
        => token < line.Length && (line[token] == ':' ? HasTextAfterSpace(line, token + 1) : HasPrefixAfterSpace(line, token));

    /// <summary>White space, and after one or more characters of it something that is no line end; that may be white space, too.</summary>
    private static bool HasTextAfterSpace(string line, int at)
    {
        for (; at + 1 < line.Length && Ecma.IsWhiteSpace(line[at]); at++)
            if (!Ecma.IsLineTerminator(line[at + 1])) return true;
        return false;
    }

    private static bool HasPrefixAfterSpace(string line, int at)
    {
        var start = at;
        while (at < line.Length && Ecma.IsWhiteSpace(line[at])) at++;
        if (at == start || at == line.Length) return false;
        var value = at + ReferenceText.PrefixAt(line, at);
        return value > at && value < line.Length && !Ecma.IsLineTerminator(line[value]);
    }
}
