using TorchTrt.Release.Journal;

namespace Build.Desk;

/// <summary>Looking changes nothing, so nothing is journalled; a step that tries to is a bug.</summary>
public sealed class NoJournal : IJournal
{
    public Task<JournalEntry> Append(EntryKind kind, string step, IReadOnlyList<string> lines, CancellationToken cancel)
        => throw new InvalidOperationException($"{step} tried to change something while it was only looked at.");
}
