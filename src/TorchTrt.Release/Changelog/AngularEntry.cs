using System.Text.RegularExpressions;

namespace TorchTrt.Release.Changelog;

/// <summary>A commit that the angular format lists.</summary>
/// <param name="Group">Title it stands under; empty for a breaking commit without a type.</param>
/// <param name="Scope">Null when there is none, or when it is <c>*</c>.</param>
/// <param name="Subject">Subject with issues and people linked; null when the header has none.</param>
/// <param name="Closes">References that the subject does not show already.</param>
internal sealed partial record AngularEntry(
    ConventionalCommit Commit, string Group, string? Scope, string? Subject, IReadOnlyList<IssueReference> Closes)
{
    /// <summary>What entries of a group are sorted by.</summary>
    public string SortKey => $"{Scope}{Subject}";

    /// <summary>The entry of a commit; null for one that the format leaves out.</summary>
    public static AngularEntry? Of(ConventionalCommit commit, string repositoryUrl)
    {
        if (GroupOf(commit) is not { } group) return null;
        var shown = commit.Subject is null ? [] : IssueNumber().Matches(commit.Subject).Select(match => match.Groups[1].Value).ToHashSet();
        return new AngularEntry(
            commit,
            group,
            commit.Scope == "*" ? null : commit.Scope,
            commit.Subject is null ? null : Link(commit.Subject, repositoryUrl),
            [.. commit.References.Where(reference => !shown.Contains(reference.Issue))]);
    }

    private static string? GroupOf(ConventionalCommit commit) => commit.Type switch
    {
        "feat" => "Features",
        "fix" => "Bug Fixes",
        "perf" => "Performance Improvements",
        "revert" => "Reverts",
        _ when commit.Reverts is not null => "Reverts",
        _ when commit.BreakingNotes.Count == 0 => null,
        "docs" => "Documentation",
        "style" => "Styles",
        "refactor" => "Code Refactoring",
        "test" => "Tests",
        "build" => "Build System",
        "ci" => "Continuous Integration",
        var other => other ?? "",
    };

    private static string Link(string subject, string repositoryUrl)
    {
        var host = new Uri(repositoryUrl).GetLeftPart(UriPartial.Authority);
        var linked = IssueNumber().Replace(subject, $"[#$1]({Literal(repositoryUrl)}/issues/$1)");
        return Mention().Replace(linked, match => match.Groups[1].Value is { Length: > 0 } user && !user.Contains('/', StringComparison.Ordinal)
            ? $"[@{user}]({host}/{user})"
            : match.Value);
    }

    private static string Literal(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    [GeneratedRegex("#([0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex IssueNumber();

    /// <summary>A code span, or <c>@name</c> that does not follow a word character.</summary>
    [GeneratedRegex("`[^`]*`|(?<![A-Za-z0-9_])@([a-z0-9](?:-?[a-z0-9/]){0,38})", RegexOptions.CultureInvariant)]
    private static partial Regex Mention();
}
