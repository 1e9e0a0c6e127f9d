namespace TorchTrt.Release.Ports;

/// <summary>A file that is to be published.</summary>
/// <param name="Name">File name, without folders.</param>
/// <param name="Path">Absolute path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">64 lowercase hexadecimal digits.</param>
public sealed record OutFile(string Name, string Path, long Size, string Sha256)
{
    /// <summary>The digest as forges spell it.</summary>
    public string Digest => $"sha256:{Sha256}";
}

/// <summary>The release's <c>out/</c> folder.</summary>
public interface IOutFolder
{
    /// <summary>Every file in it, hashed, by name; empty when there is no folder.</summary>
    Task<IReadOnlyList<OutFile>> Files(CancellationToken cancel);
}
