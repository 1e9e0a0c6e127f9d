using Build.Adapters.Programs;

namespace Build.Tools.Docker;

/// <summary>Commands of docker, one factory each.</summary>
public static class DockerSettings
{
    public static ProgramCall Version() => Call("version", "--format", "{{.Server.Version}}");

    /// <summary>Prints the image as JSON; fails when it is not on this machine.</summary>
    public static ProgramCall ImageInspect(string name) => Call("image", "inspect", "--format", "{{json .}}", "--", name);

    /// <summary>Asks the registry for an image without pulling it.</summary>
    public static ProgramCall ManifestInspect(string name) => Call("manifest", "inspect", "--", name);

    /// <param name="dockerfile">Absolute path.</param>
    /// <param name="context">Absolute path of the folder.</param>
    public static ProgramCall Build(string tag, string dockerfile, string context, IReadOnlyDictionary<string, string> arguments, IReadOnlyDictionary<string, string> labels) => Call(
    [
        "build", "--tag", tag, "--file", dockerfile,
        .. arguments.SelectMany(pair => new[] { "--build-arg", $"{pair.Key}={pair.Value}" }),
        .. labels.SelectMany(pair => new[] { "--label", $"{pair.Key}={pair.Value}" }),
        "--", context,
    ]);

    /// <param name="name">The container's own name, by which it can be removed.</param>
    /// <param name="mount">Absolute paths on the machine and in the container.</param>
    public static ProgramCall Run(string name, string image, (string From, string To) mount, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment) => Call(
    [
        "run", "--rm", "--init", "--name", name, "--volume", $"{mount.From}:{mount.To}",
        .. environment.SelectMany(pair => new[] { "--env", $"{pair.Key}={pair.Value}" }),
        image, .. command,
    ]);

    /// <summary>Ends and removes a container; it is no error when there is none.</summary>
    public static ProgramCall Remove(string name) => Call("rm", "--force", "--volumes", "--", name);

    private static ProgramCall Call(params string[] arguments) => new("docker", arguments);
}
