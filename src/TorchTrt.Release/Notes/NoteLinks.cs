using System.Text.RegularExpressions;

namespace TorchTrt.Release.Notes;

/// <summary>The links of a Markdown text, as GitHub renders it: inline, in angle brackets and bare; code holds none.</summary>
/// <param name="Pages">What a browser can open, each page once, without the place on it.</param>
/// <param name="Foreign">Targets of a scheme that is neither http, https nor mailto, as they are written.</param>
public sealed partial record NoteLinks(IReadOnlyList<Uri> Pages, IReadOnlyList<string> Foreign)
{
    public static NoteLinks In(string markdown)
    {
        var prose = Code().Replace(markdown, " ");
        var pages = Address().Matches(prose).Select(match => Trimmed(match.Value)).Select(text => Uri.TryCreate(text, UriKind.Absolute, out var page) ? page : null).OfType<Uri>();
        var foreign = Target().Matches(prose).Select(match => match.Groups["target"].Value).Where(target => Uri.TryCreate(target, UriKind.Absolute, out var uri) && uri.Scheme is not ("http" or "https" or "mailto"));
        return new NoteLinks([.. pages.Select(WithoutPlace).DistinctBy(page => page.AbsoluteUri, StringComparer.Ordinal)], [.. foreign.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>A sentence's end is no part of the address, nor is a bracket that was opened before it.</summary>
    private static string Trimmed(string text)
    {
        while (text.Length > 0 && (".,;:!?'*_~".Contains(text[^1], StringComparison.Ordinal) || (text[^1] == ')' && text.Count(c => c == ')') > text.Count(c => c == '(')))) text = text[..^1];
        return text;
    }

    private static Uri WithoutPlace(Uri page) => page.Fragment.Length == 0 ? page : new UriBuilder(page) { Fragment = "" }.Uri;

    [GeneratedRegex(@"^(?<fence>```+|~~~+)[^\n]*\n.*?^\k<fence>[^\n]*$|(?<ticks>`+)[^`].*?\k<ticks>", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex(@"https?://[^\s<>""\]|\\]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"\]\(\s*<?(?<target>[A-Za-z][A-Za-z0-9+.-]*:[^)\s>]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Target();
}
