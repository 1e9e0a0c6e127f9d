using System.Security.Cryptography;
using System.Text;

namespace Build.Provisioning;

/// <summary>What an image is made of: a Debian release, packages, and the interpreters where manylinux images have them.</summary>
/// <param name="Interpreters">Folder under /opt/python, and the program it leads to.</param>
public sealed record BaseImageRecipe(string Suite, IReadOnlyList<string> Packages, IReadOnlyDictionary<string, string> Interpreters)
{
    /// <summary>Debian 12: Python 3.11, glibc 2.36.</summary>
    public static BaseImageRecipe Bookworm { get; } = new(
        "bookworm",
        ["ca-certificates", "g++", "gcc", "make", "patchelf", "python3", "python3-dev", "python3-setuptools", "python3-wheel"],
        new Dictionary<string, string> { ["cp311-cp311"] = "/usr/bin/python3.11" });

    /// <summary>Sphinx, breathe and doxygen of Debian 12, for documentation that is made in a container.</summary>
    public static BaseImageRecipe Documentation { get; } = new("bookworm", ["doxygen", "make", "python3", "python3-breathe", "python3-sphinx"], new Dictionary<string, string>()) { Purpose = "docs" };

    /// <summary>What the image is for, in its name.</summary>
    public string Purpose { get; init; } = "wheel-base";

    /// <summary>Name of the image; another recipe has another name, so that an image is made once and never taken for another.</summary>
    public string Tag => $"torch-tensorrt-release/{Purpose}:{Suite}-{Digest}";

    private string Digest
    {
        get
        {
            var text = string.Join('\n', [Suite, .. Packages, .. Interpreters.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => $"{i.Key} {i.Value}")]);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
        }
    }
}
