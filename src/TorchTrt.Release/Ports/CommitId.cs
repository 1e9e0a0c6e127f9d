namespace TorchTrt.Release.Ports;

/// <summary>Full object name of a git commit: 40 (SHA-1) or 64 (SHA-256) lowercase hexadecimal digits.</summary>
public sealed record CommitId
{
    public CommitId(string hex)
    {
        if (hex.Length is not (40 or 64) || !IsHex(hex))
            throw new ArgumentException($"'{hex}' is not a full git object name.", nameof(hex));
        Hex = hex;
    }

    public string Hex { get; }

    /// <summary>The first seven digits, for people.</summary>
    public string Short => Hex[..7];

    public override string ToString() => Hex;

    private static bool IsHex(string text)
    {
        foreach (var c in text)
            if (!char.IsAsciiHexDigitLower(c)) return false;
        return true;
    }
}
