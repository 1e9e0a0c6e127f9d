using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Artifacts;

/// <summary>What a build step remembers: what it was built from, and the files it put into <c>out/</c>.</summary>
/// <param name="Sources">Digest of the sources, or of the finished files that were taken instead.</param>
public sealed record OutReceipt(string Sources, IReadOnlyList<OutReceipt.Entry> Files)
{
    public sealed record Entry(string Sha256, string Name);

    /// <summary>Null when there is none that can be read.</summary>
    public static OutReceipt? Read(string? text)
    {
        var lines = text?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (lines is not [var first, .. var rest] || !first.StartsWith("sources ", StringComparison.Ordinal)) return null;
        var entries = rest.Select(line => line.Split("  ", 2)).ToList();
        return entries.All(entry => entry.Length == 2) ? new OutReceipt(first["sources ".Length..], [.. entries.Select(entry => new Entry(entry[0], entry[1]))]) : null;
    }

    public string Text => $"sources {Sources}\n{string.Concat(Files.Select(file => $"{file.Sha256}  {file.Name}\n"))}";

    /// <summary>Whether every file is in <c>out/</c> as it was put there.</summary>
    public bool IsIn(IReadOnlyList<OutFile> folder) => Files.Count > 0 && Files.All(file => folder.Any(there => there.Name == file.Name && there.Sha256 == file.Sha256));
}
