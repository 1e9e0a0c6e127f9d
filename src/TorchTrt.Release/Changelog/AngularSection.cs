using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Changelog;

/// <summary>
/// A changelog section as <c>conventional-changelog -p angular</c> prints it, byte for byte: checklist step 4, "Generate changelog". Takes commits one by
/// one, newest first, and keeps only what it lists. Lines end with LF.
/// </summary>
public sealed class AngularSection(string repositoryUrl, ChangelogFormat format)
{
    private readonly AngularLinks links = new(repositoryUrl, format);
    private readonly List<AngularEntry> entries = [];

    /// <summary>How many commits were taken, merge commits aside.</summary>
    public int Commits { get; private set; }

    /// <summary>The first commit that was taken; null when there was none.</summary>
    public Commit? Newest { get; private set; }

    /// <summary>The section of commits given in the order of <c>git log</c>.</summary>
    public static string Render(SectionHeader header, IEnumerable<Commit> commits, ChangelogFormat format = ChangelogFormat.Cli5)
    {
        var section = new AngularSection(header.RepositoryUrl, format);
        foreach (var commit in commits) section.Add(commit);
        return section.Render(header);
    }

    /// <summary>Takes commits as they come.</summary>
    public static async Task<AngularSection> Read(IAsyncEnumerable<Commit> commits, string repositoryUrl, ChangelogFormat format)
    {
        var section = new AngularSection(repositoryUrl, format);
        await foreach (var commit in commits) section.Add(commit);
        return section;
    }

    /// <summary>Takes the next older commit; merge commits are passed over.</summary>
    public void Add(Commit commit)
    {
        Newest ??= commit;
        if (commit.Parents.Count < 2) Commits++;
        if (AngularEntry.Of(commit, links, format) is { } entry) entries.Add(entry);
    }

    public string Render(SectionHeader header) => Render(header, RevertFilter.WithoutReverted(entries, entry => entry));

    /// <summary>Under a first line without meaning, every line that a section of these commits can have, those of reverted commits too.</summary>
    internal string EveryLine() => Render(new SectionHeader("", HeadingRank.Release, DateOnly.MinValue, repositoryUrl, null), entries);

    private string Render(SectionHeader header, IReadOnlyList<AngularEntry> kept)
    {
        var groups = kept.GroupBy(entry => entry.Group).OrderBy(group => group.Key, RootCollation.Order)
            .Select(group => new AngularGroup(group.Key, [.. group.OrderBy(entry => entry.SortKey, RootCollation.Order)]))
            .ToList();
        return format == ChangelogFormat.Cc8 ? SegmentLayout.Render(header, groups, NotesOf(kept), links) : TemplateLayout.Render(header, groups, NotesOf(kept), links);
    }

    private static List<AngularNote> NotesOf(IEnumerable<AngularEntry> entries)
        => [.. entries.SelectMany(entry => entry.Notes.Select(note => new AngularNote(entry.Scope, note)))];
}

/// <summary>Entries under one title, sorted.</summary>
internal sealed record AngularGroup(string Title, IReadOnlyList<AngularEntry> Entries);

/// <summary>A breaking note and the scope of its commit.</summary>
internal sealed record AngularNote(string? Scope, string Text);
