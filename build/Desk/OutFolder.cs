using System.Security.Cryptography;
using TorchTrt.Release.Ports;

namespace Build.Desk;

/// <summary>The files directly in a folder, such as <c>out/</c>. A file is hashed once, and again only when its size or time changed.</summary>
/// <param name="folder">Absolute path; it need not be there.</param>
public sealed class OutFolder(string folder) : IOutFolder
{
    private readonly Dictionary<string, (long Size, DateTime Written, string Sha256)> hashed = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<OutFile>> Files(CancellationToken cancel)
    {
        if (!Directory.Exists(folder)) return [];
        var files = new List<OutFile>();
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal))
            files.Add(new OutFile(file.Name, file.FullName, file.Length, await Hash(file, cancel)));
        return files;
    }

    private async Task<string> Hash(FileInfo file, CancellationToken cancel)
    {
        if (hashed.TryGetValue(file.FullName, out var known) && known.Size == file.Length && known.Written == file.LastWriteTimeUtc) return known.Sha256;
        await using var stream = file.OpenRead();
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
        hashed[file.FullName] = (file.Length, file.LastWriteTimeUtc, digest);
        return digest;
    }
}
