using System.Globalization;
using TorchTrt.Release.Changelog;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Notes;

/// <summary>The text of a release on the forge. The same request always gives the same text.</summary>
public static class ReleaseNotes
{
    /// <summary>GitHub takes no longer body (https://docs.github.com/rest/releases/releases).</summary>
    public const int MaximumLength = 125_000;

    private static readonly (ChangeKind Kind, string Title)[] Groups =
    [
        (ChangeKind.Feature, "Features"),
        (ChangeKind.Fix, "Bug Fixes"),
        (ChangeKind.Performance, "Performance Improvements"),
        (ChangeKind.Revert, "Reverts"),
    ];

    /// <summary>
    /// Markdown of at most <see cref="MaximumLength"/> characters, lines ended with LF: the milestone's text, breaking changes, features, fixes, …,
    /// every commit that the changelog's format has no place for, the milestone's issues, versions, files with sizes and digests, people.
    /// What does not fit is left out by whole sections, and a sentence says which and where to read on.
    /// </summary>
    public static string Compose(NotesRequest request)
    {
        var commits = request.Commits.Where(commit => commit.Parents.Count < 2).Select(ConventionalCommit.Parse);
        var changes = RevertFilter.WithoutReverted(commits, commit => commit).Select(NotesChange.Of).ToList();
        var sections = Introduction(request)
            .Concat(Breaking(request, changes))
            .Concat(Groups.SelectMany(group => Listed(request, changes, group.Kind, group.Title)))
            .Concat(Others(request, changes))
            .Concat(Issues(request))
            .Concat(Versions(request))
            .Concat(Files(request))
            .Concat(People(request));
        return NotesPage.Fit([.. sections], Closing(request, changes), MaximumLength);
    }

    private static IEnumerable<NotesSection> Introduction(NotesRequest request)
    {
        var text = request.Milestone?.Description.ReplaceLineEndings("\n").Trim() ?? "";
        if (text.Length > 0) yield return new NotesSection(null, text, 1, NotesRank.Introduction);
    }

    private static IEnumerable<NotesSection> Breaking(NotesRequest request, List<NotesChange> changes)
        => List("Breaking Changes", [.. Sorted(changes.Where(change => change.IsBreaking)).Select(change => change.BreakingEntry(request.RepositoryUrl))], NotesRank.Breaking);

    private static IEnumerable<NotesSection> Listed(NotesRequest request, List<NotesChange> changes, ChangeKind kind, string title)
        => List(title, [.. Sorted(changes.Where(change => change.Header.Kind == kind)).Select(change => change.Line(request.RepositoryUrl))], NotesRank.Changes);

    /// <summary>By pull request; commits without one stand last, newest first.</summary>
    private static IEnumerable<NotesSection> Others(NotesRequest request, List<NotesChange> changes)
    {
        var others = changes.Where(change => change.Header.Kind == ChangeKind.Other).OrderBy(change => change.PullRequest);
        return List("Other Changes", [.. others.Select(change => change.Line(request.RepositoryUrl))], NotesRank.OtherChanges);
    }

    private static IEnumerable<NotesSection> Issues(NotesRequest request)
    {
        var issues = request.Milestone?.Items.Where(item => !item.IsPullRequest).OrderBy(item => item.Number) ?? Enumerable.Empty<MilestoneItem>();
        return List("Issues of the Milestone", [.. issues.Select(item => $"* {MarkdownText.Inline(item.Title)} (#{item.Number}{(item.IsClosed ? "" : ", open")})")], NotesRank.Issues);
    }

    private static IEnumerable<NotesSection> Versions(NotesRequest request)
        => List("Built For", [.. request.Pins.Select(pin => $"* {MarkdownText.Inline(pin.Name)} {MarkdownText.Inline(pin.Version)}")], NotesRank.Files);

    private static IEnumerable<NotesSection> Files(NotesRequest request)
    {
        if (request.Artifacts.Count == 0) yield break;
        var rows = request.Artifacts.Select(artifact => $"| {MarkdownText.Code(artifact.Name)} | {FileSize(artifact.Size)} | {MarkdownText.Code(artifact.Sha256)} |");
        yield return new NotesSection("Files", string.Join('\n', rows.Prepend("| --- | ---: | --- |").Prepend("| File | Size | SHA-256 |")), request.Artifacts.Count, NotesRank.Files);
    }

    private static IEnumerable<NotesSection> People(NotesRequest request)
    {
        var people = Contributors.Of(request.Commits);
        var newcomers = request.EarlierContributors is { } earlier ? Contributors.NotAmong(people, earlier).ToHashSet() : [];
        var names = people.Select(person => MarkdownText.Inline(person.Name) + (newcomers.Contains(person) ? " (first contribution)" : ""));
        if (people.Count > 0) yield return new NotesSection("Contributors", string.Join(", ", names), people.Count, NotesRank.Contributors);
    }

    private static string Closing(NotesRequest request, List<NotesChange> changes)
    {
        var upkeep = changes.Count(change => change.Header.Kind == ChangeKind.Upkeep);
        var tag = request.Version.Tag();
        var link = request.PreviousTag is null
            ? $"[{tag}]({request.RepositoryUrl}/commits/{tag})"
            : $"[{request.PreviousTag}...{tag}]({request.RepositoryUrl}/compare/{request.PreviousTag}...{tag})";
        return upkeep == 0 ? $"**Full changelog**: {link}" : $"**Full changelog**: {link}, with {Count(upkeep, "commit")} of documentation, tests, builds and upkeep not listed above";
    }

    private static IEnumerable<NotesSection> List(string title, IReadOnlyList<string> entries, NotesRank rank)
        => entries.Count == 0 ? [] : [new NotesSection(title, string.Join('\n', entries), entries.Count, rank)];

    private static IEnumerable<NotesChange> Sorted(IEnumerable<NotesChange> changes) => changes.OrderBy(change => change.SortKey, RootCollation.Order);

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static string FileSize(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var unit = bytes < 1024 ? 0 : Math.Min(units.Length - 1, (int)Math.Log(bytes, 1024));
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / Math.Pow(1024, unit):0.#} {units[unit]}");
    }
}
