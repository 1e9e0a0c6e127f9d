using System.Text;
using System.Text.RegularExpressions;

namespace TorchTrt.Release.Sites;

/// <summary>
/// A pattern that finds versions in files. It backtracks, as building sixty patterns for the engine that does not costs half a second at each start; so each
/// is written to look at every character of a hostile file a bounded number of times: anchored to a line's beginning or to a literal, and without two
/// neighbours that can match the same character. <c>bench</c> measures each on food made for it, and the limit ends what slips through.
/// </summary>
internal sealed class Locator : Regex
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private const RegexOptions Grammar = RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>A file longer than any of the project's is worth the milliseconds that compiling takes.</summary>
    private const int Long = 1 << 18;

    private readonly Lazy<Regex> compiled;

    private Locator(string pattern)
        : base(pattern, Grammar, Limit)
    {
        Literal = LongestLiteral(pattern);
        compiled = new Lazy<Regex>(() => new Regex(pattern, Grammar | RegexOptions.Compiled, Limit));
    }

    /// <summary>Text that every match has in it; empty when none is known. A line without it need not be looked at.</summary>
    public string Literal { get; }

    /// <summary>A pattern whose <c>^</c> and <c>$</c> are the ends of lines and whose only groups are the named ones.</summary>
    public static Regex Of(string pattern) => new Locator(pattern);

    /// <summary>Every match, found as it is asked for.</summary>
    public static IEnumerable<Match> Each(Regex pattern, string text, int start = 0)
    {
        for (var match = For(pattern, text).Match(text, start); match.Success; match = match.NextMatch()) yield return match;
    }

    /// <summary>The same pattern in the shape that is quickest for a text of that length.</summary>
    public static Regex For(Regex pattern, string text) => pattern is Locator locator && text.Length > Long ? locator.compiled.Value : pattern;

    /// <summary>The longest run of plain characters outside groups and classes that no quantifier makes optional; none where alternatives are.</summary>
    private static string LongestLiteral(string pattern)
    {
        var longest = "";
        var run = new StringBuilder();
        for (var at = 0; at < pattern.Length; at++)
        {
            var letter = pattern[at];
            if (letter == '|') return "";
            if (letter == '\\' && char.IsAsciiLetterOrDigit(pattern[at + 1])) End(at++);
            else if (letter == '\\') run.Append(pattern[++at]);
            else if (letter is '?' or '*' or '{')
            {
                if (run.Length > 0) run.Length--;
                End(at);
                if (letter == '{') at = pattern.IndexOf('}', at);
            }
            else if (letter is '[' or '(') at = Skip(pattern, at, End);
            else if (letter is '^' or '$' or '.' or '+' or ')') End(at);
            else run.Append(letter);
        }

        End(pattern.Length);
        return longest;

        void End(int at)
        {
            if (run.Length > longest.Length) longest = run.ToString();
            run.Clear();
        }
    }

    /// <summary>The last character of a class or a group.</summary>
    private static int Skip(string pattern, int start, Action<int> end)
    {
        end(start);
        if (pattern[start] == '[') return pattern.IndexOf(']', start + 2);
        for (var (at, depth) = (start, 0); at < pattern.Length; at++)
        {
            if (pattern[at] == '\\') at++;
            else if (pattern[at] == '[') at = pattern.IndexOf(']', at + 2);
            else if (pattern[at] == '(') depth++;
            else if (pattern[at] == ')' && --depth == 0) return at;
        }

        throw new ArgumentException($"An open group in {pattern}.", nameof(pattern));
    }
}
