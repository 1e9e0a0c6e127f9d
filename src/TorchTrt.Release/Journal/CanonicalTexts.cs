using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TorchTrt.Release.Journal;

/// <summary>Texts that are hashed: a list of parts in one spelling only.</summary>
internal static class CanonicalTexts
{
    /// <summary>Every part after its length in characters, a line each: <c>5:Bump\n</c> cannot be mistaken for two parts.</summary>
    public static string Of(IEnumerable<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts) text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}\n");
        return text.ToString();
    }

    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
