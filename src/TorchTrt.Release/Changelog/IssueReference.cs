namespace TorchTrt.Release.Changelog;

/// <summary>A mention of an issue in a commit message, for example <c>fixes #26</c>, <c>GH-26</c> or <c>owner/name#26</c>.</summary>
/// <param name="Action">The word before it as written (<c>Fixes</c>, <c>closes</c>); null where there is none.</param>
/// <param name="Owner">Owner of another repository; null for this one.</param>
/// <param name="Repository">Name of another repository; null for this one.</param>
/// <param name="Prefix">What stands before the number, as written: <c>#</c>, <c>GH-</c>.</param>
/// <param name="Issue">What follows the prefix; the format takes words there as well as numbers.</param>
/// <param name="Raw">The text up to and including the reference, counted from the end of the previous one: with the action, it tells repeats.</param>
public sealed record IssueReference(string? Action, string? Owner, string? Repository, string Prefix, string Issue, string Raw)
{
    /// <summary>The reference as a link shows it: <c>#26</c>, <c>owner/name#26</c>.</summary>
    internal string LabelOf(string prefix) => Owner is null ? $"{Repository}{prefix}{Issue}" : $"{Owner}/{Repository}{prefix}{Issue}";

    /// <summary>The two halves of what stands before the prefix.</summary>
    internal static (string? Owner, string? Repository) Split(string repository)
    {
        var slash = repository.IndexOf('/', StringComparison.Ordinal);
        return (slash > 0 ? repository[..slash] : null, slash + 1 < repository.Length ? repository[(slash + 1)..] : null);
    }
}
