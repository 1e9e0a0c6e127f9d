using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace TorchTrt.Release.Attestations;

/// <summary>Where something is built (SLSA v1.0, <c>runDetails.builder</c>).</summary>
/// <param name="Id">URI of whoever is trusted to have built it.</param>
/// <param name="Versions">Of the programs that make up the builder.</param>
/// <param name="Invocation">URI of this very run; null where there is none.</param>
public sealed record Builder(string Id, IReadOnlyDictionary<string, string> Versions, string? Invocation);

/// <summary>Something that went into a build (in-toto v1, ResourceDescriptor).</summary>
/// <param name="Algorithm"><c>sha256</c>, <c>gitCommit</c>.</param>
public sealed record Material(string Uri, string Algorithm, string Digest);

/// <summary>How one file was built: written the moment it is finished, read when it is attested.</summary>
/// <param name="Sha256">Of the file, so that a record never speaks of another file of that name.</param>
/// <param name="Kind"><c>wheel</c> or <c>libtorchtrt</c>: which build it was.</param>
/// <param name="Parameters">Everything that decided what came out: version, platform, Python, options.</param>
/// <param name="Tools">Versions of the tools that built it.</param>
/// <param name="Materials">The sources first.</param>
/// <param name="Log">SHA-256 of the build's whole output; null when none was kept.</param>
public sealed record BuildRecord(
    string File, string Sha256, string Kind, IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, string> Tools,
    IReadOnlyList<Material> Materials, Builder Builder, DateTimeOffset Started, DateTimeOffset Finished, string? Log)
{
    /// <summary>Name of the receipt that keeps the record of a file.</summary>
    public static string Receipt(string file) => $"built-{file}.json";

    public string Text => Encoding.UTF8.GetString(JsonText.Bytes(new JsonObject
    {
        ["file"] = File,
        ["sha256"] = Sha256,
        ["kind"] = Kind,
        ["parameters"] = JsonText.Map(Parameters),
        ["tools"] = JsonText.Map(Tools),
        ["materials"] = new JsonArray([.. Materials.Select(material => new JsonObject { ["uri"] = material.Uri, ["algorithm"] = material.Algorithm, ["digest"] = material.Digest })]),
        ["builder"] = new JsonObject { ["id"] = Builder.Id, ["versions"] = JsonText.Map(Builder.Versions), ["invocation"] = Builder.Invocation },
        ["started"] = JsonText.Time(Started),
        ["finished"] = JsonText.Time(Finished),
        ["log"] = Log,
    }));

    /// <summary>Null when there is none that can be read.</summary>
    public static BuildRecord? Read(string? text)
    {
        if (text is null || JsonText.Object(Encoding.UTF8.GetBytes(text)) is not { } json) return null;
        if (json.Text("file") is not { } file || json.Text("sha256") is not { } digest || json.Text("kind") is not { } kind || json.Text("builder", "id") is not { } builder) return null;
        if (!Time(json.Text("started"), out var started) || !Time(json.Text("finished"), out var finished)) return null;
        return new BuildRecord(
            file, digest, kind, Map(json["parameters"]), Map(json["tools"]),
            [.. json.Objects("materials").Select(material => new Material(material.Text("uri") ?? "", material.Text("algorithm") ?? "", material.Text("digest") ?? ""))],
            new Builder(builder, Map(json["builder"]?["versions"]), json.Text("builder", "invocation")), started, finished, json.Text("log"));
    }

    private static Dictionary<string, string> Map(JsonNode? node)
        => (node as JsonObject)?.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>(), StringComparer.Ordinal) ?? [];

    private static bool Time(string? text, out DateTimeOffset time)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
