using Build.Adapters.Programs;
using TorchTrt.Release.Ports;

namespace Build.Tools.Docker;

/// <summary>A folder of this machine in a container.</summary>
/// <param name="From">Absolute path on the machine.</param>
/// <param name="To">Absolute path in the container.</param>
public sealed record Mount(string From, string To, MountAccess Access);

public enum MountAccess
{
    Read,
    Write,
}

/// <summary>What a container may: who it runs as, what it reaches, what it uses.</summary>
/// <param name="User"><c>uid:gid</c>.</param>
/// <param name="Capabilities">Of the kernel's, all others dropped.</param>
/// <param name="Limits"><c>nofile=1024:4096</c>; empty leaves the engine's own.</param>
public sealed record Confinement(string User, ContainerNetwork Network, IReadOnlyList<string> Capabilities, int Cores, IReadOnlyList<string> Limits);

/// <summary>Commands of docker and of podman, which takes the same, one factory each.</summary>
/// <param name="program"><c>docker</c> or <c>podman</c>.</param>
public sealed class DockerSettings(string program)
{
    public ProgramCall Version() => Call("version", "--format", program == "docker" ? "{{.Server.Version}}" : "{{.Client.Version}}");

    /// <summary>Asks the engine itself, where <see cref="Version"/> asks its client alone.</summary>
    public ProgramCall Information() => Call("info", "--format", "{{json .}}");

    /// <summary>Prints a JSON list with the image; fails when it is not on this machine. Without --format, which the two understand differently.</summary>
    public ProgramCall ImageInspect(string name) => Call("image", "inspect", "--", name);

    /// <summary>Asks the registry for an image without pulling it. On this machine itself a registry may speak plain HTTP: the engine pulls from it so, and its client wants to be told.</summary>
    public ProgramCall ManifestInspect(string name) => Call(["manifest", "inspect", .. program == "docker" && IsLocal(name) ? ["--insecure"] : Array.Empty<string>(), "--", name]);

    public ProgramCall Pull(string name) => Call("pull", "--", name);

    /// <param name="dockerfile">Absolute path.</param>
    /// <param name="context">Absolute path of the folder.</param>
    public ProgramCall Build(string tag, string dockerfile, string context, IReadOnlyDictionary<string, string> arguments, IReadOnlyDictionary<string, string> labels) => Call(
    [
        "build", "--tag", tag, "--file", dockerfile,
        .. arguments.SelectMany(pair => new[] { "--build-arg", $"{pair.Key}={pair.Value}" }),
        .. labels.SelectMany(pair => new[] { "--label", $"{pair.Key}={pair.Value}" }),
        "--", context,
    ]);

    /// <param name="name">The container's own name, by which it can be removed.</param>
    public ProgramCall Run(string name, string image, IReadOnlyList<Mount> mounts, Confinement confinement, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment) => Call(
    [
        "run", "--rm", "--name", name,
        "--user", confinement.User, "--cap-drop", "ALL", .. confinement.Capabilities.SelectMany(capability => new[] { "--cap-add", capability }), "--security-opt", "no-new-privileges",
        .. confinement.Network == ContainerNetwork.None ? ["--network", "none"] : Array.Empty<string>(),
        "--cpus", $"{confinement.Cores}", .. confinement.Limits.SelectMany(limit => new[] { "--ulimit", limit }),
        .. mounts.SelectMany(mount => new[] { "--volume", $"{mount.From}:{mount.To}{(mount.Access == MountAccess.Read ? ":ro" : "")}" }),
        .. environment.SelectMany(pair => new[] { "--env", $"{pair.Key}={pair.Value}" }),
        image, .. command,
    ]);

    /// <summary>Ends and removes a container; it is no error when there is none.</summary>
    public ProgramCall Remove(string name) => program == "docker" ? Call("rm", "--force", "--volumes", "--", name) : Call("rm", "--force", "--ignore", "--volumes", name);

    private static bool IsLocal(string name) => name.Split(':', '/')[0] is "localhost" or "127.0.0.1";

    private ProgramCall Call(params string[] arguments) => new(program, arguments);
}
