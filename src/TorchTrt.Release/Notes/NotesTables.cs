using System.Globalization;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Notes;

/// <summary>What the notes say besides changes: operators, dependencies, files.</summary>
internal static class NotesTables
{
    private const string Nothing = "\u2013";

    public static IEnumerable<NotesSection> Operators(OperatorChanges? operators)
    {
        if (operators is null || operators.IsNone) yield break;
        var parts = new List<string>();
        if (operators.Removed.Count > 0)
            parts.Add("No longer supported:\n\n" + string.Join('\n', operators.Removed.Select(removed => $"* {MarkdownText.Code(removed.Name)}{(removed.Reason is null ? "" : $": {MarkdownText.Inline(removed.Reason)}")}")));
        if (operators.Added.Count > 0) parts.Add($"New: {string.Join(", ", operators.Added.Select(added => MarkdownText.Code(added.Name)))}.");
        if (operators.Changed.Count > 0)
            parts.Add("With another schema:\n\n" + string.Join('\n', operators.Changed.Select(changed => $"* {MarkdownText.Code(changed.After)}, before {MarkdownText.Code(changed.Before)}")));
        yield return new NotesSection("Supported Operators", string.Join("\n\n", parts), operators.Added.Count + operators.Removed.Count + operators.Changed.Count, NotesRank.Operators);
    }

    public static IEnumerable<NotesSection> Dependencies(NotesRequest request)
    {
        var told = request.Dependencies.Where(dependency => (dependency.Before ?? dependency.Now) is not null).ToList();
        if (told.Count == 0) yield break;
        var rows = request.PreviousTag is null
            ? told.Select(dependency => $"| {MarkdownText.Cell(dependency.Name)} | {Version(dependency.Now)} |").Prepend("| --- | --- |").Prepend($"| | {request.Version} |")
            : told.Select(dependency => $"| {MarkdownText.Cell(dependency.Name)} | {Version(dependency.Before)} | {Emphasised(dependency)} |")
                .Prepend("| --- | --- | --- |").Prepend($"| | {MarkdownText.Cell(request.PreviousTag)} | {request.Version.Tag()} |");
        yield return new NotesSection("Dependencies", string.Join('\n', rows), told.Count, NotesRank.Files);
    }

    public static IEnumerable<NotesSection> Files(IReadOnlyList<NotesArtifact> artifacts)
    {
        if (artifacts.Count == 0) yield break;
        var rows = artifacts.Select(artifact => $"| {MarkdownText.Code(artifact.Name)} | {FileSize(artifact.Size)} | {MarkdownText.Code(artifact.Sha256)} |");
        yield return new NotesSection("Files", string.Join('\n', rows.Prepend("| --- | ---: | --- |").Prepend("| File | Size | SHA-256 |")), artifacts.Count, NotesRank.Files);
    }

    private static string Emphasised(NotesDependency dependency) => dependency.Now is { } now && now != dependency.Before ? $"**{MarkdownText.Cell(now)}**" : Version(dependency.Now);

    private static string Version(string? version) => version is null ? Nothing : MarkdownText.Cell(version);

    private static string FileSize(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var unit = bytes < 1024 ? 0 : Math.Min(units.Length - 1, (int)Math.Log(bytes, 1024));
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / Math.Pow(1024, unit):0.#} {units[unit]}");
    }
}
