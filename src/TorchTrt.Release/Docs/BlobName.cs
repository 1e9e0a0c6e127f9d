using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TorchTrt.Release.Docs;

/// <summary>The name git gives a content (gitformat-pack, "object name"): the hash over <c>blob SIZE NUL</c> and the bytes.</summary>
public static class BlobName
{
    /// <param name="known">A name of the same repository, whose length tells its hash; null or shorter than SHA-256's for SHA-1.</param>
    [SuppressMessage("Security", "CA5350", Justification = "Git's own object names.")]
    public static string Of(byte[] content, string? known)
    {
        using var hash = IncrementalHash.CreateHash(known is { Length: 64 } ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {content.LongLength}\0")));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
