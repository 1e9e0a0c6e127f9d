using System.Net;

namespace TorchTrt.Release.Docs.Links;

/// <summary>Takes what a page refers to.</summary>
/// <param name="link">As written, with character references decoded.</param>
/// <param name="line">From 1.</param>
public delegate void ReferenceSink(string link, int line);

/// <summary>
/// Reads links and anchors out of HTML and style sheets, one pass, forward only. Follows the tokenizer of the HTML standard (section 13.2.5) as far as
/// attributes need: quotes, unquoted values, comments, and elements whose content is no markup.
/// </summary>
public static class PageReferences
{
    private static readonly string[] LinkAttributes = ["href", "src", "action", "poster", "data"];
    private static readonly string[] RawElements = ["script", "style", "title", "textarea", "xmp", "noembed"];

    /// <param name="links">Values of href, src, action, poster, data and srcset.</param>
    /// <param name="anchors">Values of id, and of name where it is an anchor's.</param>
    public static void OfHtml(string html, ReferenceSink links, Action<string> anchors)
    {
        var (line, counted) = (1, 0);
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < html.Length; at = Next(html, '<', at))
        {
            var next = html[at + 1];
            if (next is '!' or '?') at = Skip(html, at, html.AsSpan(at).StartsWith("<!--", StringComparison.Ordinal) ? "-->" : ">");
            else if (next == '/') at = Skip(html, at, ">");
            else if (char.IsAsciiLetter(next)) at = Tag(at + 1);
            else at++;
        }

        int Tag(int start)
        {
            var end = start;
            while (end < html.Length && !IsEndOfName(html[end])) end++;
            var element = html.AsSpan(start, end - start);
            var isAnchor = element.Equals("a", StringComparison.OrdinalIgnoreCase);
            var after = Attributes(end, isAnchor);
            foreach (var raw in RawElements)
                if (element.Equals(raw, StringComparison.OrdinalIgnoreCase))
                {
                    var close = html.IndexOf($"</{raw}", after, StringComparison.OrdinalIgnoreCase);
                    return close < 0 ? html.Length : close;
                }

            return after;
        }

        // Returns the place after the '>'.
        int Attributes(int at, bool isAnchor)
        {
            while (at < html.Length)
            {
                while (at < html.Length && (char.IsWhiteSpace(html[at]) || html[at] == '/')) at++;
                if (at >= html.Length || html[at] == '>') return Math.Min(at + 1, html.Length);
                var start = at++;
                while (at < html.Length && !IsEndOfName(html[at]) && html[at] != '=') at++;
                var name = html.AsSpan(start, at - start);
                while (at < html.Length && char.IsWhiteSpace(html[at])) at++;
                if (at >= html.Length || html[at] != '=') continue;
                at++;
                while (at < html.Length && char.IsWhiteSpace(html[at])) at++;
                if (at >= html.Length) return at;
                var (from, to) = Value(at);
                Take(name, from, to, isAnchor);
                at = Math.Min(html[at] is '"' or '\'' ? to + 1 : to, html.Length);
            }

            return at;
        }

        (int From, int To) Value(int at)
        {
            if (html[at] is '"' or '\'')
            {
                var close = html.IndexOf(html[at], at + 1);
                return (at + 1, close < 0 ? html.Length : close);
            }

            var end = at;
            while (end < html.Length && !char.IsWhiteSpace(html[end]) && html[end] != '>') end++;
            return (at, end);
        }

        void Take(ReadOnlySpan<char> name, int from, int to, bool isAnchor)
        {
            if (name.Equals("id", StringComparison.OrdinalIgnoreCase) || (isAnchor && name.Equals("name", StringComparison.OrdinalIgnoreCase))) anchors(Text(from, to));
            else if (name.Equals("srcset", StringComparison.OrdinalIgnoreCase))
                foreach (var candidate in Text(from, to).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) links(candidate.Split(' ')[0], LineAt(from));
            else
                foreach (var known in LinkAttributes)
                    if (name.Equals(known, StringComparison.OrdinalIgnoreCase)) links(Text(from, to), LineAt(from));
        }

        string Text(int from, int to)
        {
            var text = html[from..to];
            return text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text;
        }

        int LineAt(int place)
        {
            line += html.AsSpan(counted, place - counted).Count('\n');
            counted = place;
            return line;
        }
    }

    /// <param name="links">Values of <c>url(…)</c>; comments are passed over.</param>
    public static void OfStyles(string css, ReferenceSink links)
    {
        var (line, counted) = (1, 0);
        for (var at = 0; at < css.Length;)
        {
            var url = css.IndexOf("url(", at, StringComparison.OrdinalIgnoreCase);
            if (url < 0) return;
            var comment = css.IndexOf("/*", at, url - at, StringComparison.Ordinal);
            if (comment >= 0)
            {
                var over = css.IndexOf("*/", comment + 2, StringComparison.Ordinal);
                if (over < 0) return;
                at = over + 2;
                continue;
            }

            var start = url + 4;
            while (start < css.Length && char.IsWhiteSpace(css[start])) start++;
            var quote = start < css.Length && css[start] is '"' or '\'' ? css[start] : ')';
            if (quote != ')') start++;
            var end = start < css.Length ? css.IndexOf(quote, start) : -1;
            if (end < 0) return;
            line += css.AsSpan(counted, url - counted).Count('\n');
            counted = url;
            links(css[start..end].Trim(), line);
            at = end + 1;
        }
    }

    private static bool IsEndOfName(char letter) => char.IsWhiteSpace(letter) || letter is '/' or '>';

    private static int Next(string text, char letter, int from) => from >= text.Length ? -1 : text.IndexOf(letter, from);

    private static int Skip(string html, int from, string end)
    {
        var at = html.IndexOf(end, from, StringComparison.Ordinal);
        return at < 0 ? html.Length : at + end.Length;
    }
}
