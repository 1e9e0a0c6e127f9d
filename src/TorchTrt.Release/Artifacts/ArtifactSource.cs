using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Artifacts;

/// <summary>Where a finished file comes from, and which files are wanted.</summary>
/// <param name="FinishedFolder">Absolute path of a folder of files that another machine built (<c>--artifacts-from</c>); null builds them here.</param>
/// <param name="Architecture">The architecture that is built here: <c>x86_64</c> or <c>aarch64</c>.</param>
/// <param name="BaseImage">Base image of the wheel container instead of the Dockerfile's own; null for that.</param>
public sealed record ArtifactSource(string? FinishedFolder, string Architecture, string? BaseImage)
{
    /// <summary>Selections of files, <c>x86_64-cp312</c>; empty means all (<c>--only</c>).</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>What this release does otherwise (<c>--release-file</c>).</summary>
    public ArtifactOverrides Overrides { get; init; } = ArtifactOverrides.None;

    /// <summary>What the wheels' builds may reach; null is nothing, unless their script fetches packages (<c>--wheel-network</c>).</summary>
    public ContainerNetwork? Network { get; init; }

    /// <summary>The files that this run is about.</summary>
    /// <exception cref="ReleaseException">TR5404 to TR5407.</exception>
    public ArtifactCatalog Catalog(IWorkspace files, ReleaseVersion version) => ArtifactCatalog.Of(files, version, Overrides).Only(Only);

    /// <summary>Finished files of that kind, each name once, from the folder and those below it; only the selected ones where there is a selection.</summary>
    /// <exception cref="ReleaseException">TR5409 for each name that two different files have.</exception>
    public IReadOnlyList<string> Finished(IArtifactFiles artifacts, ArtifactCatalog catalog, Func<string, bool> isKind)
    {
        var named = artifacts.Under(FinishedFolder ?? throw new InvalidOperationException("There is no folder of finished files.")).Where(path => isKind(Path.GetFileName(path)))
            .Where(path => Only.Count == 0 || catalog.All.Any(artifact => artifact.IsNamed(Path.GetFileName(path)) || artifact.IsMeantBy(Path.GetFileName(path))))
            .GroupBy(path => Path.GetFileName(path), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var twins = named.Where(group => group.Select(path => Digest.OfStream(artifacts.Open(path))).Distinct(StringComparer.Ordinal).Count() > 1).Select(group => new ReleaseError(
            "TR5409", $"{group.Key} is there {group.Count()} times with different contents.", "find out which job's it should be, and remove the others", string.Join(" and ", group))).ToList();
        return twins.Count > 0 ? throw new ReleaseException(ExitCode.Failed, twins) : [.. named.Select(group => group.First())];
    }

    /// <summary>Of those, the ones of a kind that are built here: for the platform of this machine. TensorRT-RTX's wheels only where the release workflow's steps build them.</summary>
    public IReadOnlyList<Artifact> BuiltHere(IWorkspace files, ReleaseVersion version, ArtifactKind kind)
        => [.. Catalog(files, version).All.Where(artifact => artifact.Kind == kind && artifact.Platform == Platform.Linux(Architecture) && (!artifact.IsRtx || WorkflowScript.WorkflowOf(files) is not null))];

    /// <summary>The wheels that are built on this machine, for its usual CUDA unless another was selected.</summary>
    public IReadOnlyList<Artifact> WheelsHere(IWorkspace files, ReleaseVersion version)
    {
        var here = BuiltHere(files, version, ArtifactKind.Wheel);
        return [.. here.Where(artifact => artifact.Cuda == here[0].Cuda)];
    }
}
