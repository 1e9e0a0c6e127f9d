namespace TorchTrt.Release.Versions;

/// <summary>
/// The releases there have been, found by version order alone: most final tags of the project are not ancestors of main, so reachability says nothing.
/// </summary>
public static class Releases
{
    /// <summary>The versions among tag names, ascending. Names that are no release tags are passed over.</summary>
    public static IReadOnlyList<ReleaseVersion> Among(IEnumerable<string> tagNames)
        => [.. tagNames.Select(name => Spelling.TryReadTag(name, out var version) ? version : null).OfType<ReleaseVersion>().Distinct().Order()];

    /// <summary>The highest final release lower than a version; null before the first.</summary>
    public static ReleaseVersion? Previous(ReleaseVersion version, IEnumerable<ReleaseVersion> releases)
        => releases.Where(release => release.IsFinal && release < version.Final).Max();

    /// <summary>
    /// The release a tree was last released as: the highest final release not above the version written in it. A checkout of v1.4.0 follows 1.4.0,
    /// however many releases came later.
    /// </summary>
    public static ReleaseVersion? LastOf(LooseVersion tree, IEnumerable<ReleaseVersion> releases)
        => tree.Maturity is Maturity.Final or Maturity.PostRelease || releases.Contains(tree.Line)
            ? releases.Where(release => release.IsFinal && release <= tree.Line).Max()
            : Previous(tree.Line, releases);
}
