namespace TorchTrt.Release.Artifacts;

/// <summary>Where a finished file comes from.</summary>
/// <param name="FinishedFolder">Absolute path of a folder of files that another machine built (<c>--artifacts-from</c>); null builds them here.</param>
/// <param name="Architecture">The architecture that is built here: <c>x86_64</c> or <c>aarch64</c>.</param>
/// <param name="BaseImage">Base image of the wheel container instead of the Dockerfile's own; null for that.</param>
public sealed record ArtifactSource(string? FinishedFolder, string Architecture, string? BaseImage);
