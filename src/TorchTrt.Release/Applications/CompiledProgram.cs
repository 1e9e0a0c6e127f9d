using System.Text.RegularExpressions;

namespace TorchTrt.Release.Applications;

/// <summary>How a compiled program of an application is started.</summary>
public abstract partial record CompiledProgram
{
    /// <summary>With these arguments.</summary>
    public sealed record Started(params IReadOnlyList<string> Arguments) : CompiledProgram;

    /// <param name="Reason">What it lacks.</param>
    public sealed record NotStarted(string Reason) : CompiledProgram;

    /// <summary>Seen from the sources: what the program asks of its command line, and which files it opens.</summary>
    /// <param name="sources">The text of its C++ files.</param>
    /// <param name="made">Names of files that the application's other programs left beside it, such as <c>norm.jit</c>.</param>
    /// <param name="gpu">Whether this machine has an NVIDIA GPU.</param>
    public static CompiledProgram Of(string sources, IReadOnlyCollection<string> made, bool gpu)
    {
        if (sources.Contains("HelpFlag", StringComparison.Ordinal)) return new Started("--help");
        if (sources.Contains("\"--version\"", StringComparison.Ordinal)) return new Started("--version");
        if (!gpu && Cuda().IsMatch(sources)) return new NotStarted("it needs an NVIDIA GPU");
        var models = made.Where(file => Model().IsMatch($"\"{file}\"")).Order(StringComparer.Ordinal).ToList();
        if (Least().Match(sources) is { Success: true } least)
            return least.Groups[1].Value == "2" && models.Count > 0 ? new Started(models[0]) : new NotStarted(least.Groups[1].Value == "2" ? "it needs a model" : "it needs arguments");
        return Model().Matches(sources).Select(match => match.Groups[1].Value).FirstOrDefault(model => !models.Contains(model)) is { } missing
            ? new NotStarted($"it needs {missing}, which another program makes")
            : new Started();
    }

    /// <summary><c>argc &lt; 2</c>: a program that refuses to start with fewer.</summary>
    [GeneratedRegex(@"\bargc\s*<\s*([0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Least();

    [GeneratedRegex(@"""([\w./-]+\.(?:jit|ts|pt|pt2|ep|trt|engine)(?:\.pt)?)""", RegexOptions.CultureInvariant)]
    private static partial Regex Model();

    [GeneratedRegex("cuda|at::|torch/script.h|NvInfer", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Cuda();
}
