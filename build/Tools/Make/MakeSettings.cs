using Build.Adapters.Programs;

namespace Build.Tools.Make;

/// <summary>One run of make.</summary>
/// <param name="Goals">What is made; empty for the first goal of the Makefile.</param>
/// <param name="Variables">Variables set over those of the Makefile.</param>
public sealed record MakeSettings(IReadOnlyList<string> Goals, IReadOnlyDictionary<string, string> Variables)
{
    public ProgramCall In(string folder) => new("make", [.. Goals, .. Variables.OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => $"{variable.Key}={variable.Value}")])
    {
        Folder = folder, Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PYTHONDONTWRITEBYTECODE"] = "1", ["PYTHONHASHSEED"] = "0", ["LC_ALL"] = "C.UTF-8" },
    };
}
