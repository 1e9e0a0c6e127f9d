using System.Text;
using System.Text.RegularExpressions;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Artifacts;

/// <summary>
/// The file SHA256SUMS as <c>sha256sum --check</c> reads it: digest, two spaces, name, LF; sorted by name (ordinal); itself and its signatures left out.
/// </summary>
public static partial class Checksums
{
    public const string FileName = "SHA256SUMS";

    /// <summary>Whether a file is the list or a signature of it: what the list cannot hold.</summary>
    public static bool IsListOrSignature(string name)
        => name == FileName || Enum.GetValues<SignatureMethod>().Any(method => name == FileName + SignatureKey.EndingOf(method));

    /// <exception cref="ReleaseException">TR5301 for names that the format would have to escape, all together.</exception>
    public static byte[] Of(IEnumerable<OutFile> files) => Of(files.Select(file => (file.Name, file.Sha256, file.Path)));

    /// <inheritdoc cref="Of(IEnumerable{OutFile})"/>
    public static byte[] Of(IEnumerable<(string Name, string Sha256, string Path)> files)
    {
        var listed = files.Where(file => !IsListOrSignature(file.Name)).OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        var odd = listed.Where(file => file.Name.Any(c => char.IsControl(c) || c is '\\' or '/')).Select(file => new ReleaseError(
            "TR5301", $"a file of out/ has a name that a checksum file cannot hold: {string.Concat(file.Name.Select(c => char.IsControl(c) ? '\uFFFD' : c))}.", "rename or remove it", file.Path, "a name without control characters, '/' and '\\'")).ToList();
        if (odd.Count > 0) throw new ReleaseException(ExitCode.Failed, odd);
        return Encoding.UTF8.GetBytes(string.Concat(listed.Select(file => $"{file.Sha256}  {file.Name}\n")));
    }

    /// <summary>The lines of a list: digest and name, both null where a line is no such line.</summary>
    public static IReadOnlyList<(string Line, string? Sha256, string? Name)> Read(byte[] content)
    {
        var lines = Encoding.UTF8.GetString(content).Split('\n');
        return [.. lines.Take(lines.Length - (lines[^1].Length == 0 ? 1 : 0)).Select(line => Entry().Match(line) is { Success: true } match
            ? (line, match.Groups[1].Value, match.Groups[2].Value)
            : (line, (string?)null, (string?)null))];
    }

    // sha256sum also writes " *NAME" for files read as binary; it means the same.
    [GeneratedRegex(@"\A([0-9a-f]{64}) [ *]([^\\/\x00-\x1f\x7f]+)\z")]
    private static partial Regex Entry();
}
