using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.Perf;

namespace Build.Perf;

/// <summary>Results as perf_cell.py prints them and as they are kept: the same members, and the setup beside them.</summary>
internal static class PerfResultJson
{
    /// <summary>Rises when what is kept changes its meaning.</summary>
    public const int Schema = 1;

    public static JObject Kept(PerfResult result) => new()
    {
        ["schema"] = Schema,
        ["cell"] = result.Cell,
        ["outcome"] = result.Outcome.Word(),
        ["reason"] = result.Reason,
        ["samples_ms"] = new JArray(result.SamplesMs),
        ["gpu_ms"] = result.GpuMs.Count > 0 ? new JArray(result.GpuMs) : null,
        ["peak_memory_bytes"] = result.PeakMemory,
        ["compile_seconds"] = result.CompileSeconds,
        ["accuracy"] = result.Agreement is { } agreement ? new JObject { ["cosine"] = agreement.Cosine, ["max_abs_difference"] = agreement.MaxAbsDifference } : null,
        ["conditions"] = result.Before is null && result.After is null ? null : new JObject { ["before"] = Kept(result.Before), ["after"] = Kept(result.After) },
        ["elapsed_seconds"] = result.ElapsedSeconds,
        ["measured_at"] = result.MeasuredAt,
        ["setup"] = new JObject
        {
            ["gpu"] = result.Setup.Gpu,
            ["driver"] = result.Setup.Driver,
            ["packages"] = new JObject(result.Setup.Packages.OrderBy(package => package.Key, StringComparer.Ordinal).Select(package => new JProperty(package.Key, package.Value))),
            ["precision"] = result.Setup.Protocol.Precision,
            ["warmup"] = result.Setup.Protocol.Warmup,
            ["iterations"] = result.Setup.Protocol.Iterations,
            ["limit_seconds"] = result.Setup.Protocol.Limit.TotalSeconds,
            ["project"] = result.Setup.Protocol.Project,
        },
    };

    /// <exception cref="JsonException">A member is missing, of another kind, or cannot be; the schema is another; the cell is not in the catalog.</exception>
    public static PerfResult Read(JObject json)
    {
        if ((long)Member(json, "schema", JTokenType.Integer) is var schema && schema != Schema)
            throw new JsonException($"It is written in schema {schema}, and this program reads schema {Schema}.");
        var setup = Member(json, "setup", JTokenType.Object);
        var protocol = new PerfProtocol(
            (string)Member(setup, "precision", JTokenType.String)!,
            (int)Number(setup, "warmup", 1, 1e9),
            (int)Number(setup, "iterations", 1, 1e9),
            TimeSpan.FromSeconds(Number(setup, "limit_seconds", 0, 1e9)),
            (string?)setup["project"]);
        var packages = ((JObject)Member(setup, "packages", JTokenType.Object)).Properties()
            .ToDictionary(package => package.Name, package => (string)Member(package.Parent!, package.Name, JTokenType.String)!, StringComparer.Ordinal);
        var cell = (string)Member(json, "cell", JTokenType.String)!;
        if (PerfCell.Find(cell) is null) throw new JsonException($"'{cell}' is no cell of the performance matrix.");
        return Measured(
            json, cell,
            new PerfSetup((string)Member(setup, "gpu", JTokenType.String)!, (string)Member(setup, "driver", JTokenType.String)!, packages, protocol)) with
        {
            ElapsedSeconds = Optional(json, "elapsed_seconds", 0),
            MeasuredAt = (string?)json["measured_at"],
        };
    }

    /// <summary>What perf_cell.py printed about one cell.</summary>
    /// <exception cref="JsonException">A member is missing or of another kind, or numbers and outcome do not go together.</exception>
    public static PerfResult Measured(JObject json, string cell, PerfSetup setup)
    {
        var word = (string)Member(json, "outcome", JTokenType.String)!;
        if (!PerfOutcomes.TryRead(word, out var outcome) || outcome == PerfOutcome.Skipped) throw new JsonException($"'{word}' is no outcome.");
        var samples = Times(Member(json, "samples_ms", JTokenType.Array));
        if (outcome == PerfOutcome.Ok && (samples.Count == 0 || !samples.All(IsTime)))
            throw new JsonException("The outcome is ok, and there are no times above zero.");
        if (outcome != PerfOutcome.Ok && samples.Count > 0) throw new JsonException($"The outcome is {word}, and there are times.");
        var gpu = json["gpu_ms"] is null or { Type: JTokenType.Null } ? [] : Times(Member(json, "gpu_ms", JTokenType.Array));
        if (!gpu.All(IsTime) || (outcome != PerfOutcome.Ok && gpu.Count > 0)) throw new JsonException("The times of the GPU go with the outcome ok, and are above zero.");
        var reason = (string?)Member(json, "reason", JTokenType.String, JTokenType.Null);
        if (outcome != PerfOutcome.Ok && string.IsNullOrWhiteSpace(reason)) throw new JsonException($"The outcome is {word}, and there is no reason.");
        var conditions = json["conditions"] as JObject;
        return new PerfResult(cell, outcome, reason, samples, (long?)Optional(json, "peak_memory_bytes", 0), setup)
        {
            GpuMs = gpu,
            CompileSeconds = Optional(json, "compile_seconds", 0),
            Agreement = json["accuracy"] is JObject agreement ? new PerfAgreement(Number(agreement, "cosine", -1.000001, 1.000001), Number(agreement, "max_abs_difference", 0, double.MaxValue)) : null,
            Before = Conditions(conditions?["before"]),
            After = Conditions(conditions?["after"]),
        };
    }

    private static IReadOnlyList<double> Times(JToken array)
        => [.. array.Select(sample => sample.Type is JTokenType.Float or JTokenType.Integer ? (double)sample : throw new JsonException("A sample is no number."))];

    private static bool IsTime(double milliseconds) => double.IsFinite(milliseconds) && milliseconds > 0;

    private static JObject? Kept(PerfConditions? conditions) => conditions is null ? null : new JObject
    {
        ["sm_clock_mhz"] = conditions.SmClock, ["temperature_c"] = conditions.Temperature, ["power_w"] = conditions.Power, ["throttle_reasons"] = conditions.Throttle,
    };

    private static PerfConditions? Conditions(JToken? json) => json is not JObject ? null : new PerfConditions(
        Optional(json, "sm_clock_mhz", 0), Optional(json, "temperature_c", -300), Optional(json, "power_w", 0), (long?)Optional(json, "throttle_reasons", 0));

    private static double? Optional(JToken json, string name, double least)
        => json[name] is null or { Type: JTokenType.Null } ? null : Number(json, name, least, double.MaxValue);

    private static double Number(JToken json, string name, double least, double most)
        => (double)Member(json, name, JTokenType.Float, JTokenType.Integer) is var number && number >= least && number <= most
            ? number
            : throw new JsonException($"The member '{name}' is {number.ToString(System.Globalization.CultureInfo.InvariantCulture)}, which cannot be.");

    private static JToken Member(JToken json, string name, params IReadOnlyList<JTokenType> types)
        => json[name] is { } member && types.Contains(member.Type) ? member : throw new JsonException($"There is no member '{name}' of type {string.Join(" or ", types)}.");
}
