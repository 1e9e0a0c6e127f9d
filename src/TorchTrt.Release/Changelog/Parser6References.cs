namespace TorchTrt.Release.Changelog;

/// <summary>
/// Finds issue references in one line as conventional-commits-parser 6.4 does with GitHub's settings, in one pass over the line:
/// a line with an action word yields only what follows action words; a URL switches its sentence off; the number must be followed by
/// white space, the end or one of <c>, ; ) ]</c>.
/// </summary>
internal static class Parser6References
{
    public static IReadOnlyList<IssueReference> Read(string line)
    {
        if (!ReferenceText.MayRefer(line)) return [];
        var sentences = ActionSentences(line);
        if (sentences.Count == 0) sentences = PlainSentences(line);
        var found = new List<IssueReference>();
        foreach (var sentence in sentences) ReadSentence(sentence, found);
        return found;
    }

    private static List<Sentence> ActionSentences(string line)
    {
        var sentences = new List<Sentence>();
        var at = NextStem(line, 0);
        while (at < line.Length)
        {
            if (SentenceAt(line, at) is { } found)
            {
                sentences.Add(found.Sentence);
                at = found.End;
            }
            else
            {
                at = NextStem(line, at + 1);
            }
        }

        return sentences;
    }

    /// <summary>The action word at a place, white space, and everything up to the next action word; null when the place does not begin one.</summary>
    private static (Sentence Sentence, int End)? SentenceAt(string line, int at)
    {
        var length = ReferenceText.ActionAt(line, at);
        if (length == 0) return null;
        var start = at + length;
        while (start < line.Length && Ecma.IsWhiteSpace(line[start])) start++;
        var end = NextStem(line, start);
        var text = line[start..end];
        return text.Any(Ecma.IsLineTerminator) ? null : (new Sentence(line.Substring(at, length), text), end);
    }

    private static List<Sentence> PlainSentences(string line)
        => [.. line.Split(['\r', '\n', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries).Select(text => new Sentence(null, text))];

    private static void ReadSentence(Sentence sentence, List<IssueReference> found)
    {
        var text = sentence.Text;
        if (ReferenceText.HasUrl(text)) return;
        for (var from = 0; NextReference(text, from) is var (prefix, issue, end); from = end)
        {
            var start = prefix;
            while (start > from && ReferenceText.IsRepositoryCharacter(text[start - 1])) start--;
            var (owner, repository) = IssueReference.Split(text[start..prefix]);
            found.Add(new IssueReference(sentence.Action, owner, repository, text[prefix..issue], text[issue..end], text[from..end]));
        }
    }

    private static (int Prefix, int Issue, int End)? NextReference(string text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            var prefix = ReferenceText.PrefixAt(text, at);
            if (prefix == 0) continue;
            var issue = at + prefix;
            var end = issue;
            while (end < text.Length && ReferenceText.IsIssueCharacter(text[end])) end++;
            if (end > issue && EndsReference(text, end)) return (at, issue, end);
            at = Math.Max(at, end - 1);
        }

        return null;
    }

    /// <summary>Where the next <c>close</c>, <c>fix</c> or <c>resolve</c> begins, in a word or not; the line's length when there is none.</summary>
    private static int NextStem(string line, int from)
    {
        for (; from < line.Length; from++)
        {
            var stem = (line[from] | 0x20) switch { 'c' => "close", 'f' => "fix", 'r' => "resolve", _ => null };
            if (stem is not null && ReferenceText.IsAt(line, from, stem)) break;
        }

        return from;
    }

    private static bool EndsReference(string text, int end)
        => end == text.Length || text[end] is ',' or ';' or ')' or ']' || Ecma.IsWhiteSpace(text[end]);

    private sealed record Sentence(string? Action, string Text);
}
