using System.Text;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Changelog;

/// <summary>
/// A changelog section as <c>conventional-changelog -p angular</c> prints it (conventional-changelog-cli 5.0.0 with conventional-changelog-angular
/// 8.3.1), byte for byte: checklist step 4, "Generate changelog". Lines end with LF.
/// </summary>
public static class AngularSection
{
    /// <summary>The section of commits given in the order of <c>git log</c>; merge commits are passed over.</summary>
    public static string Render(SectionHeader header, IEnumerable<Commit> commits)
        => Render(header, commits.Where(commit => commit.Parents.Count < 2).Select(ConventionalCommit.Parse));

    /// <summary>The section of commits already read, newest first, without merge commits.</summary>
    public static string Render(SectionHeader header, IEnumerable<ConventionalCommit> commits)
    {
        var entries = RevertFilter.WithoutReverted(EntriesOf(commits, header.RepositoryUrl), entry => entry.Commit).ToList();
        var text = new StringBuilder().Append(header).Append('\n');
        foreach (var group in entries.GroupBy(entry => entry.Group).OrderBy(group => group.Key, RootCollation.Order))
            AppendGroup(text, group, header.RepositoryUrl);
        AppendNotes(text, entries);
        return Ecma.Trim(text.ToString()) + "\n";
    }

    private static IEnumerable<AngularEntry> EntriesOf(IEnumerable<ConventionalCommit> commits, string repositoryUrl)
        => commits.Select(commit => AngularEntry.Of(commit, repositoryUrl)).OfType<AngularEntry>();

    private static void AppendGroup(StringBuilder text, IGrouping<string, AngularEntry> group, string repositoryUrl)
    {
        text.Append("\n\n");
        if (group.Key.Length > 0) text.Append("### ").Append(group.Key).Append("\n\n");
        foreach (var entry in group.OrderBy(entry => entry.SortKey, RootCollation.Order))
            AppendEntry(text, entry, repositoryUrl);
    }

    private static void AppendEntry(StringBuilder text, AngularEntry entry, string repositoryUrl)
    {
        var id = entry.Commit.Id;
        text.Append('*');
        if (entry.Scope is not null) text.Append(" **").Append(entry.Scope).Append(":**");
        text.Append(' ').Append(entry.Subject ?? entry.Commit.Header);
        text.Append(" ([").Append(id.Short).Append("](").Append(repositoryUrl).Append("/commit/").Append(id.Hex).Append("))");
        if (entry.Closes.Count > 0) text.Append(", closes");
        foreach (var issue in entry.Closes) AppendIssue(text, issue, repositoryUrl);
        text.Append('\n');
    }

    private static void AppendIssue(StringBuilder text, IssueReference issue, string repositoryUrl)
    {
        var name = issue.Owner is null ? issue.Repository : $"{issue.Owner}/{issue.Repository}";
        var url = name is null ? repositoryUrl : $"{new Uri(repositoryUrl).GetLeftPart(UriPartial.Authority)}/{name}";
        text.Append(" [").Append(name).Append('#').Append(issue.Issue).Append("](").Append(url).Append("/issues/").Append(issue.Issue).Append(')');
    }

    private static void AppendNotes(StringBuilder text, List<AngularEntry> entries)
    {
        var notes = entries.SelectMany(entry => entry.Commit.BreakingNotes.Select(note => (entry.Scope, Text: note))).ToList();
        if (notes.Count == 0) return;
        text.Append("\n\n### BREAKING CHANGES\n\n");
        foreach (var (scope, note) in notes)
        {
            text.Append("* ");
            if (scope is not null) text.Append("**").Append(scope).Append(":** ");
            text.Append(note).Append('\n');
        }
    }
}
