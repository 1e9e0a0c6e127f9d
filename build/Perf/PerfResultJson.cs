using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.Perf;

namespace Build.Perf;

/// <summary>Results as perf_cell.py prints them and as they are kept: the same members, and the setup beside them.</summary>
internal static class PerfResultJson
{
    public static JObject Kept(PerfResult result) => new()
    {
        ["cell"] = result.Cell,
        ["outcome"] = result.Outcome.Word(),
        ["reason"] = result.Reason,
        ["samples_ms"] = new JArray(result.SamplesMs),
        ["peak_memory_bytes"] = result.PeakMemory,
        ["setup"] = new JObject
        {
            ["gpu"] = result.Setup.Gpu,
            ["driver"] = result.Setup.Driver,
            ["packages"] = new JObject(result.Setup.Packages.OrderBy(package => package.Key, StringComparer.Ordinal).Select(package => new JProperty(package.Key, package.Value))),
            ["precision"] = result.Setup.Protocol.Precision,
            ["warmup"] = result.Setup.Protocol.Warmup,
            ["iterations"] = result.Setup.Protocol.Iterations,
            ["limit_seconds"] = result.Setup.Protocol.Limit.TotalSeconds,
        },
    };

    /// <exception cref="JsonException">A member is missing or of another kind.</exception>
    public static PerfResult Read(JObject json)
    {
        var setup = Member(json, "setup", JTokenType.Object);
        var protocol = new PerfProtocol(
            (string)Member(setup, "precision", JTokenType.String)!,
            (int)Member(setup, "warmup", JTokenType.Integer),
            (int)Member(setup, "iterations", JTokenType.Integer),
            TimeSpan.FromSeconds((double)Member(setup, "limit_seconds", JTokenType.Float, JTokenType.Integer)));
        var packages = ((JObject)Member(setup, "packages", JTokenType.Object)).Properties()
            .ToDictionary(package => package.Name, package => (string)Member(package.Parent!, package.Name, JTokenType.String)!, StringComparer.Ordinal);
        return Measured(
            json,
            (string)Member(json, "cell", JTokenType.String)!,
            new PerfSetup((string)Member(setup, "gpu", JTokenType.String)!, (string)Member(setup, "driver", JTokenType.String)!, packages, protocol));
    }

    /// <summary>What perf_cell.py printed about one cell.</summary>
    /// <exception cref="JsonException">A member is missing or of another kind, or numbers and outcome do not go together.</exception>
    public static PerfResult Measured(JObject json, string cell, PerfSetup setup)
    {
        var word = (string)Member(json, "outcome", JTokenType.String)!;
        if (!PerfOutcomes.TryRead(word, out var outcome)) throw new JsonException($"'{word}' is no outcome.");
        var samples = Member(json, "samples_ms", JTokenType.Array)
            .Select(sample => sample.Type is JTokenType.Float or JTokenType.Integer ? (double)sample : throw new JsonException("A sample is no number.")).ToList();
        if (outcome == PerfOutcome.Ok && (samples.Count == 0 || !samples.All(sample => double.IsFinite(sample) && sample > 0)))
            throw new JsonException("The outcome is ok, and there are no times above zero.");
        return new PerfResult(
            cell, outcome, (string?)Member(json, "reason", JTokenType.String, JTokenType.Null), samples,
            (long?)Member(json, "peak_memory_bytes", JTokenType.Integer, JTokenType.Null), setup);
    }

    private static JToken Member(JToken json, string name, params IReadOnlyList<JTokenType> types)
        => json[name] is { } member && types.Contains(member.Type) ? member : throw new JsonException($"There is no member '{name}' of type {string.Join(" or ", types)}.");
}
