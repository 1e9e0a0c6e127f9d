namespace TorchTrt.Release.Changelog;

/// <summary>What both readers of references agree on: GitHub's action words, the prefixes <c>#</c> and <c>gh-</c>, and addresses.</summary>
internal static class ReferenceText
{
    private static readonly string[] Actions = ["close", "closes", "closed", "fix", "fixes", "fixed", "resolve", "resolves", "resolved"];

    /// <summary>Whether there can be a reference in a line at all; most lines of most messages have none.</summary>
    public static bool MayRefer(ReadOnlySpan<char> line) => line.Contains('#') || line.Contains("gh-", StringComparison.OrdinalIgnoreCase);

    /// <summary>The action word that stands at a place and ends where white space or one of <paramref name="ends"/> follows; its length, or 0.</summary>
    public static int ActionAt(string line, int at, ReadOnlySpan<char> ends = default)
    {
        if ((line[at] | 0x20) is not ('c' or 'f' or 'r')) return 0;
        foreach (var word in Actions)
        {
            var end = at + word.Length;
            if (IsAt(line, at, word) && end < line.Length && (Ecma.IsWhiteSpace(line[end]) || ends.Contains(line[end]))) return word.Length;
        }

        return 0;
    }

    /// <summary>Whether an action word stands at a place, and neither before it nor after it a word goes on.</summary>
    public static bool IsWholeAction(string line, int at)
    {
        if ((line[at] | 0x20) is not ('c' or 'f' or 'r') || (at > 0 && Ecma.IsWord(line[at - 1]))) return false;
        foreach (var word in Actions)
            if (IsAt(line, at, word) && (at + word.Length == line.Length || !Ecma.IsWord(line[at + word.Length]))) return true;
        return false;
    }

    /// <summary>Length of the prefix at a place, or 0.</summary>
    public static int PrefixAt(string text, int at) => text[at] == '#' ? 1 : (text[at] | 0x20) == 'g' && IsAt(text, at, "gh-") ? 3 : 0;

    /// <summary>Whether there is <c>http://</c> or <c>https://</c> at a word's beginning, followed by URL characters of which one is a word character.</summary>
    public static bool HasUrl(string text)
    {
        for (var at = text.IndexOf("http", StringComparison.Ordinal); at >= 0; at = text.IndexOf("http", at + 1, StringComparison.Ordinal))
        {
            var rest = text.AsSpan(at + "http".Length);
            if (rest.StartsWith("s")) rest = rest[1..];
            if (!rest.StartsWith("://") || (at > 0 && Ecma.IsWord(text[at - 1]))) continue;
            rest = rest["://".Length..].TrimStart("-@:%+.~#?&/=");
            if (rest.Length > 0 && Ecma.IsWord(rest[0])) return true;
        }

        return false;
    }

    /// <summary>Compared in ASCII alone, as ECMAScript does without its <c>u</c> flag.</summary>
    public static bool IsAt(string text, int at, string word) => text.AsSpan(at).StartsWith(word, StringComparison.OrdinalIgnoreCase);

    public static bool IsIssueCharacter(char c) => Ecma.IsWord(c) || c == '-';

    public static bool IsRepositoryCharacter(char c) => Ecma.IsWord(c) || c is '-' or '.' or '/';
}
