namespace TorchTrt.Release.Ports;

public enum SignatureMethod
{
    /// <summary><c>ssh-keygen -Y sign</c>.</summary>
    Ssh,

    Minisign,

    Gpg,
}

/// <summary>A key to sign with, or to trust.</summary>
/// <param name="Key">
/// To sign: path of the ssh or minisign key, or what gpg knows the key by. To trust: path of ssh's allowed_signers file or of minisign's public key, or gpg's fingerprint.
/// </param>
public sealed record SignatureKey(SignatureMethod Method, string Key)
{
    /// <summary>What comes after the name of the signed file.</summary>
    public string Ending => EndingOf(Method);

    public static string EndingOf(SignatureMethod method) => method switch
    {
        SignatureMethod.Ssh => ".sig",
        SignatureMethod.Minisign => ".minisig",
        _ => ".asc",
    };

    public override string ToString() => $"{Method.ToString().ToLowerInvariant()}={Key}";
}

/// <summary>Detached signatures, made and checked by the tools that the user has.</summary>
public interface ISigner
{
    /// <summary>Why a key cannot sign here: no program, no such key. Null when nothing stands in the way.</summary>
    Task<ReleaseError?> Unable(SignatureKey key, CancellationToken cancel);

    /// <exception cref="ReleaseException">TR5312 the tool failed, with what it said.</exception>
    Task<byte[]> Sign(SignatureKey key, string fileName, byte[] content, CancellationToken cancel);

    /// <summary>What the tool says against a signature; null when it is good and by that key.</summary>
    Task<string?> Wrong(SignatureKey trusted, string fileName, byte[] content, byte[] signature, CancellationToken cancel);
}
