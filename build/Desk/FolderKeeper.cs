using System.Globalization;
using TorchTrt.Release;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>Opens the release's folder: writable, one run at a time, and of this release and no other.</summary>
public static class FolderKeeper
{
    /// <summary>Checks that the artifacts folder can be written before anything else is done.</summary>
    /// <exception cref="ReleaseException">TR9402.</exception>
    public static void RequireWritable(string artifacts)
    {
        try
        {
            Directory.CreateDirectory(artifacts);
            var probe = Path.Combine(artifacts, $".write-test.{Environment.ProcessId}");
            using (var file = new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose)) file.Write(new byte[4096]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(new ReleaseError(
                "TR9402", $"nothing can be written there: {error.Message}", "make room or make it writable, or name another folder with --artifacts", artifacts), error);
        }
    }

    /// <summary>Holds the folder for this process; the lock goes with the process however it ends.</summary>
    /// <exception cref="ReleaseException">TR9403 when another run holds it.</exception>
    public static IDisposable Hold(ReleaseFolder folder)
    {
        Directory.CreateDirectory(folder.Root);
        var path = Path.Combine(folder.Root, ".lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new ReleaseException(new ReleaseError("TR9403", "another run is working in this release's folder.", "wait for it, or name another folder with --artifacts", folder.Root), error);
        }
    }

    /// <summary>
    /// Moves what is there aside when it belongs to another release of the same number (another commit, or a rehearsal before the real thing).
    /// Nothing is lost; a real release that has begun is never moved.
    /// </summary>
    /// <returns>Where it went; null when there was nothing to move.</returns>
    public static string? SetAside(ReleaseFolder folder, string why)
    {
        var shelf = Path.Combine(Path.GetDirectoryName(folder.Root)!, ".aside");
        Directory.CreateDirectory(shelf);
        var name = Path.GetFileName(folder.Root);
        var number = 1;
        string Place() => Path.Combine(shelf, string.Create(CultureInfo.InvariantCulture, $"{name}-{why}-{number}"));
        while (Directory.Exists(Place())) number++;
        Directory.Move(folder.Root, Place());
        return Place();
    }
}
