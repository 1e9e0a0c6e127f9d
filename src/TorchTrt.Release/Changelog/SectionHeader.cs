using System.Globalization;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Changelog;

/// <summary>What the heading of a changelog section says, and where its links lead.</summary>
/// <param name="Title">Usually the version as in its tag without <c>v</c>; empty for a section that is not released yet.</param>
/// <param name="Rank"><see cref="HeadingRank.Patch"/> for a patch release.</param>
/// <param name="Date">UTC.</param>
/// <param name="RepositoryUrl">For example <c>https://github.com/pytorch/TensorRT</c>, no slash at the end.</param>
/// <param name="Compare">Ends of the compare link; null for a first release, whose heading has no link.</param>
public sealed record SectionHeader(string Title, HeadingRank Rank, DateOnly Date, string RepositoryUrl, CompareEnds? Compare)
{
    public static SectionHeader Of(ReleaseVersion version, DateOnly date, string repositoryUrl, CompareEnds? compare)
        => new(TitleOf(version), version.Patch == 0 ? HeadingRank.Release : HeadingRank.Patch, date, repositoryUrl, compare);

    /// <summary>How a version stands in a heading: <c>2.13.0</c>, <c>2.13.0-rc4</c>.</summary>
    public static string TitleOf(ReleaseVersion version) => version.Tag()[1..];

    /// <summary>The heading without line end.</summary>
    internal string Render(AngularLinks links)
    {
        var title = Compare is null ? Title : $"[{Title}]({links.Compare(Compare)})";
        return $"{(Rank == HeadingRank.Patch ? "##" : "#")} {title} ({Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)})";
    }
}

/// <summary>Two refs as they stand in a compare link: usually the tags of the previous release and of this one.</summary>
public sealed record CompareEnds(string From, string To);

/// <summary>Level of a section's heading.</summary>
public enum HeadingRank
{
    /// <summary><c>#</c>: <c>X.Y.0</c>, and what has no version.</summary>
    Release,

    /// <summary><c>##</c>: any other patch number.</summary>
    Patch,
}
