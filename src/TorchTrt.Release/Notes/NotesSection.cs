namespace TorchTrt.Release.Notes;

/// <summary>A part of the notes that stays or goes as a whole.</summary>
/// <param name="Title">Heading; null for text that stands without one.</param>
/// <param name="Text">Markdown, no blank lines at either end.</param>
/// <param name="Entries">How many things it lists.</param>
/// <param name="Rank">What goes first when there is no room for everything.</param>
internal sealed record NotesSection(string? Title, string Text, int Entries, NotesRank Rank)
{
    public override string ToString() => Title is null ? Text : $"## {Title}\n\n{Text}";
}

/// <summary>In the order of leaving.</summary>
internal enum NotesRank
{
    Measurements,
    Issues,
    Support,
    OtherChanges,
    Contributors,
    Operators,
    Changes,
    Introduction,
    KnownIssues,
    Breaking,
    Files,
}
