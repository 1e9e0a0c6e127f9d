using Build.Adapters.Json;
using Build.Adapters.Programs;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TorchTrt.Release;

namespace Build.Perf;

/// <summary>Where the programs are that measure.</summary>
/// <param name="Python">The interpreter that has torch and torch_tensorrt.</param>
/// <param name="Script">Absolute path of perf_cell.py.</param>
/// <param name="NvidiaSmi">The driver's own tool.</param>
public sealed record PerfPrograms(string Python, string Script, string NvidiaSmi)
{
    /// <summary>The script that lies beside this program, and the driver's tool from the PATH.</summary>
    public static PerfPrograms With(string python) => new(python, Path.Combine(AppContext.BaseDirectory, "Perf", "perf_cell.py"), "nvidia-smi");

    /// <summary>Versions of what is installed for <see cref="Python"/>; none when there is no such program.</summary>
    /// <exception cref="ReleaseException">TR6102.</exception>
    internal async Task<IReadOnlyDictionary<string, string>> Packages(string logFile, CancellationToken cancel)
    {
        var none = new Dictionary<string, string>();
        if (ProgramPath.Find(Python) is null) return none;
        var described = await new ProgramRunner().Run(new ProgramCall(Python, Script, "describe") { LogFile = logFile }, cancel);
        try
        {
            if (!described.Succeeded) throw new ReleaseException(CannotDescribe(LastLine(described.Errors)));
            return JsonFile.Parse(LastLine(described.Output))["packages"] is JObject packages
                ? packages.Properties().ToDictionary(package => package.Name, package => package.Value.ToString(), StringComparer.Ordinal)
                : throw new JsonException("it names no packages");
        }
        catch (JsonException problem)
        {
            throw new ReleaseException(CannotDescribe(problem.Message), problem);
        }
    }

    private ReleaseError CannotDescribe(string said) => new(
        "TR6102", $"The program that measures cannot be run: {said.TrimEnd('.')}.", $"run '{Python} {Script} describe' and mend what it says", Script);

    /// <summary>What a program said last.</summary>
    internal static string LastLine(string text)
        => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "nothing was printed";
}
