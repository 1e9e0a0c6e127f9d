using System.Runtime.InteropServices;
using Build.Adapters.Json;
using Build.CommandLine;
using Build.Provisioning;
using TorchTrt.Release.Artifacts;

namespace Build.Desk;

/// <summary>Where this run's files come from, and which are wanted.</summary>
public sealed class ArtifactSources(DeskFolders folders)
{
    private ArtifactSource? source;

    /// <exception cref="TorchTrt.Release.ReleaseException">TR5408 when the release file cannot be used.</exception>
    public ArtifactSource Of(ReleaseRequest request) => source ??= new ArtifactSource(request.ArtifactsFrom, Architecture, BaseImage(request))
    {
        Only = request.Only, Network = request.WheelNetwork, Overrides = FileOf(request) is { } file ? ReleaseFile.Read(file) : ArtifactOverrides.None,
    };

    /// <summary>The sample has a release file of its own: it names the interpreters of its container.</summary>
    private string? FileOf(ReleaseRequest request) => request.ReleaseFile
        ?? (request.Repo is null ? Path.Combine(folders.Home, "tests", "Sample", request.Sample.ToString().ToLowerInvariant(), "release.json") : null);

    /// <summary>The architecture as wheels and tarballs spell it.</summary>
    private static string Architecture => RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "aarch64" : "x86_64";

    /// <summary>The sample's own base image is made of the distribution's packages.</summary>
    private static string? BaseImage(ReleaseRequest request) => request.BaseImage ?? (request.Repo is null ? BaseImageRecipe.Bookworm.Tag : null);
}
