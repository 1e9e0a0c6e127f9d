using System.Text;
using Build.Adapters.Json;
using TorchTrt.Release;

namespace Build.Desk;

/// <summary>A text file that is there whole or not at all: written beside, flushed to the disk, renamed.</summary>
public static class AtomicText
{
    /// <exception cref="ReleaseException">TR9304 when there is no room or no right; what was there is still there.</exception>
    public static void Write(string path, string text)
    {
        var beside = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                file.Write(Encoding.UTF8.GetBytes(text));
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            File.Delete(beside);
            throw new ReleaseException(JsonFile.NotWritable(path, problem), problem);
        }
    }
}
