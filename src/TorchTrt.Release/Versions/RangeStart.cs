using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Versions;

/// <summary>
/// Where the commits of a release begin, and why there. Never by reachability: most final tags of the project lie on release branches, so from main
/// the nearest tag is an old candidate, and from a release commit it is that release's own.
/// </summary>
/// <param name="Revision">A tag, or the revision the user named; null is the first commit.</param>
/// <param name="Commit">Null with <paramref name="Revision"/>.</param>
/// <param name="Release">Null when the revision is no release.</param>
/// <param name="Why">A phrase that goes after "since".</param>
public sealed record RangeStart(string? Revision, CommitId? Commit, ReleaseVersion? Release, string Why)
{
    /// <summary>The highest final release lower than a version, among the tags that are known.</summary>
    public static RangeStart Before(ReleaseVersion version, IReadOnlyList<Tag> tags)
    {
        var read = tags.Select(tag => (Tag: tag, Version: Spelling.TryReadTag(tag.Name, out var tagged) ? tagged : null)).ToList();
        var previous = Releases.Previous(version, read.Select(tag => tag.Version).OfType<ReleaseVersion>());
        if (previous is null || read.Find(tag => tag.Tag.Name == previous.Tag()).Tag is not { } start)
            return new RangeStart(null, null, null, $"the first commit, because none of {tags.Count} tags is a final release below {version}{(tags.Count == 0 ? " (git fetch --tags brings them)" : "")}");

        var passedOver = Phrases(
            (read.Count(tag => tag.Version is { IsFinal: false } candidate && candidate > previous && candidate < version), "candidate", "candidates"),
            (read.Count(tag => tag.Version is null), "tag that is no version", "tags that are no versions"));
        return new RangeStart(start.Name, start.Target, previous, $"{start.Name}, the highest final release below {version}{(passedOver.Length == 0 ? "" : $"; passed over: {passedOver}")}");
    }

    /// <summary>What the user named.</summary>
    public static RangeStart Named(string revision, CommitId commit)
        => new(revision, commit, Spelling.TryReadTag(revision, out var version) ? version : null, $"{revision}, as given with --from");

    private static string Phrases(params IEnumerable<(int Count, string One, string Several)> phrases)
        => string.Join(" and ", phrases.Where(phrase => phrase.Count > 0).Select(phrase => phrase.Count == 1 ? $"1 {phrase.One}" : $"{phrase.Count} {phrase.Several}"));
}
