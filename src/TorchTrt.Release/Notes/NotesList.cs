namespace TorchTrt.Release.Notes;

/// <summary>Changes as a list; a long one is parted by area.</summary>
internal static class NotesList
{
    private const int LongestUnparted = 12;

    public static string Write(IReadOnlyList<NotesChange> changes, string repositoryUrl)
    {
        var areas = changes.GroupBy(change => change.Area).OrderBy(group => Place(group.Key)).ToList();
        if (changes.Count <= LongestUnparted || areas.Count < 2) return Lines(changes, repositoryUrl);
        return string.Join("\n\n", areas.Select(area => $"### {area.Key?.Name ?? "General"}\n\n{Lines(area, repositoryUrl)}"));
    }

    private static string Lines(IEnumerable<NotesChange> changes, string repositoryUrl) => string.Join('\n', changes.Select(change => change.Line(repositoryUrl)));

    private static int Place(Area? area) => area is null ? int.MaxValue : Area.All.Index().First(entry => ReferenceEquals(entry.Item, area)).Index;
}
