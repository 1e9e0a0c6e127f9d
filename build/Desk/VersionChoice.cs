using TorchTrt.Release;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.Desk;

/// <summary>The version of this run and why: the one given, checked against history, or the next one by the criteria.</summary>
/// <param name="Version">What is released.</param>
/// <param name="Previous">Highest lower final release.</param>
/// <param name="Rule">Criterion that applied.</param>
/// <param name="Explanation">Sentences, commit by commit where they decided.</param>
public sealed record VersionChoice(ReleaseVersion Version, PreviousRelease? Previous, string Rule, IReadOnlyList<string> Explanation);
