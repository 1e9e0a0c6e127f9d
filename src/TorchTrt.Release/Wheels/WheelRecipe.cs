using System.Text;
using System.Text.RegularExpressions;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Wheels;

/// <summary>How one checkout builds its wheels: the container and script of the seed, found where the layout has them; from v2.4.0 on those of its release workflow.</summary>
/// <param name="Dockerfile">Relative to the checkout; a workflow where that names the image.</param>
/// <param name="Folder">The build's context.</param>
/// <param name="Script">Relative to the checkout: where the script is, or is put.</param>
/// <param name="MountedAt">Where the script expects the checkout.</param>
public sealed partial record WheelRecipe(string Dockerfile, string Folder, string Script, string MountedAt)
{
    private const string Usual = "/workspace/Torch-TensorRT";

    /// <summary>Null when <see cref="Script"/> only defines functions for the project's own CI, which calls them one by one.</summary>
    public IWheelScript? Build { get; init; }

    /// <summary>Tags of the interpreters that the script names, <c>cp310</c>; empty when it takes what the container has.</summary>
    public IReadOnlyList<string> Pythons { get; init; } = [];

    /// <summary>What the image is made of where no Dockerfile of the checkout says it; else null.</summary>
    public string? Text { get; init; }

    /// <summary>Null when the checkout has no container for wheels.</summary>
    /// <param name="wheel">One of those to be built, for the image that the project builds it in; null where that does not matter.</param>
    public static WheelRecipe? Find(IWorkspace files, Artifact? wheel = null)
    {
        var own = OfDockerfile(files);
        return own is { Build: not null } ? own : OfWorkflow(files, wheel) ?? own;
    }

    /// <summary>The build argument that names another base image, where a Dockerfile has it.</summary>
    public const string BaseImageArgument = "BASE_IMAGE";

    /// <summary>The build argument that names the TensorRT to install.</summary>
    public const string TensorRtArgument = "trt_version";

    /// <summary>Image the Dockerfile starts from, its ARG defaults and the given base image filled in; null when it has no FROM.</summary>
    public static string? BaseImage(string dockerfile, string? given)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in dockerfile.Split('\n').Select(line => line.Trim()))
        {
            if (Argument().Match(line) is { Success: true } argument)
                values[argument.Groups[1].Value] = argument.Groups[1].Value == BaseImageArgument && given is not null ? given : argument.Groups[2].Value;
            if (From().Match(line) is { Success: true } from) return Variable().Replace(from.Groups[1].Value, name => values.GetValueOrDefault(name.Groups[1].Value, ""));
        }

        return null;
    }

    /// <summary>The Dockerfile with its base image named by what it is now, whatever its tag will be: <c>name@sha256:…</c>.</summary>
    public static string Pinned(string dockerfile, string digest)
    {
        var lines = dockerfile.Split('\n');
        var from = Array.FindIndex(lines, line => From().IsMatch(line.Trim()));
        if (from < 0) return dockerfile;
        var name = From().Match(lines[from].Trim()).Groups[1].Value;
        lines[from] = lines[from].Replace(name, digest, StringComparison.Ordinal);
        return string.Join('\n', lines);
    }

    public static bool Takes(string dockerfile, string argument) => dockerfile.Split('\n').Any(line => Argument().Match(line.Trim()) is { Success: true } match && match.Groups[1].Value == argument);

    private static WheelRecipe? OfDockerfile(IWorkspace files)
    {
        var chosen = Lines(files, "py/ci/build_manifest.txt");
        // Where a manifest chooses, py/ci is what the project builds with, and an older py/ beside it is stale (v1.4.0).
        var isClassic = files.Exists("py/Dockerfile") && chosen.Count == 0;
        var (dockerfile, folder, script) = isClassic ? ("py/Dockerfile", "py", "py/build_whl.sh") : ("py/ci/Dockerfile.ci", "py/ci", "py/ci/build_whl.sh");
        if (!files.Exists(dockerfile)) return null;
        var build = new BuildScript(files.Read(script) is { } content ? Encoding.UTF8.GetString(content) : "", chosen, script);
        var mount = Mount().Match(build.Lines);
        var recipe = new WheelRecipe(dockerfile, folder, script, mount.Success ? mount.Value : Usual);
        return build.Builds ? recipe with { Build = build, Pythons = build.Pythons } : recipe;
    }

    /// <summary>Nothing is added to the image of the workflow's matrix.</summary>
    private static WheelRecipe? OfWorkflow(IWorkspace files, Artifact? wheel)
        => WorkflowScript.Find(files) is { } found
            ? new WheelRecipe(found.Workflow, "packaging", "release_wheel.sh", Usual) { Build = found.Script, Text = $"ARG {BaseImageArgument}={wheel?.Container}\nFROM ${{{BaseImageArgument}}}\n" }
            : null;

    private static IReadOnlyList<string> Lines(IWorkspace files, string path)
        => files.Read(path) is { } content ? [.. Encoding.UTF8.GetString(content).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)] : [];

    [GeneratedRegex(@"/workspace/[A-Za-z0-9_-]+")]
    private static partial Regex Mount();

    [GeneratedRegex(@"^ARG\s+([A-Za-z_][A-Za-z0-9_]*)(?:=(\S*))?", RegexOptions.IgnoreCase)]
    private static partial Regex Argument();

    [GeneratedRegex(@"^FROM\s+(?:--\S+\s+)*(\S+)", RegexOptions.IgnoreCase)]
    private static partial Regex From();

    [GeneratedRegex(@"\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?")]
    private static partial Regex Variable();
}
