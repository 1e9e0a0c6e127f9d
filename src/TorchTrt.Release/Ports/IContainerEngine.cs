namespace TorchTrt.Release.Ports;

/// <param name="Id">The engine's own id of the image's content.</param>
public sealed record ContainerImage(string Id, IReadOnlyDictionary<string, string> Labels);

/// <summary>An image to be built.</summary>
/// <param name="Folder">Folder of the checkout that is the build's context, with '/': <c>py</c>.</param>
/// <param name="Dockerfile">Relative to the checkout, with '/'.</param>
public sealed record ImageBuild(string Tag, string Folder, string Dockerfile, IReadOnlyDictionary<string, string> Arguments, IReadOnlyDictionary<string, string> Labels);

/// <summary>A command that runs in a container over a copy of the checkout, which is thrown away by the next one of that name.</summary>
/// <param name="Name">For log and folder: <c>wheels</c>.</param>
/// <param name="MountedAt">Absolute path of the copy within the container.</param>
public sealed record ContainerRun(string Name, string Image, string MountedAt, IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment);

/// <summary>What a container left.</summary>
/// <param name="Folder">Absolute path of the copy of the checkout, with what the command made in it; its files belong to the user.</param>
public sealed record ContainerOutput(ToolRun Run, string Folder);

/// <summary>Docker, or what answers in its place.</summary>
public interface IContainerEngine
{
    /// <summary>Why there are no containers here: no program, or no engine that answers. Null when there are.</summary>
    Task<ReleaseError?> Unable(CancellationToken cancel);

    /// <summary>An image on this machine; null when there is none of that name.</summary>
    Task<ContainerImage?> Image(string name, CancellationToken cancel);

    /// <summary>Why an image that is not here cannot be pulled; null when its registry has it. Pulls nothing.</summary>
    Task<ReleaseError?> Unobtainable(string name, CancellationToken cancel);

    Task<ToolRun> Build(ImageBuild build, CancellationToken cancel);

    Task<ContainerOutput> Run(ContainerRun run, CancellationToken cancel);
}
