using Build.Adapters.Git;
using TorchTrt.Release;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.Adapters.Builds;

/// <summary>The release's <c>out/</c> folder on disk. Files are prepared in <c>state/</c>, so that <c>out/</c> never holds half a file.</summary>
public sealed class ArtifactFiles(ReleaseFolder folder) : IArtifactFiles
{
    public IReadOnlyList<string> In(string place)
        => Directory.Exists(place) ? [.. Directory.EnumerateFiles(place).Select(Path.GetFullPath).Order(StringComparer.Ordinal)] : [];

    public IReadOnlyList<string> Under(string place)
        => Directory.Exists(place) ? [.. Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories).Select(Path.GetFullPath).Order(StringComparer.Ordinal)] : [];

    public Stream Open(string path) => File.OpenRead(path);

    public IRandomBytes Bytes(string path) => new FileBytes(path);

    public IScratchBytes Scratch() => new ScratchFile(folder.State);

    public async Task Take(string path, string name, CancellationToken cancel)
    {
        await using var from = File.OpenRead(path);
        await Put(name, to => from.CopyToAsync(to, cancel));
    }

    public void Write(string name, byte[] content) => Write(name, to => to.Write(content));

    public void Write(string name, Action<Stream> fill) => Put(name, to =>
    {
        fill(to);
        return Task.CompletedTask;
    }).GetAwaiter().GetResult();

    public void Remove(string name) => FileTransaction.DeleteIfThere(Path.Combine(folder.Out, Named(name)));

    private async Task Put(string name, Func<FileStream, Task> fill)
    {
        var beside = Path.Combine(folder.State, $"{Named(name)}.taking");
        try
        {
            Directory.CreateDirectory(folder.State);
            Directory.CreateDirectory(folder.Out);
            await using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await fill(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, Path.Combine(folder.Out, name), overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            FileTransaction.DeleteIfThere(beside);
            throw new ReleaseException(DiskTrouble.Explain(failure, folder.Out), failure);
        }
    }

    private static string Named(string name) => Path.GetFileName(name) == name && name.Length > 0
        ? name
        : throw new ArgumentException($"'{name}' is not a file name.", nameof(name));
}
