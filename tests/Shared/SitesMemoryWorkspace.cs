using System.Text;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Testing;

/// <summary>A checkout in memory. Remembers how often it was written to.</summary>
public sealed class SitesMemoryWorkspace : IWorkspace
{
    private readonly SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);

    public string Root => "/checkout";

    public int Writes { get; private set; }

    /// <summary>Reads and sets a file as UTF-8 text.</summary>
    public string this[string path]
    {
        get => Encoding.UTF8.GetString(files[path]);
        set => files[path] = Encoding.UTF8.GetBytes(value);
    }

    public IEnumerable<string> Paths => files.Keys;

    public byte[] Bytes(string path) => files[path];

    public SitesMemoryWorkspace With(string path, string text)
    {
        this[path] = text;
        return this;
    }

    public SitesMemoryWorkspace With(string path, byte[] content)
    {
        files[path] = content;
        return this;
    }

    public SitesMemoryWorkspace Without(string path)
    {
        files.Remove(path);
        return this;
    }

    public bool Exists(string path) => files.ContainsKey(path);

    public byte[]? Read(string path) => files.GetValueOrDefault(path);

    public Task<IReadOnlyList<string>> TrackedFiles(CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([.. files.Keys]);

    public IReadOnlyList<string> Below(string folder) => [.. files.Keys.Where(path => path.StartsWith(folder, StringComparison.Ordinal))];

    public void Write(IReadOnlyList<FileChange> changes)
    {
        Writes++;
        foreach (var change in changes)
        {
            if (change.Content is null) files.Remove(change.Path);
            else files[change.Path] = change.Content;
        }
    }
}
