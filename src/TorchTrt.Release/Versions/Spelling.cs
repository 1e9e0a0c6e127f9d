using System.Globalization;

namespace TorchTrt.Release.Versions;

/// <summary>The only place where a version becomes text of another shape. One member per spelling that Torch-TensorRT uses.</summary>
public static class Spelling
{
    /// <summary>Git tag: <c>v2.13.0</c>, and <c>v2.13.0-rc4</c> for a candidate, as the project writes them since 2023.</summary>
    public static string Tag(this ReleaseVersion version)
        => version.IsFinal ? $"v{version}" : string.Create(CultureInfo.InvariantCulture, $"v{version.Final}-{version.ToString()[version.Final.ToString().Length..]}");

    /// <summary>Branch of the version-bump PR: <c>release/v2.13.0-bump</c>.</summary>
    public static string BumpBranch(this ReleaseVersion version) => $"release/v{version}-bump";

    /// <summary>Release branch of the project: <c>release/2.13</c>.</summary>
    public static string ReleaseBranch(this ReleaseVersion version)
        => string.Create(CultureInfo.InvariantCulture, $"release/{version.Major}.{version.Minor}");

    /// <summary>Folder of the frozen docs and the docs stamp: <c>v2.13.0</c>.</summary>
    public static string DocsFolder(this ReleaseVersion version) => $"v{version}";

    /// <summary>Base file of the 2.x layouts (version.txt, MODULE.bazel): <c>2.13.0a0</c>; every 2.x tag ships it so and setup.py strips it.</summary>
    public static string BaseFile(this ReleaseVersion version) => $"{version.Final}a0";

    /// <summary>PEP 440 development release, as py/versions.py and dev_dep_versions.yml had it: <c>2.5.0.dev0</c>.</summary>
    public static string DevelopmentRelease(this ReleaseVersion version) => $"{version.Final}.dev0";

    /// <summary>
    /// Reads a release tag: <c>vX.Y.Z</c>, <c>vX.Y.Z-rcN</c> (or aN, bN; the hyphen may be absent). Anything else is not a release tag.
    /// </summary>
    public static bool TryReadTag(string tag, out ReleaseVersion version)
    {
        version = new ReleaseVersion(0, 0, 0);
        return tag.StartsWith('v') && ReleaseVersion.TryParse(tag[1..].Replace("-", "", StringComparison.Ordinal), out version);
    }
}
