using System.Text;
using System.Text.RegularExpressions;

namespace TorchTrt.Release.Changelog;

/// <summary>Where the links of a section lead.</summary>
/// <param name="repositoryUrl">For example <c>https://github.com/pytorch/TensorRT</c>, no slash at the end.</param>
internal sealed partial class AngularLinks(string repositoryUrl, ChangelogFormat format)
{
    private readonly string host = repositoryUrl.IndexOf('/', repositoryUrl.IndexOf("//", StringComparison.Ordinal) + 2) is > 0 and var end ? repositoryUrl[..end] : repositoryUrl;

    public string Commit(string hash) => $"{repositoryUrl}/commit/{hash}";

    public string Issue(string number) => $"{repositoryUrl}/issues/{number}";

    /// <summary>An issue of this or of another repository.</summary>
    public string Issue(IssueReference reference)
    {
        if (reference.Repository is null) return Issue(reference.Issue);
        var owner = format == ChangelogFormat.Cc8 ? reference.Owner?.Trim('/') : reference.Owner;
        var repository = format == ChangelogFormat.Cc8 ? reference.Repository.Trim('/') : reference.Repository;
        return $"{string.Join('/', new[] { host, owner, repository }.Where(part => part is { Length: > 0 }))}/issues/{reference.Issue}";
    }

    public string Compare(CompareEnds ends) => format == ChangelogFormat.Cc8
        ? $"{repositoryUrl}/compare/{Escaped(ends.From)}...{Escaped(ends.To)}"
        : $"{repositoryUrl}/compare/{ends.From}...{ends.To}";

    /// <summary>A text with its issues and people linked; the issues are added to <paramref name="shown"/>, with their prefix.</summary>
    public string Link(string text, HashSet<string>? shown = null)
    {
        if (!text.AsSpan().ContainsAny('#', '@')) return text;
        if (format == ChangelogFormat.Cc8) return Linkable8().Replace(text, match => LinkOf(match, shown));
        var linked = LinkIssues(text, shown);
        return linked.Contains('@', StringComparison.Ordinal) ? Mention5().Replace(linked, match => LinkOf(match, shown)) : linked;
    }

    /// <summary>Every <c>#</c> with digits after it, wherever it stands.</summary>
    private string LinkIssues(string text, HashSet<string>? shown)
    {
        var linked = new StringBuilder(text.Length + 64);
        var copied = 0;
        for (var at = text.IndexOf('#'); at >= 0; at = text.IndexOf('#', at + 1))
        {
            var end = at + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            if (end == at + 1) continue;
            var label = text[at..end];
            shown?.Add(label);
            linked.Append(text, copied, at - copied).Append('[').Append(label).Append("](").Append(Issue(label[1..])).Append(')');
            copied = end;
        }

        return linked.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>As <c>encodeURIComponent</c> does it (ECMA-262, 19.2.6.4), which leaves <c>! ' ( ) *</c> alone.</summary>
    private static string Escaped(string tag)
        => Uri.EscapeDataString(tag).Replace("%21", "!", StringComparison.Ordinal).Replace("%27", "'", StringComparison.Ordinal).Replace("%28", "(", StringComparison.Ordinal)
            .Replace("%29", ")", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal);

    private string LinkOf(Match match, HashSet<string>? shown)
    {
        if (match.Groups["issue"] is { Success: true, Value: var issue })
        {
            shown?.Add(match.Value);
            return $"[{match.Value}]({Issue(issue)})";
        }

        return match.Groups["user"].Value is { Length: > 0 } user && !user.Contains('/', StringComparison.Ordinal) ? $"[@{user}]({host}/{user})" : match.Value;
    }

    /// <summary>A code span, or <c>@name</c> that does not follow a word character.</summary>
    [GeneratedRegex("`[^`]*`|(?<![A-Za-z0-9_])@(?<user>[a-z0-9](?:-?[a-z0-9/]){0,38})", RegexOptions.CultureInvariant)]
    private static partial Regex Mention5();

    /// <summary>A link in either of Markdown's forms, a block of code, a code span or an address, which stay as they are; an issue; a person.</summary>
    [GeneratedRegex(
        """
        \[(?>[^\[\]]|\[[^\[\]]*\])*\]\((?>[^()\n]|\([^()\n]*\))*\)
        |\[[^\]]*\]\[[^\]]*\]
        |(?<![^\n\r\u2028\u2029])[ \t]*(?=(?<fence>`{3,}|~{3,}))\k<fence>[\s\S]*?(?<![^\n\r\u2028\u2029])[ \t]*\k<fence>[ \t]*\r?(?![^\n\r\u2028\u2029])
        |(?=(?<code>`+))\k<code>[^\n]*?\k<code>
        |https?://(?:[^\s\uFEFF()]|\([^\s\uFEFF()]*\))+
        |\#(?<issue>[0-9]+)
        |(?<![A-Za-z0-9_])@(?<user>[a-z0-9](?:-?[a-z0-9/]){0,38})
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Linkable8();
}
