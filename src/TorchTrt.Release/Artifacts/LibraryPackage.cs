using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace TorchTrt.Release.Artifacts;

/// <summary>What a libtorchtrt tarball holds, read once from beginning to end.</summary>
/// <param name="Entries">Files by path, without a leading <c>./</c>.</param>
/// <param name="Version"><c>1.2.0</c> as its macros.h says; null when it has none.</param>
public sealed partial record LibraryPackage(IReadOnlyList<string> Entries, string? Version)
{
    private static readonly string[] VersionParts = ["MAJOR", "MINOR", "PATCH"];

    /// <summary>Reads a <c>.tar.gz</c>.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static LibraryPackage Read(Stream content)
    {
        var entries = new List<string>();
        string? version = null;
        using var unzipped = new GZipStream(content, CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.Directory) continue;
            var path = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            entries.Add(path);
            if (MacrosPath().IsMatch(path) && entry.DataStream is { } data) version ??= Macros(data);
        }

        return new LibraryPackage(entries, version);
    }

    /// <summary>What is wrong with it for a release of the version, sentence by sentence; empty when nothing is.</summary>
    public IEnumerable<string> Problems(string expectedVersion)
    {
        if (!Entries.Any(path => path.Contains("/lib/", StringComparison.Ordinal) && path.EndsWith(".so", StringComparison.Ordinal))) yield return "it holds no shared library in lib/";
        if (!Entries.Any(path => path.Contains("/include/", StringComparison.Ordinal))) yield return "it holds no include/";
        if (Version is null) yield return "it holds no macros.h with a version";
        else if (Version != expectedVersion) yield return $"its macros.h says {Version}";
    }

    private static string? Macros(Stream data)
    {
        var text = new StreamReader(data, Encoding.UTF8).ReadToEnd();
        var numbers = VersionParts.Select(part => Regex.Match(text, $@"^#define\s+(?:TRTORCH|TORCH_TENSORRT)_{part}_VERSION\s+([0-9]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)).ToList();
        return numbers.All(number => number.Success) ? string.Join('.', numbers.Select(number => number.Groups[1].Value)) : null;
    }

    [GeneratedRegex(@"include/(?:torch_tensorrt|trtorch)/macros\.h\z")]
    private static partial Regex MacrosPath();
}
