using System.Text;
using System.Text.RegularExpressions;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Artifacts;

/// <summary>
/// What the project's own .github/scripts/generate-release-matrix.py lets through (v2.4.0 on): <c>RELEASE_CUDA_VERSION</c> and <c>RELEASE_PYTHON_VERSION</c>,
/// each with a list for wheels and one for tarballs.
/// </summary>
/// <param name="ArmContainer">Image of the aarch64 builds; null when it names none.</param>
public sealed partial record ReleaseMatrixScript(
    IReadOnlyList<string> WheelCuda, IReadOnlyList<string> TarballCuda, IReadOnlyList<string> WheelPythons, string? ArmContainer)
{
    public const string Path = ".github/scripts/generate-release-matrix.py";

    /// <summary>Null when the checkout has no such script.</summary>
    /// <exception cref="ReleaseException">TR5407 its lists are not where they have always been.</exception>
    public static ReleaseMatrixScript? Find(IWorkspace files)
    {
        if (files.Read(Path) is not { } content) return null;
        var text = Encoding.UTF8.GetString(content);
        var image = Image().Match(text);
        return new ReleaseMatrixScript(
            List(text, "RELEASE_CUDA_VERSION", "wheel"), List(text, "RELEASE_CUDA_VERSION", "tarball"), List(text, "RELEASE_PYTHON_VERSION", "wheel"), image.Success ? image.Groups[1].Value : null);
    }

    private static IReadOnlyList<string> List(string text, string table, string kind)
    {
        var found = Regex.Match(text, $$"""^{{table}}\s*=\s*\{[^}]*"{{kind}}"\s*:\s*\[([^\]]*)\]""", RegexOptions.Multiline | RegexOptions.CultureInvariant);
        return found.Success
            ? [.. Quoted().Matches(found.Groups[1].Value).Select(item => item.Groups[1].Value)]
            : throw new ReleaseException(new ReleaseError("TR5407", $"{table} has no list for {kind}.", "mend the script, or say what is released in a release file (--release-file)", Path, $"{table} = {{\"{kind}\": [\"…\"]}}"));
    }

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("^sbsa_container_image[^=]*=\\s*\"([^\"]+)\"", RegexOptions.Multiline)]
    private static partial Regex Image();
}
