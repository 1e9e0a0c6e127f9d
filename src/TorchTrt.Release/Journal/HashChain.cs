namespace TorchTrt.Release.Journal;

/// <summary>Makes and checks the chain of hashes that ties a journal together.</summary>
public static class HashChain
{
    /// <summary>What the first entry names as its predecessor: 64 zeros.</summary>
    public static string Origin { get; } = new('0', 64);

    /// <summary>The entry that follows <paramref name="last"/> (null: the first one).</summary>
    public static JournalEntry Next(JournalEntry? last, DateTimeOffset time, EntryKind kind, string step, IReadOnlyList<string> lines)
    {
        var entry = new JournalEntry((last?.Sequence ?? 0) + 1, time.ToUniversalTime(), kind, step, [.. lines], last?.Hash ?? Origin, "");
        return entry with { Hash = CanonicalTexts.Sha256(entry.CanonicalText) };
    }

    /// <summary>Every place where an entry was changed, removed, added or moved afterwards; empty when the chain holds.</summary>
    /// <param name="entries">The whole journal, first to last.</param>
    /// <param name="where">Path of the journal, for the errors.</param>
    public static IReadOnlyList<ReleaseError> Verify(IEnumerable<JournalEntry> entries, string where)
    {
        var errors = new List<ReleaseError>();
        JournalEntry? last = null;
        foreach (var (index, entry) in entries.Index())
        {
            errors.AddRange(Problems(last, entry).Select(problem => Broken($"{where}:{index + 1}", problem.What, problem.Expected)));
            last = entry;
        }

        return errors;
    }

    private static IEnumerable<(string What, string Expected)> Problems(JournalEntry? last, JournalEntry entry)
    {
        var sequence = (last?.Sequence ?? 0) + 1;
        if (entry.Sequence != sequence) yield return ($"the entry has number {entry.Sequence}", $"number {sequence}");
        var previous = last?.Hash ?? Origin;
        if (entry.Previous != previous) yield return ($"the entry follows {entry.Previous}", previous);
        var hash = CanonicalTexts.Sha256(entry.CanonicalText);
        if (entry.Hash != hash) yield return ($"the entry's hash is {entry.Hash}", hash);
    }

    private static ReleaseError Broken(string where, string what, string expected) => new(
        "TR9301",
        $"The journal was changed after it was written: {what}.",
        "keep the file for whoever asks, move it out of the release's folder, and give the same command again: the release goes on from what the world shows",
        where,
        expected);
}
