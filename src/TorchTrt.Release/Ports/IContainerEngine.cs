namespace TorchTrt.Release.Ports;

/// <param name="Id">The engine's own id of the image's content.</param>
public sealed record ContainerImage(string Id, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>Where its registry has it, <c>name@sha256:…</c>; empty for an image that was made here.</summary>
    public IReadOnlyList<string> Digests { get; init; } = [];
}

/// <summary>An image to be built.</summary>
/// <param name="Folder">Folder of the checkout that is the build's context, with '/': <c>py</c>.</param>
/// <param name="Dockerfile">Relative to the checkout, with '/'.</param>
public sealed record ImageBuild(string Tag, string Folder, string Dockerfile, IReadOnlyDictionary<string, string> Arguments, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>What is built instead of the Dockerfile's own text; null for that.</summary>
    public string? Text { get; init; }
}

/// <summary>What a container reaches.</summary>
public enum ContainerNetwork
{
    /// <summary>Nothing but itself.</summary>
    None,

    /// <summary>What the engine lets containers reach.</summary>
    Engine,
}

/// <summary>Who a container's program is.</summary>
public enum ContainerUser
{
    /// <summary>A user without rights, and without capabilities.</summary>
    Unprivileged,

    /// <summary>The container's root, with the capabilities that installing packages needs and no others.</summary>
    Root,
}

/// <summary>
/// A command in a container. The checkout's files are mounted read-only; the command works on a scratch copy of them that nobody else writes to and that the next run
/// of that name throws away. It inherits nothing of this machine's environment.
/// </summary>
/// <param name="Name">For log, folder and container: <c>wheel-cp312</c>.</param>
/// <param name="MountedAt">Absolute path of the scratch copy within the container.</param>
public sealed record ContainerRun(string Name, string Image, string MountedAt, IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Files that replace the checkout's in the scratch copy, by path with '/'.</summary>
    public IReadOnlyDictionary<string, byte[]> Changes { get; init; } = new Dictionary<string, byte[]>();

    public ContainerNetwork Network { get; init; } = ContainerNetwork.None;

    public ContainerUser User { get; init; } = ContainerUser.Unprivileged;

    /// <summary>Cores that it may use.</summary>
    public int Cores { get; init; } = 1;
}

/// <summary>What a container left.</summary>
/// <param name="Folder">Absolute path of the scratch copy, with what the command made in it.</param>
public sealed record ContainerOutput(ToolRun Run, string Folder);

/// <summary>Docker, or Podman where that is what answers.</summary>
public interface IContainerEngine
{
    /// <summary>Why there are no containers here: no program, or no engine that answers. Null when there are.</summary>
    Task<ReleaseError?> Unable(CancellationToken cancel);

    /// <summary>Name and version of the engine that answers: <c>docker</c>, <c>20.10.24</c>.</summary>
    Task<(string Name, string Version)> Identity(CancellationToken cancel);

    /// <summary>An image on this machine; null when there is none of that name.</summary>
    Task<ContainerImage?> Image(string name, CancellationToken cancel);

    /// <summary>Why an image that is not here cannot be pulled; null when its registry has it. Pulls nothing.</summary>
    Task<ReleaseError?> Unobtainable(string name, CancellationToken cancel);

    Task<ToolRun> Pull(string name, CancellationToken cancel);

    Task<ToolRun> Build(ImageBuild build, CancellationToken cancel);

    /// <summary>The interpreters of an image under /opt/python, as manylinux images have them: <c>cp312-cp312</c>.</summary>
    /// <exception cref="ReleaseException">TR4311 the image cannot be looked into.</exception>
    Task<IReadOnlyList<string>> Interpreters(string image, CancellationToken cancel);

    /// <summary>Copies the checkout's files to where the runs mount them; once before the first of them.</summary>
    Task Snapshot(CancellationToken cancel);

    /// <summary>Several may run at once, under different names.</summary>
    Task<ContainerOutput> Run(ContainerRun run, CancellationToken cancel);
}
