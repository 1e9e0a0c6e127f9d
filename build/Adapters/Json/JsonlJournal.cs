using System.Globalization;
using System.Text;
using Build.Desk;
using Newtonsoft.Json;
using TorchTrt.Release;
using TorchTrt.Release.Journal;

namespace Build.Adapters.Json;

/// <summary>
/// The journal as a file: one compact JSON object a line, appended and flushed to the disk. A last line torn by a crash is cut off and kept as
/// <c>journal.jsonl.torn</c>; a chain that does not hold is refused.
/// </summary>
public sealed class JsonlJournal : IJournal, IDisposable
{
    private readonly FileStream file;
    private readonly TimeProvider time;
    private JournalEntry? last;

    private JsonlJournal(FileStream file, JournalEntry? last, TimeProvider time)
    {
        this.file = file;
        this.last = last;
        this.time = time;
    }

    /// <exception cref="ReleaseException">TR9311 when the chain of hashes does not hold, TR9312 when the journal cannot be opened.</exception>
    public static JsonlJournal Open(string path, TimeProvider time)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            var entries = Read(path);
            if (HashChain.Verify(entries, path) is { Count: > 0 } broken) throw new ReleaseException(ExitCode.Failed, broken);
            var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return new JsonlJournal(new FileStream(path, options), entries.Count > 0 ? entries[^1] : null, time);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(new ReleaseError("TR9312", $"the journal cannot be opened: {error.Message}", "make it writable, or name another folder with --artifacts", path), error);
        }
    }

    /// <summary>The entries of a journal, first to last; none when there is no file. What a crash tore is cut off.</summary>
    public static IReadOnlyList<JournalEntry> Read(string path)
    {
        if (!File.Exists(path)) return [];
        var text = File.ReadAllText(path);
        var whole = text.LastIndexOf('\n') + 1;
        if (whole < text.Length)
        {
            File.WriteAllText(path + ".torn", text[whole..]);
            AtomicText.Write(path, text[..whole]);
        }

        return [.. text[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((line, index) => Parse(line, $"{path}:{index + 1}"))];
    }

    public async Task<JournalEntry> Append(EntryKind kind, string step, IReadOnlyList<string> lines, CancellationToken cancel)
    {
        var entry = HashChain.Next(last, time.GetUtcNow(), kind, step, lines);
        await file.WriteAsync(Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(Line.Of(entry)) + "\n"), cancel);
        file.Flush(flushToDisk: true);
        last = entry;
        return entry;
    }

    public void Dispose() => file.Dispose();

    private static JournalEntry Parse(string line, string where)
    {
        try
        {
            var settings = new JsonSerializerSettings { DateParseHandling = DateParseHandling.None };
            return JsonConvert.DeserializeObject<Line>(line, settings) is { } read && read.Entry() is { } entry ? entry : throw Unreadable(where, "it is no entry", null);
        }
        catch (JsonException error)
        {
            throw Unreadable(where, error.Message, error);
        }
    }

    private static ReleaseException Unreadable(string where, string why, Exception? inner) => new(new ReleaseError(
        "TR9311", $"the line is not a journal entry: {why}.", "keep the file, move it out of the release's folder, and give the same command again", where), inner);

    private sealed record Line(long Seq, string Time, string Kind, string Step, IReadOnlyList<string> Lines, string Prev, string Hash)
    {
        public static Line Of(JournalEntry entry) => new(entry.Sequence, entry.TimeText, entry.Kind.Word(), entry.Step, entry.Lines, entry.Previous, entry.Hash);

        public JournalEntry? Entry()
            => EntryKinds.TryRead(Kind, out var kind) && DateTimeOffset.TryParse(Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? new JournalEntry(Seq, time, kind, Step, Lines, Prev, Hash)
                : null;
    }
}
