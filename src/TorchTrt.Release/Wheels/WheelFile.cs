using System.IO.Compression;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Wheels;

/// <summary>A wheel's name and what its METADATA says.</summary>
/// <param name="Name">Null when the file name is not a wheel's.</param>
/// <param name="MetadataName">Null when there is no METADATA.</param>
public sealed record WheelFile(string FileName, WheelFileName? Name, string? MetadataName, string? MetadataVersion)
{
    /// <exception cref="InvalidDataException">The content is no zip archive.</exception>
    public static WheelFile Read(string fileName, Stream content)
    {
        using var archive = new ZipArchive(content, ZipArchiveMode.Read);
        var metadata = archive.Entries.FirstOrDefault(entry => entry.FullName.EndsWith(".dist-info/METADATA", StringComparison.Ordinal) && entry.FullName.Count(c => c == '/') == 1);
        var fields = metadata is null ? [] : Fields(metadata);
        return new WheelFile(fileName, WheelFileName.Read(fileName), fields.GetValueOrDefault("Name"), fields.GetValueOrDefault("Version"));
    }

    /// <summary>What is wrong with it for a release of the version, sentence by sentence; empty when nothing is.</summary>
    public IEnumerable<string> Problems(ReleaseVersion version)
    {
        if (Name is null)
        {
            yield return "its name is not a wheel's (distribution-version-python-abi-platform.whl)";
            yield break;
        }

        if (!IsVersion(Name.Version, version)) yield return $"its name says version {Name.Version}";
        if (MetadataVersion is null) yield return "it has no METADATA with a version";
        else if (!IsVersion(MetadataVersion, version)) yield return $"its METADATA says version {MetadataVersion}";
    }

    /// <summary>Whether a version as the project wrote it is the release: a local part names the CUDA of one build of the same release (<c>2.9.0+cu130</c>), a hash does not.</summary>
    private static bool IsVersion(string text, ReleaseVersion version)
    {
        var parts = text.Split('+', 2);
        var isRelease = ReleaseVersion.TryParse(parts[0], out var said) && said == version;
        return isRelease && (parts.Length == 1 || (parts[1].StartsWith("cu", StringComparison.Ordinal) && parts[1].AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0));
    }

    private static Dictionary<string, string> Fields(ZipArchiveEntry metadata)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        using var reader = new StreamReader(metadata.Open());
        while (reader.ReadLine() is { Length: > 0 } line)
            if (line.Split(": ", 2) is [var key, var value]) fields.TryAdd(key, value.Trim());
        return fields;
    }
}
