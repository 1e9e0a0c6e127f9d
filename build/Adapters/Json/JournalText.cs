using System.Text;
using TorchTrt.Release;
using TorchTrt.Release.Journal;

namespace Build.Adapters.Json;

/// <summary>A journal's bytes, read.</summary>
/// <param name="Entries">First to last.</param>
/// <param name="Whole">Bytes up to and with the last whole line.</param>
/// <param name="Torn">What is after them: a line that a crash cut short; empty otherwise.</param>
internal sealed record JournalText(IReadOnlyList<JournalEntry> Entries, long Whole, byte[] Torn)
{
    /// <exception cref="ReleaseException">TR9302 for every line before the last that is no entry; TR9301 where the chain is broken.</exception>
    public static JournalText Read(string path, byte[] bytes)
    {
        var entries = new List<JournalEntry>();
        var errors = new List<ReleaseError>();
        var at = 0;
        while (at < bytes.Length)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', at);
            if (end >= 0 && JournalLine.TryRead(Encoding.UTF8.GetString(bytes, at, end - at), out var entry)) entries.Add(entry);
            else if (end < 0 || end == bytes.Length - 1) break;
            else errors.Add(Unreadable($"{path}:{entries.Count + errors.Count + 1}"));
            at = end + 1;
        }

        if (errors.Count == 0) errors.AddRange(HashChain.Verify(entries, path));
        return errors.Count == 0
            ? new JournalText(entries, at, bytes[at..])
            : throw new ReleaseException(ExitCode.Failed, errors);
    }

    private static ReleaseError Unreadable(string where) => new(
        "TR9302",
        "The line is no journal entry.",
        "keep the file for whoever asks, move it out of the release's folder, and give the same command again: the release goes on from what the world shows",
        where,
        "one JSON object with sequence, time, kind, step, lines, previous and hash");
}
