using TorchTrt.Release.Pins;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Notes;

/// <summary>The sentences that a reader in a hurry reads: what it is built for, and how much is in it.</summary>
internal static class NotesLead
{
    private static readonly string[] BuiltFor = [Pin.Torch.Display(), Pin.Cuda.Display(), Pin.Cudnn.Display(), Pin.TensorRt.Display()];

    public static string Write(NotesRequest request, NotesChanges changes, NotesPeople people)
    {
        var since = request.PreviousTag is null ? "is the first release" : $"follows {MarkdownText.Inline(request.PreviousTag)}";
        var news = Phrases(changes);
        var by = people.All.Count == 0 ? "" : $" by {ReleaseNotes.Count(people.All.Count, "person", "people")}{(people.Newcomers.Count == 0 ? "" : $", {people.Newcomers.Count} of them for the first time")}";
        var built = Built(request);
        return $"Torch-TensorRT {request.Version} {since}{(news.Count == 0 ? "" : $" with {Enumerated(news)}{by}")}.{(built.Count == 0 ? "" : $" It is built for {Enumerated(built)}.")}";
    }

    /// <summary>A sentence where the lowest Python rose; null where it did not.</summary>
    public static string? DroppedPython(NotesRequest request)
        => request.Dependencies.FirstOrDefault(dependency => dependency.Name == Pin.PythonFloor.Display()) is { Before: { } before, Now: { } now } && IsLower(before, now)
            ? $"Python {MarkdownText.Inline(now)} is the lowest version that is supported; it was {MarkdownText.Inline(before)}."
            : null;

    private static bool IsLower(string before, string now) => System.Version.TryParse(before, out var old) && System.Version.TryParse(now, out var young) && old < young;

    private static IReadOnlyList<string> Phrases(NotesChanges changes) =>
    [
        .. Phrase(changes, NotesGroup.Breaking, "breaking change"),
        .. Phrase(changes, NotesGroup.Features, "new feature"),
        .. Phrase(changes, NotesGroup.Fixes, "bug fix", "bug fixes"),
        .. Phrase(changes, NotesGroup.Performance, "performance improvement"),
    ];

    private static IEnumerable<string> Phrase(NotesChanges changes, NotesGroup group, string noun, string? nouns = null)
        => changes.Groups[group].Count() is var count and > 0 ? [ReleaseNotes.Count(count, noun, nouns)] : [];

    private static IReadOnlyList<string> Built(NotesRequest request)
    {
        var versions = request.Dependencies.Where(dependency => dependency.Now is not null).ToDictionary(dependency => dependency.Name, dependency => dependency.Now!);
        var built = BuiltFor.Where(versions.ContainsKey).Select(name => $"{name} {MarkdownText.Inline(versions[name])}");
        return versions.TryGetValue(Pin.PythonFloor.Display(), out var floor) && versions.TryGetValue(Pin.PythonCeiling.Display(), out var ceiling)
            ? [.. built, $"Python {MarkdownText.Inline(floor)} to {MarkdownText.Inline(ceiling)}"]
            : [.. built];
    }

    private static string Enumerated(IReadOnlyList<string> words)
        => words.Count == 1 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";
}
