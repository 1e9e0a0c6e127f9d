using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Changelog;

/// <summary>A commit that the angular format lists.</summary>
/// <param name="Group">Title it stands under; empty for a breaking commit without a type.</param>
/// <param name="Scope">Null when there is none, or when it is <c>*</c>.</param>
/// <param name="Subject">Subject with issues and people linked; null when the header has none.</param>
/// <param name="Notes">Texts of its breaking notes.</param>
/// <param name="Closes">References that the subject does not show already.</param>
internal sealed record AngularEntry(
    CommitId Id, string Header, string Group, string? Scope, string? Subject, IReadOnlyList<string> Notes, IReadOnlyList<IssueReference> Closes, RevertedCommit? Reverts) : IRevertible
{
    /// <summary>What entries of a group are sorted by.</summary>
    public string SortKey => $"{Scope}{Subject}";

    /// <summary>The entry of a commit; null for one that the format leaves out, which is told from little of its message.</summary>
    public static AngularEntry? Of(Commit commit, AngularLinks links, ChangelogFormat format)
        => commit.Parents.Count < 2 && MayBeListed(commit.Message) ? Of(ConventionalCommit.Parse(commit, format), links, format) : null;

    private static AngularEntry? Of(ConventionalCommit commit, AngularLinks links, ChangelogFormat format)
    {
        if (GroupOf(commit) is not { } group) return null;
        var shown = new HashSet<string>(StringComparer.Ordinal);
        var subject = commit.Subject is null ? null : links.Link(commit.Subject, shown);
        return new AngularEntry(
            commit.Id, commit.Header, group, commit.Scope == "*" ? null : commit.Scope, subject,
            format == ChangelogFormat.Cc8 ? [.. commit.BreakingNotes.Select(note => links.Link(note))] : commit.BreakingNotes,
            shown.Count == 0 ? commit.References : [.. commit.References.Where(reference => !shown.Contains(Shown(reference, format)))],
            commit.Reverts);
    }

    /// <summary>The older program compares numbers alone, so that <c>gh-12</c> is left out where <c>#12</c> stands.</summary>
    private static string Shown(IssueReference reference, ChangelogFormat format) => (format == ChangelogFormat.Cc8 ? reference.Prefix : "#") + reference.Issue;

    private static bool MayBeListed(string message)
    {
        var text = message.AsSpan().TrimStart("\r\n");
        return text.StartsWith("feat") || text.StartsWith("fix") || text.StartsWith("perf") || message.StartsWith("revert", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("revert") || message.Contains("gpg:", StringComparison.Ordinal) || BreakingNote.MayStandIn(message);
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
}
