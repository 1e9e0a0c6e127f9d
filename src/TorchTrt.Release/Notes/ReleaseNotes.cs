using System.Globalization;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Notes;

/// <summary>The text of a release on the forge. The same request always gives the same text.</summary>
public static class ReleaseNotes
{
    /// <summary>GitHub takes no longer body (https://docs.github.com/rest/releases/releases).</summary>
    public const int MaximumLength = 125_000;

    private static readonly (NotesGroup Group, string Title)[] News =
    [
        (NotesGroup.Features, "New Features"),
        (NotesGroup.Fixes, "Bug Fixes"),
        (NotesGroup.Performance, "Performance Improvements"),
        (NotesGroup.Other, "Other Changes"),
    ];

    /// <summary>
    /// Markdown, lines ended with LF: the milestone's text, what breaks, what is new and mended, operators, dependencies, measurements, known
    /// issues, files with sizes and digests, people. Of the commits none is dropped silently: those not listed are counted at the end.
    /// </summary>
    public static NotesDocument Compose(NotesRequest request)
    {
        var changes = NotesChanges.Of(request);
        var people = NotesPeople.Of(request);
        List<NotesSection> sections =
        [
            .. Introduction(request.Milestone?.Description ?? ""),
            new(null, NotesLead.Write(request, changes, people), 1, NotesRank.Introduction),
            .. Breaking(request, changes),
            .. Listed(request, changes, NotesGroup.Removed, "Removed and Deprecated", NotesRank.Breaking),
            .. News.SelectMany(news => Listed(request, changes, news.Group, news.Title, news.Group == NotesGroup.Other ? NotesRank.OtherChanges : NotesRank.Changes)),
            .. Withdrawn(request, changes),
            .. NotesTables.Operators(request.Operators),
            .. NotesTables.Dependencies(request),
            .. Measurements(request),
            .. KnownIssues(request),
            .. Listed(request, changes, NotesGroup.Packaging, Area.Packaging, NotesRank.Support),
            .. Listed(request, changes, NotesGroup.Documentation, Area.Documentation, NotesRank.Support),
            .. ClosedIssues(request),
            .. NotesTables.Files(request.Artifacts),
            .. people.Section(),
        ];
        return NotesPage.Fit(request.Version, sections, Closing(request, changes), MaximumLength);
    }

    private static IEnumerable<NotesSection> Introduction(string description)
    {
        // The page's own headings are of the second level.
        var text = MarkdownBlock.Contain(description, lowered: 1);
        if (!string.IsNullOrWhiteSpace(text)) yield return new NotesSection(null, text, 1, NotesRank.Introduction);
    }

    private static IEnumerable<NotesSection> Breaking(NotesRequest request, NotesChanges changes)
    {
        var entries = changes.In(NotesGroup.Breaking).Select(change => change.BreakingEntry(request.RepositoryUrl)).ToList();
        if (NotesLead.DroppedPython(request) is { } dropped) entries.Add($"* {dropped}");
        return entries.Count == 0 ? [] : [new NotesSection("Breaking Changes", string.Join('\n', entries), entries.Count, NotesRank.Breaking)];
    }

    private static IEnumerable<NotesSection> Listed(NotesRequest request, NotesChanges changes, NotesGroup group, string title, NotesRank rank)
    {
        var listed = changes.In(group);
        return listed.Count == 0 ? [] : [new NotesSection(title, NotesList.Write(listed, request.RepositoryUrl), listed.Count, rank)];
    }

    private static IEnumerable<NotesSection> Withdrawn(NotesRequest request, NotesChanges changes)
        => Listed(request, changes, NotesGroup.Withdrawn, "Taken Back", NotesRank.Breaking).Select(section => section with { Text = $"Earlier releases had these:\n\n{section.Text}" });

    /// <summary>A report's own heading goes, the rest sinks below the section's.</summary>
    private static IEnumerable<NotesSection> Measurements(NotesRequest request)
    {
        var reports = request.PerformanceReports.Select(report => MarkdownBlock.Contain(report[(report.IndexOf('\n', StringComparison.Ordinal) + 1)..], lowered: 1)).Where(text => text.Length > 0).ToList();
        if (reports.Count > 0) yield return new NotesSection("Performance", string.Join("\n\n", reports), reports.Count, NotesRank.Measurements);
    }

    private static IEnumerable<NotesSection> KnownIssues(NotesRequest request)
        => Issues(request, "Known Issues", item => !item.IsClosed, NotesRank.KnownIssues);

    private static IEnumerable<NotesSection> ClosedIssues(NotesRequest request)
        => Issues(request, "Issues Closed", item => item.IsClosed, NotesRank.Issues);

    private static IEnumerable<NotesSection> Issues(NotesRequest request, string title, Func<Ports.MilestoneItem, bool> isMeant, NotesRank rank)
    {
        var issues = (request.Milestone?.Items ?? []).Where(item => !item.IsPullRequest && isMeant(item)).OrderBy(item => item.Number).ToList();
        if (issues.Count > 0) yield return new NotesSection(title, string.Join('\n', issues.Select(item => $"* {MarkdownText.Inline(item.Title)} (#{item.Number})")), issues.Count, rank);
    }

    private static string Closing(NotesRequest request, NotesChanges changes)
    {
        var tag = request.Version.Tag();
        var link = request.PreviousTag is { } previous
            ? MarkdownText.Link(MarkdownText.Inline($"{previous}...{tag}"), $"{request.RepositoryUrl}/compare/{Uri.EscapeDataString(previous)}...{tag}")
            : MarkdownText.Link(tag, $"{request.RepositoryUrl}/commits/{tag}");
        return changes.Unlisted.Count == 0 ? $"**Full changelog**: {link}" : $"**Full changelog**: {link}. Not listed above: {string.Join(", ", changes.Unlisted)}.";
    }

    internal static string Count(int count, string noun, string? nouns = null)
        => count == 1 ? $"1 {noun}" : string.Create(CultureInfo.InvariantCulture, $"{count} {nouns ?? noun + "s"}");
}
