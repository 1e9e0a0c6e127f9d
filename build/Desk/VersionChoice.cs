using TorchTrt.Release;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.Desk;

/// <summary>The version of this run and why: the one given, checked against history, or the next one by the criteria.</summary>
/// <param name="Version">What is released.</param>
/// <param name="Start">Where its commits begin.</param>
/// <param name="Rule">Criterion that applied.</param>
/// <param name="Explanation">Sentences, commit by commit where they decided.</param>
public sealed record VersionChoice(ReleaseVersion Version, RangeStart Start, string Rule, IReadOnlyList<string> Explanation)
{
    /// <summary>What the release is compared with; null for a first one.</summary>
    public PreviousRelease? Previous => Start is { Revision: { } revision, Commit: { } commit } ? new PreviousRelease(Start.Release, revision, commit) : null;
}
