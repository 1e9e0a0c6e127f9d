using System.Text;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Artifacts;

/// <summary>The file SHA256SUMS as <c>sha256sum --check</c> reads it: digest, two spaces, name, LF; sorted by name, itself left out.</summary>
public static class Checksums
{
    public const string FileName = "SHA256SUMS";

    /// <exception cref="ReleaseException">TR5301 for names that the format would have to escape, all together.</exception>
    public static byte[] Of(IEnumerable<OutFile> files)
    {
        var listed = files.Where(file => file.Name != FileName).OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        var odd = listed.Where(file => file.Name.Any(c => char.IsControl(c) || c is '\\' or '/')).Select(file => new ReleaseError(
            "TR5301", $"a file of out/ has a name that a checksum file cannot hold: {string.Concat(file.Name.Select(c => char.IsControl(c) ? '\uFFFD' : c))}.", "rename or remove it", file.Path, "a name without control characters, '/' and '\\'")).ToList();
        if (odd.Count > 0) throw new ReleaseException(ExitCode.Failed, odd);
        return Encoding.UTF8.GetBytes(string.Concat(listed.Select(file => $"{file.Sha256}  {file.Name}\n")));
    }
}
