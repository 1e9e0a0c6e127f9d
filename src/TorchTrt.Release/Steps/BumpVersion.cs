using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>Which version the bumps around a release are about.</summary>
/// <param name="Why">One sentence.</param>
public sealed record BumpVersion(ReleaseVersion Version, string Why)
{
    /// <summary>The release that a branch is cut for: the one the tree leads to, or an earlier one when main has gone on already, as for 2.1 and 2.4.</summary>
    /// <exception cref="ReleaseException">TR1003 when it was released already; TR1081 for a candidate.</exception>
    public static BumpVersion ForCut(ReleaseVersion? requested, PackageVersion tree, IReadOnlyList<ReleaseVersion> releases)
    {
        var version = requested ?? tree.Line;
        if (!version.IsFinal)
            throw new ReleaseException(new ReleaseError("TR1081", $"a branch is cut for a release, and {version} is none.", $"give --version={version.Final}", "--version"));
        if (releases.Contains(version))
            throw new ReleaseException(new ReleaseError("TR1003", $"{version} was released already: the tag {version.Tag()} exists.", "give a later version", "--version"));
        return new BumpVersion(version, requested is null ? $"the tree calls itself {tree.Written} ({tree.Where}), the branch is {version.ReleaseBranch()}" : "as given with --version");
    }

    /// <summary>
    /// Main's next version: the series after the one that has left main, by a release branch or a tag of it. Before that the tree is where it belongs, so the
    /// same command twice changes nothing.
    /// </summary>
    /// <param name="hasLeft">Whether the tree's own series has a release branch or a tag.</param>
    /// <exception cref="ReleaseException">TR1004 when the requested version goes backwards.</exception>
    public static BumpVersion ForDevelopment(ReleaseVersion? requested, PackageVersion tree, bool hasLeft)
    {
        if (requested is not null && requested.Final < tree.Line)
            throw new ReleaseException(new ReleaseError("TR1004", $"{requested} goes backwards: this checkout is {tree.Written} ({tree.Where}).", "give a later version", "--version", $"{tree.Line} or later"));
        var series = $"{tree.Line.Major}.{tree.Line.Minor}";
        return requested is not null
            ? new BumpVersion(requested.Development, "as given with --version")
            : hasLeft
                ? new BumpVersion(tree.Line.NextMinor.Development, $"{series} has its release branch or tag")
                : new BumpVersion(tree.Line.Development, $"{series} has no release branch nor tag yet, so this is the version in development; --version goes on before that");
    }
}
