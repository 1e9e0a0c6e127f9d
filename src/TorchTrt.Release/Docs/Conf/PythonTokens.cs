using System.Buffers;
using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Docs.Conf;

/// <summary>What a piece of Python is, as far as reading settings needs to know.</summary>
internal enum PythonTokenKind
{
    /// <summary>A name with its attributes: <c>torch_tensorrt.__version__</c>.</summary>
    Name,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A string whose braces hold expressions.</summary>
    FormatText,

    /// <summary>Bytes, which are no string.</summary>
    Bytes,

    /// <summary>Any other character.</summary>
    Mark,
}

/// <param name="Span">Where it stands, quotes and prefix included.</param>
/// <param name="Value">The name, the string's content as written, or the character.</param>
/// <param name="Depth">How many brackets are open around it.</param>
internal sealed record PythonToken(PythonTokenKind Kind, Span Span, string Value, int Depth)
{
    public bool Is(char mark) => Kind == PythonTokenKind.Mark && Value[0] == mark;
}

/// <summary>One logical line: brackets, backslashes and long strings carry it over several.</summary>
/// <param name="Indent">Characters of white space before it; 0 for a module's own.</param>
internal sealed record PythonLine(int Indent, IReadOnlyList<PythonToken> Tokens);

/// <summary>Python cut into logical lines (Python Language Reference, 2. Lexical analysis). One pass; text that is no Python gives lines that mean nothing.</summary>
internal static class PythonTokens
{
    private static readonly SearchValues<char> Prefixes = SearchValues.Create("rRbBuUfF");

    public static IEnumerable<PythonLine> Lines(string text)
    {
        var (tokens, depth, start, position) = (new List<PythonToken>(), 0, 0, 0);
        var (indent, isNew) = (0, true);
        while (position < text.Length)
        {
            var here = text[position];
            if (here is '\n' or '\r')
            {
                position++;
                if (depth == 0)
                {
                    if (tokens.Count > 0) yield return new PythonLine(indent, tokens);
                    (tokens, start, isNew) = ([], position, true);
                }
            }
            else if (here == ';' && depth == 0)
            {
                // Several statements of a line have its indentation.
                position++;
                if (tokens.Count > 0) yield return new PythonLine(indent, tokens);
                tokens = [];
            }
            else if (here == '#') position = LineEnd(text, position);
            else if (here == '\\' && IsContinuation(text, position)) position = AfterLine(text, position);
            else if (char.IsWhiteSpace(here)) position++;
            else
            {
                if (here is ')' or ']' or '}') depth = Math.Max(0, depth - 1);
                var token = Next(text, position, depth);
                if (here is '(' or '[' or '{') depth++;
                if (isNew) (indent, isNew) = (position - start, false);
                Add(tokens, token);
                position = token.Span.End;
            }
        }

        if (tokens.Count > 0) yield return new PythonLine(indent, tokens);
    }

    /// <summary>The tokens of the expressions in a string's braces; their spans are those of the string.</summary>
    public static IEnumerable<PythonToken> Within(PythonToken format)
    {
        var value = format.Value.Replace("{{", "  ", StringComparison.Ordinal);
        for (var open = value.IndexOf('{', StringComparison.Ordinal); open >= 0; open = value.IndexOf('{', open + 1))
        {
            var close = value.IndexOf('}', open);
            if (close < 0) yield break;
            // What comes after ':' or '!' says how it is shown.
            var expression = value[(open + 1)..close].Split(':', '!')[0];
            foreach (var token in Lines(expression).SelectMany(line => line.Tokens)) yield return token with { Span = format.Span, Depth = format.Depth + 1 };
        }
    }

    /// <summary>An attribute joins its name across white space.</summary>
    private static void Add(List<PythonToken> tokens, PythonToken token)
    {
        if (token.Kind == PythonTokenKind.Name && !char.IsAsciiDigit(token.Value[0]) && tokens is [.., { Kind: PythonTokenKind.Name } name, var dot] && dot.Is('.'))
        {
            tokens.RemoveRange(tokens.Count - 2, 2);
            token = new PythonToken(PythonTokenKind.Name, new Span(name.Span.Start, token.Span.End - name.Span.Start), $"{name.Value}.{token.Value}", name.Depth);
        }

        tokens.Add(token);
    }

    private static PythonToken Next(string text, int position, int depth)
    {
        var word = position;
        while (word < text.Length && IsWord(text[word])) word++;
        if (word < text.Length && text[word] is '\'' or '"' && word - position <= 2 && IsPrefix(text.AsSpan(position, word - position)))
            return Quoted(text, position, word, depth);
        if (word == position) return new PythonToken(PythonTokenKind.Mark, new Span(position, 1), text[position].ToString(), depth);
        while (word + 1 < text.Length && text[word] == '.' && IsWord(text[word + 1]))
            for (word++; word < text.Length && IsWord(text[word]); word++) { }
        return new PythonToken(PythonTokenKind.Name, new Span(position, word - position), text[position..word], depth);
    }

    private static PythonToken Quoted(string text, int start, int quote, int depth)
    {
        var length = quote + 2 < text.Length && text[quote + 1] == text[quote] && text[quote + 2] == text[quote] ? 3 : 1;
        var end = quote + length;
        while (end < text.Length && !Closes(text, end, text[quote], length) && !(length == 1 && IsLineEnd(text[end]))) end = text[end] == '\\' ? AfterEscape(text, end) : end + 1;
        var inner = Math.Min(end, text.Length);
        var prefix = text.AsSpan(start, quote - start);
        var kind = prefix.IndexOfAny('f', 'F') >= 0 ? PythonTokenKind.FormatText : prefix.IndexOfAny('b', 'B') >= 0 ? PythonTokenKind.Bytes : PythonTokenKind.Text;
        var after = inner < text.Length && (length == 3 || !IsLineEnd(text[inner])) ? inner + length : inner;
        return new PythonToken(kind, new Span(start, after - start), text[(quote + length)..inner], depth);
    }

    private static bool Closes(string text, int position, char quote, int length)
        => position + length <= text.Length && text.AsSpan(position, length).IndexOfAnyExcept(quote) < 0;

    private static bool IsLineEnd(char c) => c is '\n' or '\r';

    /// <summary>What is escaped may be a line end of two characters.</summary>
    private static int AfterEscape(string text, int position) => position + (text.AsSpan(position + 1).StartsWith("\r\n", StringComparison.Ordinal) ? 3 : 2);

    private static bool IsPrefix(ReadOnlySpan<char> word) => word.IndexOfAnyExcept(Prefixes) < 0;

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static bool IsContinuation(string text, int position) => text.AsSpan(position + 1, LineEnd(text, position) - position - 1).IsWhiteSpace();

    /// <summary>A carriage return alone ends a line too.</summary>
    private static int LineEnd(string text, int position) => text.AsSpan(position).IndexOfAny('\n', '\r') is >= 0 and var length ? position + length : text.Length;

    private static int AfterLine(string text, int position)
    {
        var end = LineEnd(text, position);
        return end + (text.AsSpan(end).StartsWith("\r\n", StringComparison.Ordinal) ? 2 : 1);
    }
}
