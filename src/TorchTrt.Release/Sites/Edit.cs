using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Sites;

/// <summary>One replacement in one file, and how it is told.</summary>
public sealed record Edit(SourceText File, Span Span, string New, Change Change)
{
    /// <summary>Replaces a value; null when it is there already.</summary>
    public static Edit? Replace(SourceText file, Span span, string value)
        => file.At(span) == value ? null : new Edit(file, span, value, new Change("edit", file.Where(span.Start), file.At(span), value));

    /// <summary>The new content of every file that the edits touch, in the order of their paths.</summary>
    public static IReadOnlyList<FileChange> Combine(IEnumerable<Edit> edits) =>
    [
        .. edits.GroupBy(edit => edit.File.Path, StringComparer.Ordinal)
            .OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => new FileChange(file.Key, file.First().File.With(file.Select(edit => (edit.Span, edit.New))))),
    ];
}
