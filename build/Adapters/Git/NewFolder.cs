using TorchTrt.Release;

namespace Build.Adapters.Git;

/// <summary>A folder that appears whole or not at all.</summary>
internal static class NewFolder
{
    /// <param name="proof">A file or folder in it that says an earlier call made it.</param>
    /// <param name="fill">Fills the folder it is given; what an earlier call left half-done is gone by then.</param>
    /// <exception cref="ReleaseException">TR2015 when the folder holds something else; TR2006 when it cannot be written.</exception>
    public static async Task Make(string folder, string proof, Func<string, Task> fill)
    {
        if (Path.Exists(Path.Combine(folder, proof))) return;
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new ReleaseException(new ReleaseError("TR2015", "this folder holds something else.", "move it away, or give another place with --artifacts=DIR", folder, "an empty or absent folder"));
        var partial = folder + ".partial";
        try
        {
            if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
            Directory.CreateDirectory(partial);
            await fill(partial);
            if (Directory.Exists(folder)) Directory.Delete(folder);
            Directory.Move(partial, folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(DiskTrouble.Explain(failure, folder), failure);
        }
    }
}
