namespace TorchTrt.Release.Changelog;

/// <summary>
/// Finds issue references in one line as conventional-commits-parser 6.4 does with GitHub's settings, in one pass over the line:
/// a line with an action word yields only what follows action words; a URL switches its sentence off; the number must be followed by
/// white space, the end or one of <c>, ; ) ]</c>.
/// </summary>
internal static class ReferenceReader
{
    private static readonly string[] Actions = ["close", "closes", "closed", "fix", "fixes", "fixed", "resolve", "resolves", "resolved"];
    private static readonly string[] ActionStems = ["close", "fix", "resolve"];
    private static readonly string[] Prefixes = ["#", "gh-"];

    public static IEnumerable<IssueReference> Read(string line)
    {
        var sentences = ActionSentences(line).ToList();
        return (sentences.Count > 0 ? sentences : PlainSentences(line)).SelectMany(ReadSentence);
    }

    private static IEnumerable<Sentence> ActionSentences(string line)
    {
        var at = NextStem(line, 0);
        while (at < line.Length)
        {
            if (SentenceAt(line, at) is { } found)
            {
                yield return found.Sentence;
                at = found.End;
            }
            else
            {
                at = NextStem(line, at + 1);
            }
        }
    }

    /// <summary>The action word at a place, white space, and everything up to the next action word; null when the place does not begin one.</summary>
    private static (Sentence Sentence, int End)? SentenceAt(string line, int at)
    {
        var action = Actions.FirstOrDefault(word => IsAt(line, at, word) && IsWhiteSpaceAt(line, at + word.Length));
        if (action is null) return null;
        var start = at + action.Length;
        while (IsWhiteSpaceAt(line, start)) start++;
        var end = NextStem(line, start);
        var text = line[start..end];
        return text.Any(Ecma.IsLineTerminator) ? null : (new Sentence(line.Substring(at, action.Length), text), end);
    }

    private static IEnumerable<Sentence> PlainSentences(string line)
        => line.Split(['\r', '\n', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries).Select(text => new Sentence(null, text));

    private static IEnumerable<IssueReference> ReadSentence(Sentence sentence)
    {
        var text = sentence.Text;
        if (HasUrl(text)) yield break;
        for (var from = 0; NextReference(text, from) is var (prefix, issue, end); from = end)
        {
            var start = prefix;
            while (start > from && IsRepositoryCharacter(text[start - 1])) start--;
            var repository = text[start..prefix];
            var slash = repository.IndexOf('/', StringComparison.Ordinal);
            yield return new IssueReference(
                sentence.Action,
                slash > 0 ? repository[..slash] : null,
                slash + 1 < repository.Length ? repository[(slash + 1)..] : null,
                text[issue..end],
                text[from..end]);
        }
    }

    private static (int Prefix, int Issue, int End)? NextReference(string text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            var prefix = Array.Find(Prefixes, candidate => IsAt(text, at, candidate));
            if (prefix is null) continue;
            var issue = at + prefix.Length;
            var end = issue;
            while (end < text.Length && IsIssueCharacter(text[end])) end++;
            if (end > issue && EndsReference(text, end)) return (at, issue, end);
            at = Math.Max(at, end - 1);
        }

        return null;
    }

    /// <summary>Whether there is <c>http://</c> or <c>https://</c> at a word's beginning, followed by URL characters of which one is a word character.</summary>
    private static bool HasUrl(string text)
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

    private static int NextStem(string line, int from)
    {
        while (from < line.Length && !ActionStems.Any(stem => IsAt(line, from, stem))) from++;
        return from;
    }

    private static bool IsAt(string text, int at, string word)
        => text.AsSpan(at).StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static bool IsWhiteSpaceAt(string text, int at) => at < text.Length && Ecma.IsWhiteSpace(text[at]);

    private static bool IsIssueCharacter(char c) => Ecma.IsWord(c) || c == '-';

    private static bool IsRepositoryCharacter(char c) => Ecma.IsWord(c) || c is '-' or '.' or '/';

    private static bool EndsReference(string text, int end)
        => end == text.Length || text[end] is ',' or ';' or ')' or ']' || Ecma.IsWhiteSpace(text[end]);

    private sealed record Sentence(string? Action, string Text);
}
