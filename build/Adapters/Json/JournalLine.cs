using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.Journal;

namespace Build.Adapters.Json;

/// <summary>A journal entry as one compact line of JSON.</summary>
internal static class JournalLine
{
    public static string Write(JournalEntry entry) => new JObject
    {
        ["sequence"] = entry.Sequence,
        ["time"] = entry.TimeText,
        ["kind"] = entry.Kind.Word(),
        ["step"] = entry.Step,
        ["lines"] = new JArray(entry.Lines),
        ["previous"] = entry.Previous,
        ["hash"] = entry.Hash,
    }.ToString(Formatting.None);

    public static bool TryRead(string line, out JournalEntry entry)
    {
        entry = HashChain.Next(null, DateTimeOffset.UnixEpoch, EntryKind.RunStarted, "", []);
        try
        {
            var json = JsonFile.Parse(line);
            if ((long?)json["sequence"] is not { } sequence
                || !DateTimeOffset.TryParseExact((string?)json["time"], "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                || !EntryKinds.TryRead((string?)json["kind"] ?? "", out var kind)
                || (string?)json["step"] is not { } step
                || json["lines"] is not JArray lines
                || (string?)json["previous"] is not { } previous
                || (string?)json["hash"] is not { } hash)
                return false;
            entry = new JournalEntry(sequence, time, kind, step, [.. lines.Select(text => (string?)text ?? "")], previous, hash);
            return true;
        }
        catch (Exception problem) when (problem is JsonException or FormatException or ArgumentException or OverflowException or InvalidCastException)
        {
            return false;
        }
    }
}
