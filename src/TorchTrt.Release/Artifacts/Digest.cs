using System.Security.Cryptography;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Artifacts;

/// <summary>SHA-256 digests, 64 lowercase hexadecimal digits.</summary>
public static class Digest
{
    public static string Of(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Reads to the end, and closes.</summary>
    public static string OfStream(Stream content)
    {
        using (content) return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    /// <summary>One digest of many files of a checkout as they are on disk, edited or not: names and bytes, in ordinal order.</summary>
    /// <param name="counts">Says of a tracked path whether it is looked at.</param>
    public static async Task<string> OfTree(IWorkspace files, Func<string, bool> counts, CancellationToken cancel)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in (await files.TrackedFiles(cancel)).Where(counts))
        {
            cancel.ThrowIfCancellationRequested();
            if (files.Read(path) is { } content) all.AppendData(System.Text.Encoding.UTF8.GetBytes($"{Of(content)} {path}\n"));
        }

        return Convert.ToHexStringLower(all.GetHashAndReset());
    }

    /// <summary>One digest of all that a build of the library may read: everything but the built documentation and the words about it.</summary>
    public static Task<string> OfSources(IWorkspace files, CancellationToken cancel)
        => OfTree(files, path => !path.StartsWith("docs/", StringComparison.Ordinal) && !path.StartsWith("docsrc/", StringComparison.Ordinal) && path != "CHANGELOG.md", cancel);
}
