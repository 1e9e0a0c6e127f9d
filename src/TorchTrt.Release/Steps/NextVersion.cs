using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>The version to release next, and why.</summary>
/// <param name="Version">Always final and never one that has been released.</param>
/// <param name="Rule">The part of the criteria that applies.</param>
/// <param name="Contradiction">What the tree and the criteria disagree about; null when they agree.</param>
/// <param name="Explanation">Line by line, commits included.</param>
public sealed record NextVersion(ReleaseVersion Version, ReleaseRule Rule, string? Contradiction, IReadOnlyList<string> Explanation);
