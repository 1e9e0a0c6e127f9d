using Build.Adapters.Git;
using TorchTrt.Release;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Builds;

/// <summary>
/// A copy of a checkout's files, without git and without built documentation, for tools that write beside their sources.
/// What a killed tool leaves in it never reaches the checkout.
/// </summary>
internal static class CheckoutCopy
{
    /// <param name="folder">Absolute path; what is there already is removed.</param>
    public static async Task Make(IWorkspace files, string folder, CancellationToken cancel)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
            foreach (var path in await files.TrackedFiles(cancel))
            {
                cancel.ThrowIfCancellationRequested();
                if (!path.StartsWith("docs/", StringComparison.Ordinal)) Copy(Path.Combine(files.Root, path), Path.Combine(folder, path));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(DiskTrouble.Explain(failure, folder), failure);
        }
    }

    /// <summary>Links stay links. A path that is a folder is a submodule, which git leaves empty here.</summary>
    private static void Copy(string from, string to)
    {
        var file = new FileInfo(from);
        if (file.LinkTarget is null && !file.Exists) return;
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (file.LinkTarget is { } target) File.CreateSymbolicLink(to, target);
        else File.Copy(from, to);
    }
}
