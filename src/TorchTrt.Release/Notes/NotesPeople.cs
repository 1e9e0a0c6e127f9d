namespace TorchTrt.Release.Notes;

/// <summary>Who made a release: busiest first.</summary>
/// <param name="Newcomers">Those of them who contributed for the first time; empty where nobody knows.</param>
internal sealed record NotesPeople(IReadOnlyList<Contributor> All, IReadOnlySet<Contributor> Newcomers)
{
    public static NotesPeople Of(NotesRequest request)
    {
        // Whoever wrote what was picked has contributed, whoever picked it.
        var all = Contributors.Of(request.Commits.Where(commit => !request.Carried.Contains(commit.Id)).Concat(request.Originals.OrderBy(original => original.Key).Select(original => original.Value)));
        return new NotesPeople(all, request.EarlierContributors is { } earlier ? Contributors.NotAmong(all, earlier).ToHashSet() : new HashSet<Contributor>());
    }

    public IEnumerable<NotesSection> Section()
    {
        if (All.Count == 0) yield break;
        var names = string.Join(", ", All.Select(person => MarkdownText.Inline(PlainText.Cut(person.Name, 100)) + (Newcomers.Contains(person) ? " (first contribution)" : "")));
        yield return new NotesSection("Contributors", $"Thanks to {ReleaseNotes.Count(All.Count, "person", "people")}: {names}.", All.Count, NotesRank.Contributors);
    }
}
