using Newtonsoft.Json.Linq;

namespace Build.Desk;

/// <summary>What the twin is told of a world, as far as the desk must know it.</summary>
public static class TwinSeed
{
    /// <summary>Branches the seed's pull requests come from; none without a seed.</summary>
    public static IReadOnlyList<string> Heads(string? path)
        => path is null ? [] : [.. JObject.Parse(File.ReadAllText(path))["pulls"]?.Select(pull => (string?)pull["head"]).OfType<string>() ?? []];
}
