using System.Text.RegularExpressions;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Docs;

/// <summary>Whether a build that is no release's may stand for it.</summary>
public enum DevelopmentBuild
{
    /// <summary>It describes, and where stamped by it says, something that is not released.</summary>
    Refused,

    /// <summary>One of the very commit that the release starts from will do.</summary>
    OfTheCommit,
}

/// <summary>Whether an installed library is this release's, by the version it says of itself (PEP 440).</summary>
public sealed partial record BuildOfRelease(ReleaseTarget Target, DevelopmentBuild Development)
{
    /// <summary>What is wrong about a version; null when nothing is.</summary>
    /// <param name="own">The version, read.</param>
    /// <param name="version">The version as it stands.</param>
    public string? Complaint(Pep440Version own, string version, LibraryPlace place)
    {
        var wanted = Pep440Version.Read(Target.Version.ToString())!;
        // Until v1.4.0 a development build was X.Y.Z+commit; since, it is X.Y.Z.dev0+commit. +cu130 says for which CUDA a build is.
        var commit = CommitOf(version);
        if (own.Public.CompareTo(wanted) == 0 && commit is null) return null;
        if (!own.IsOfRelease(wanted) || (own.Public.CompareTo(wanted) != 0 && !IsDevelopment().IsMatch(version))) return $"which is not of {Target.Version}";
        if (place == LibraryPlace.Checkout) return null;
        if (commit is null) return "a development build of an unknown commit";
        if (!Target.Base.Hex.StartsWith(commit, StringComparison.Ordinal)) return $"a development build of commit {commit}, where the release starts from {Target.Base.Short}";
        return Development == DevelopmentBuild.OfTheCommit ? null : "a development build of the release's commit";
    }

    private static string? CommitOf(string version) => Commit().Match(version) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"\+([0-9a-f]{7,40})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Commit();

    [GeneratedRegex(@"\.?dev[0-9]*(\+|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex IsDevelopment();
}
