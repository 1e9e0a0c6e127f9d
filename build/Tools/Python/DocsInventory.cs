using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Build.Tools.Python;

/// <summary>What pages were made with, told from the answer of <see cref="DocsProbe"/> and a look at the places it names. Runs nothing.</summary>
public static class DocsInventory
{
    /// <summary>How a package's metadata is called; its version is in the name.</summary>
    private static readonly string[] PackageEndings = [".dist-info", ".egg-info", ".egg-link", ".pth"];

    /// <summary>One digest of the programs (place, size, time), the names of all installed packages, and the project's library.</summary>
    /// <param name="answer">Absolute path of the probe's answer.</param>
    /// <returns>Null where there is no answer, or what it names is not on this machine.</returns>
    public static string? Digest(string answer)
    {
        if (!File.Exists(answer)) return null;
        var read = JObject.Parse(File.ReadAllText(answer));
        if (read["at"]?.ToObject<string[]>() is not { } programs || read["packages"]?.ToObject<string[]>() is not { } places) return null;
        if (!programs.All(File.Exists) || !places.All(Directory.Exists)) return null;
        var lines = programs.Select(Program).Concat(places.SelectMany(Packages)).Append($"library {read["library"]?.ToString(Newtonsoft.Json.Formatting.None)}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    private static string Program(string path) => FormattableString.Invariant($"{path} {new FileInfo(path).Length} {File.GetLastWriteTimeUtc(path).Ticks}");

    private static IEnumerable<string> Packages(string place)
        => Directory.EnumerateFileSystemEntries(place).Where(entry => PackageEndings.Any(ending => entry.EndsWith(ending, StringComparison.Ordinal))).Order(StringComparer.Ordinal);
}
