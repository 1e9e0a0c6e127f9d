using System.Text;

namespace Build.Desk;

/// <summary>A text file that is there whole or not at all: written beside, flushed to the disk, renamed.</summary>
public static class AtomicText
{
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
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
