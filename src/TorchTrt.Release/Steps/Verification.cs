using System.Globalization;
using System.Text;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>What reading a release back has shown, for whoever asks later: attached to it, where it still takes files.</summary>
/// <param name="Tagged">The commit its tag leads to.</param>
/// <param name="Files">Every asset with the SHA-256 of the bytes that came back.</param>
public sealed record Verification(ReleaseTarget Target, CommitId Tagged, IReadOnlyList<ReadBack> Files, IReadOnlyList<LinkAnswer> Links, WheelTrial Wheel)
{
    public const string FileName = "verification.md";

    /// <summary>Markdown without times and numbers of the forge's own: what is verified twice gives the same text.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"# Verification of {Target.Version}\n\nTag {Target.Version.Tag()} of {Target.Repository} leads to commit {Tagged.Hex}, the merged version bump.\n");
            text.Append(CultureInfo.InvariantCulture, $"\n## Files\n\nDownloaded from the published release and hashed; equal to the files that were built, and to SHA256SUMS.\n\n| file | bytes | SHA-256 |\n| --- | ---: | --- |\n");
            foreach (var file in Files.OrderBy(file => file.Name, StringComparer.Ordinal)) text.Append(CultureInfo.InvariantCulture, $"| {file.Name} | {file.Size} | {file.Sha256} |\n");
            text.Append(CultureInfo.InvariantCulture, $"\n## Wheel\n\n{WheelSentence}\n\n## Links of the notes\n\n{LinksSentence}\n");
            if (Links.Any(link => link.State != LinkState.NotAsked)) text.Append("\n| link | answer |\n| --- | --- |\n");
            foreach (var link in Links.Where(link => link.State != LinkState.NotAsked)) text.Append(CultureInfo.InvariantCulture, $"| {link.Link.AbsoluteUri} | {link.Said} |\n");
            return text.ToString();
        }
    }

    public string WheelSentence => Wheel switch
    {
        InstalledWheel installed => $"{installed.Wheel} was installed with pip into an empty environment of {installed.Interpreter}, without what it depends on, and calls itself {installed.Version}.",
        UntriedWheels untried => $"No wheel was installed: {untried.Why}.",
        _ => throw new InvalidOperationException("A wheel that is refused is no evidence."),
    };

    /// <summary>How many answer, and for the others why that is no verdict.</summary>
    public string LinksSentence => Links.Count == 0 ? "There are none." : string.Join("; ", Links.GroupBy(link => link.State).OrderBy(group => group.Key).Select(group => group.Key switch
    {
        LinkState.Answers => $"{group.Count()} answer",
        LinkState.Unclear => $"{group.Count()} answer with something else than the page",
        _ => $"{group.Count()} not asked ({string.Join(", ", group.Select(link => link.Said).Distinct(StringComparer.Ordinal))})",
    })) + ".";
}

/// <param name="Size">Bytes.</param>
/// <param name="Sha256">64 lowercase hexadecimal digits.</param>
public sealed record ReadBack(string Name, long Size, string Sha256);
