namespace TorchTrt.Release.Journal;

/// <summary>
/// The release's diary: evidence and a timeline. Append-only; an entry is on disk when <see cref="Append"/> returns.
/// Nothing is decided by it: the observed world is the truth, so losing it loses no correctness.
/// </summary>
public interface IJournal
{
    /// <param name="step">Name of the target; empty for an entry about the whole run.</param>
    /// <param name="lines">Changes, evidence or errors, a sentence each; never a secret.</param>
    /// <exception cref="ReleaseException">
    /// TR9301 or TR9302 when the journal on disk is not whole, TR9303 when another process writes it, TR9304 when it cannot be written.
    /// </exception>
    Task<JournalEntry> Append(EntryKind kind, string step, IReadOnlyList<string> lines, CancellationToken cancel);
}
