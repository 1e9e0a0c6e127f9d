using System.Globalization;

namespace TorchTrt.Release.Journal;

/// <summary>One line of the journal. Entries form a chain: each carries the hash of the one before it.</summary>
/// <param name="Sequence">1 for the first entry, then one more each.</param>
/// <param name="Time">UTC.</param>
/// <param name="Step">Name of the target; empty for an entry about the whole run.</param>
/// <param name="Lines">Changes, evidence or errors, as <see cref="EntryKind"/> says; never a secret.</param>
/// <param name="Previous">Hash of the entry before; <see cref="HashChain.Origin"/> for the first.</param>
/// <param name="Hash">SHA-256 over <see cref="CanonicalText"/> in UTF-8, 64 lowercase hexadecimal digits.</param>
public sealed record JournalEntry(
    long Sequence, DateTimeOffset Time, EntryKind Kind, string Step, IReadOnlyList<string> Lines, string Previous, string Hash)
{
    /// <summary>Everything but the hash, each part after its length, so that no two entries read the same.</summary>
    public string CanonicalText => CanonicalTexts.Of(
        [Sequence.ToString(CultureInfo.InvariantCulture), TimeText, Kind.Word(), Step, Previous, .. Lines]);

    /// <summary>The time as written and hashed, for example <c>2026-03-01T12:00:00.0000000Z</c>.</summary>
    public string TimeText => Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
