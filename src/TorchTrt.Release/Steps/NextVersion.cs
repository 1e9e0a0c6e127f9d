using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>Which version comes next, where none is named.</summary>
public enum NextKind
{
    /// <summary>The one the release criteria ask for.</summary>
    Release,

    /// <summary>The next candidate of that one: <c>vX.Y.Z-rcN</c>.</summary>
    Candidate,

    /// <summary>The next patch of the series that is checked out, whatever the commits are.</summary>
    Patch,
}

/// <summary>What the criteria make of a version that somebody asked for.</summary>
public enum Agreement
{
    Agrees,

    /// <summary>Later than the criteria ask for, which is allowed.</summary>
    GoesFurther,

    /// <summary>Earlier than the criteria ask for.</summary>
    Contradicts,
}

/// <summary>The version to release next, and why.</summary>
/// <param name="Version">One that has not been released; final, unless a candidate was wanted.</param>
/// <param name="Rule">The part of the criteria that applies.</param>
/// <param name="Contradiction">What the tree and the criteria disagree about; null when they agree.</param>
/// <param name="Explanation">Line by line, commits included.</param>
public sealed record NextVersion(ReleaseVersion Version, ReleaseRule Rule, string? Contradiction, IReadOnlyList<string> Explanation)
{
    /// <summary>What the criteria make of a version that was asked for; candidates are judged by the release they lead to.</summary>
    public Agreement Judge(ReleaseVersion requested) => requested.Final.CompareTo(Version.Final) switch
    {
        0 => Agreement.Agrees,
        > 0 => Agreement.GoesFurther,
        _ => Agreement.Contradicts,
    };

    /// <summary>The same in a sentence.</summary>
    public string Sentence(ReleaseVersion requested) => Judge(requested) switch
    {
        Agreement.Agrees => $"--version={requested} agrees with the criteria for {Rule.Display()}.",
        Agreement.GoesFurther => $"--version={requested} goes further than the criteria for {Rule.Display()} ask: {Version} is enough.",
        _ => $"--version={requested} contradicts the criteria for {Rule.Display()}: they ask for {Version}.",
    };
}
