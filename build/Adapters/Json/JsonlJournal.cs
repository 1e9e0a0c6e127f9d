using Build.Output;
using System.Text;
using TorchTrt.Release;
using TorchTrt.Release.Journal;

namespace Build.Adapters.Json;

/// <summary>
/// <c>journal.jsonl</c>: one entry a line, readable by its owner alone, flushed to the disk entry by entry, written by one process at a time.
/// A last line that a crash tore is moved to <c>journal.jsonl.torn</c>, and the chain goes on from the line before it.
/// </summary>
public sealed class JsonlJournal : IJournal, IDisposable
{
    private readonly string path;
    private readonly TimeProvider time;
    private readonly FileStream hold;
    private readonly FileStream file;
    private JournalEntry? last;

    private JsonlJournal(string path, TimeProvider time, FileStream hold, FileStream file, JournalEntry? last)
        => (this.path, this.time, this.hold, this.file, this.last) = (path, time, hold, file, last);

    /// <summary>Opens the journal for writing; makes it when there is none.</summary>
    /// <exception cref="ReleaseException">
    /// TR9301 or TR9302 when it is not whole, TR9303 when another process writes it, TR9304 when it cannot be written.
    /// </exception>
    public static JsonlJournal Open(string path, TimeProvider time)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var hold = Hold(path);
            try
            {
                return Open(path, time, hold);
            }
            catch
            {
                hold.Dispose();
                throw;
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(JsonFile.NotWritable(path, problem), problem);
        }
    }

    /// <summary>The journal's entries, without changing the file; empty when there is none. A torn last line is left out.</summary>
    /// <exception cref="ReleaseException">TR9301 or TR9302 when it is not whole.</exception>
    public static IReadOnlyList<JournalEntry> Read(string path)
    {
        if (!File.Exists(path)) return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return JournalText.Read(path, Bytes(file)).Entries;
    }

    public Task<JournalEntry> Append(EntryKind kind, string step, IReadOnlyList<string> lines, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var start = file.Position;
        var entry = HashChain.Next(last, time.GetUtcNow(), kind, step, [.. lines.Select(Redactor.OfThisProcess.Redact)]);
        try
        {
            file.Write(Encoding.UTF8.GetBytes(JournalLine.Write(entry) + "\n"));
            file.Flush(flushToDisk: true);
        }
        catch (IOException problem)
        {
            file.SetLength(start);
            throw new ReleaseException(JsonFile.NotWritable(path, problem), problem);
        }

        last = entry;
        return Task.FromResult(entry);
    }

    public void Dispose()
    {
        file.Dispose();
        hold.Dispose();
    }

    private static JsonlJournal Open(string path, TimeProvider time, FileStream hold)
    {
        var file = new FileStream(path, OwnerOnly(FileShare.ReadWrite));
        try
        {
            var text = JournalText.Read(path, Bytes(file));
            if (text.Torn.Length > 0) CutOff(path, file, text);
            file.Seek(0, SeekOrigin.End);
            return new JsonlJournal(path, time, hold, file, text.Entries.Count > 0 ? text.Entries[^1] : null);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The operating system lets go of it when the process dies, however it dies.</summary>
    private static FileStream Hold(string path)
    {
        try
        {
            return new FileStream($"{path}.lock", OwnerOnly(FileShare.None));
        }
        catch (IOException problem) when (File.Exists($"{path}.lock"))
        {
            throw new ReleaseException(
                new ReleaseError("TR9303", "Another process is carrying this release out.", "wait for it to end, then give the same command again", path), problem);
        }
    }

    /// <summary>What is cut off is safe on disk before it is cut off.</summary>
    private static void CutOff(string path, FileStream file, JournalText text)
    {
        using (var torn = new FileStream($"{path}.torn", OwnerOnly(FileShare.Read)))
        {
            torn.Seek(0, SeekOrigin.End);
            torn.Write([.. text.Torn, (byte)'\n']);
            torn.Flush(flushToDisk: true);
        }

        file.SetLength(text.Whole);
        file.Flush(flushToDisk: true);
    }

    private static byte[] Bytes(FileStream file)
    {
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static FileStreamOptions OwnerOnly(FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
