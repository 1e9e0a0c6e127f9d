using TorchTrt.Release.Ports;

namespace Build.Adapters.Git;

/// <summary>The files of a checkout on disk.</summary>
public sealed class GitCheckout(GitCommand git) : IWorkspace
{
    public string Root => git.Folder;

    public bool Exists(string path) => File.Exists(CheckoutPath.Resolve(Root, path));

    public byte[]? Read(string path)
    {
        var file = CheckoutPath.Resolve(Root, path);
        return File.Exists(file) ? File.ReadAllBytes(file) : null;
    }

    public async Task<IReadOnlyList<string>> TrackedFiles(CancellationToken cancel)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var path in git.Records(cancel, "ls-files", "-z", "--full-name")) paths.Add(path);
        return [.. paths];
    }

    public IReadOnlyList<string> Below(string folder)
    {
        var place = CheckoutPath.Resolve(Root, folder.TrimEnd('/'));
        if (!Directory.Exists(place)) return [];
        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        return [.. Directory.EnumerateFiles(place, "*", everything).Select(path => folder + Path.GetRelativePath(place, path).Replace(Path.DirectorySeparatorChar, '/')).Order(StringComparer.Ordinal)];
    }

    /// <summary>Finishes a write that a process left half-done, or sweeps it up.</summary>
    public void FinishEarlier() => FileTransaction.In(Root).FinishEarlier();

    public void Write(IReadOnlyList<FileChange> changes) => FileTransaction.In(Root).Write(changes);
}
