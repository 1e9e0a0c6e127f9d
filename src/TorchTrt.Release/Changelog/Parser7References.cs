namespace TorchTrt.Release.Changelog;

/// <summary>
/// Finds issue references in one line as conventional-commits-parser 7.1 does with GitHub's settings: what stands outside the sentences of action
/// words counts too, but without an action; a reference begins a word, has a digit, and is followed by white space, the end or one of
/// <c>, ; . ) ]</c>; a URL switches its sentence off.
/// </summary>
internal static class Parser7References
{
    /// <param name="form">In a trailer a colon may follow the action word: <c>Closes: #1</c>.</param>
    public static IReadOnlyList<IssueReference> Read(string line, LineForm form)
    {
        if (!ReferenceText.MayRefer(line)) return [];
        var found = new List<IssueReference>();
        var read = 0;
        for (var at = 0; at < line.Length; at++)
        {
            if (SentenceAt(line, at, form) is not var (action, start, end)) continue;
            ReadSentence(null, line[read..at], found);
            ReadSentence(action, line[start..end], found);
            read = end;
            at = end - 1;
        }

        ReadSentence(null, line[read..], found);
        return found;
    }

    /// <summary>The action word at a place, white space, and everything up to the next whole action word; null when the place does not begin one.</summary>
    private static (string Action, int Start, int End)? SentenceAt(string line, int at, LineForm form)
    {
        if (at > 0 && Ecma.IsWord(line[at - 1])) return null;
        var length = ReferenceText.ActionAt(line, at, form == LineForm.Trailer ? ":" : "");
        if (length == 0) return null;
        var space = at + length + (line[at + length] == ':' ? 1 : 0);
        var start = space;
        while (start < line.Length && Ecma.IsWhiteSpace(line[start])) start++;
        if (start == space) return null;
        var end = start;
        while (end < line.Length && !ReferenceText.IsWholeAction(line, end))
        {
            if (Ecma.IsLineTerminator(line[end])) return null;
            end++;
        }

        return (line.Substring(at, length), start, end);
    }

    private static void ReadSentence(string? action, string text, List<IssueReference> found)
    {
        if (text.Length == 0 || ReferenceText.HasUrl(text)) return;
        var from = 0;
        for (var at = 0; at < text.Length && !IsPastLine(text, at); at++)
        {
            if (at > 0 && ReferenceText.IsRepositoryCharacter(text[at - 1])) continue;
            if (ReferenceAt(text, at) is not var (prefix, issue, end)) continue;
            var (owner, repository) = IssueReference.Split(text[at..prefix]);
            found.Add(new IssueReference(action, owner, repository, text[prefix..issue], text[issue..end], text[from..end]));
            from = end;
            at = end - 1;
        }
    }

    /// <summary>A search begins at the end of the reference before it and does not go past a line's end.</summary>
    private static bool IsPastLine(string text, int at) => at > 0 && Ecma.IsLineTerminator(text[at - 1]);

    private static (int Prefix, int Issue, int End)? ReferenceAt(string text, int at)
    {
        var prefix = at;
        while (prefix < text.Length && ReferenceText.IsRepositoryCharacter(text[prefix])) prefix++;
        // "gh-" is made of a repository's characters: it is a prefix only where no "#" follows the word.
        if (prefix == text.Length || text[prefix] != '#' || IssueEnd(text, prefix + 1) == 0) prefix = at;
        var length = ReferenceText.PrefixAt(text, prefix);
        var end = length == 0 ? 0 : IssueEnd(text, prefix + length);
        return end == 0 ? null : (prefix, prefix + length, end);
    }

    /// <summary>Where the issue that begins at a place ends; 0 when there is none.</summary>
    private static int IssueEnd(string text, int start)
    {
        var end = start;
        var digits = 0;
        for (; end < text.Length && ReferenceText.IsIssueCharacter(text[end]); end++) digits += char.IsAsciiDigit(text[end]) ? 1 : 0;
        return digits > 0 && (end == text.Length || text[end] is ',' or ';' or '.' or ')' or ']' || Ecma.IsWhiteSpace(text[end])) ? end : 0;
    }
}

/// <summary>What sort of line references are read from.</summary>
internal enum LineForm
{
    Text,

    /// <summary><c>Token: value</c>, <c>Token #value</c>.</summary>
    Trailer,
}
