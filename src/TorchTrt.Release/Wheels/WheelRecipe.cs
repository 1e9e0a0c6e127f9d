using System.Text;
using System.Text.RegularExpressions;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Wheels;

/// <summary>How one checkout builds its wheels: the files of the seed, found where the layout has them.</summary>
/// <param name="Dockerfile">Relative to the checkout.</param>
/// <param name="Folder">The build's context.</param>
/// <param name="Script">Relative to the checkout; null when it only defines functions for the project's own CI, which calls them one by one.</param>
/// <param name="MountedAt">Where the script expects the checkout.</param>
/// <param name="Pythons">Tags of the interpreters that the script names, <c>cp310</c>; empty when it takes what the container has.</param>
public sealed partial record WheelRecipe(string Dockerfile, string Folder, string? Script, string MountedAt, IReadOnlyList<string> Pythons)
{
    private const string Usual = "/workspace/Torch-TensorRT";

    /// <summary>Null when the checkout has no container for wheels.</summary>
    public static WheelRecipe? Find(IWorkspace files)
    {
        var (dockerfile, folder, script) = files.Exists("py/Dockerfile") ? ("py/Dockerfile", "py", "py/build_whl.sh") : ("py/ci/Dockerfile.ci", "py/ci", "py/ci/build_whl.sh");
        if (!files.Exists(dockerfile)) return null;
        var text = files.Read(script) is { } content ? Encoding.UTF8.GetString(content) : "";
        // Comments name old places: only lines that are run count.
        var lines = string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith('#')));
        var mount = Mount().Match(lines);
        return new WheelRecipe(
            dockerfile, folder, CallsSomething(lines) ? script : null, mount.Success ? mount.Value : Usual,
            [.. Interpreter().Matches(Run(lines)).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

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

    /// <summary>The build argument that names another base image, where a Dockerfile has it.</summary>
    public const string BaseImageArgument = "BASE_IMAGE";

    public static bool TakesBaseImage(string dockerfile) => dockerfile.Split('\n').Any(line => Argument().Match(line.Trim()) is { Success: true } match && match.Groups[1].Value == BaseImageArgument);

    /// <summary>A script that defines functions and never calls one builds nothing.</summary>
    private static bool CallsSomething(string lines)
    {
        var functions = Function().Matches(lines).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        return lines.Length > 0 && (functions.Count == 0 || Calls(lines).Any(functions.Contains) || lines.Split('\n').Any(line => line.TrimStart().StartsWith("for ", StringComparison.Ordinal)));
    }

    /// <summary>The bodies of the functions that are called, and everything outside functions.</summary>
    private static string Run(string lines)
    {
        var called = Calls(lines).ToHashSet(StringComparer.Ordinal);
        var kept = new StringBuilder();
        string? inside = null;
        foreach (var line in lines.Split('\n'))
        {
            if (Function().Match(line) is { Success: true } begin) inside = begin.Groups[1].Value;
            if (inside is null || called.Contains(inside)) kept.Append(line).Append('\n');
            if (line.StartsWith('}')) inside = null;
        }

        return kept.ToString();
    }

    private static IEnumerable<string> Calls(string lines) => lines.Split('\n').Where(line => line.Length > 0 && char.IsAsciiLetter(line[0])).Select(line => line.Split(' ')[0].Trim());

    [GeneratedRegex(@"/workspace/[A-Za-z0-9_-]+(?=/py)")]
    private static partial Regex Mount();

    [GeneratedRegex(@"/opt/python/(cp[0-9]+)-")]
    private static partial Regex Interpreter();

    [GeneratedRegex(@"^(?:function\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*\(\)", RegexOptions.Multiline)]
    private static partial Regex Function();

    [GeneratedRegex(@"^ARG\s+([A-Za-z_][A-Za-z0-9_]*)(?:=(\S*))?", RegexOptions.IgnoreCase)]
    private static partial Regex Argument();

    [GeneratedRegex(@"^FROM\s+(?:--\S+\s+)*(\S+)", RegexOptions.IgnoreCase)]
    private static partial Regex From();

    [GeneratedRegex(@"\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?")]
    private static partial Regex Variable();
}
