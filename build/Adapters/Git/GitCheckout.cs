using TorchTrt.Release;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Git;

/// <summary>The files of a checkout on disk.</summary>
public sealed class GitCheckout(GitCommand git) : IWorkspace
{
    private const string Beside = ".torch-tensorrt-release.tmp";

    public string Root => git.Folder;

    public bool Exists(string path) => File.Exists(Full(path));

    public byte[]? Read(string path) => Exists(path) ? File.ReadAllBytes(Full(path)) : null;

    public async Task<IReadOnlyList<string>> TrackedFiles(CancellationToken cancel)
    {
        var paths = new List<string>();
        await foreach (var path in git.Records(cancel, "ls-files", "-z")) paths.Add(path);
        paths.Sort(StringComparer.Ordinal);
        return paths;
    }

    public void Write(IReadOnlyList<FileChange> changes)
    {
        try
        {
            foreach (var change in changes.Where(change => change.Content is not null)) Prepare(change);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            foreach (var change in changes) File.Delete(Full(change.Path) + Beside);
            throw new ReleaseException(new ReleaseError("TR2006", $"the files cannot be written: {error.Message}", "make room or make them writable; nothing was changed", Root), error);
        }

        foreach (var change in changes)
            if (change.Content is null) File.Delete(Full(change.Path));
            else File.Move(Full(change.Path) + Beside, Full(change.Path), overwrite: true);
    }

    private void Prepare(FileChange change)
    {
        var path = Full(change.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var file = new FileStream(path + Beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(change.Content);
            file.Flush(flushToDisk: true);
        }

        if (File.Exists(path) && !OperatingSystem.IsWindows()) File.SetUnixFileMode(path + Beside, File.GetUnixFileMode(path));
    }

    private string Full(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));
}
