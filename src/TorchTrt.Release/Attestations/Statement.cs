using System.Text.Json.Nodes;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Attestations;

/// <summary>
/// An in-toto statement v1 with SLSA provenance v1 about one file
/// (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md, https://slsa.dev/spec/v1.0/provenance).
/// </summary>
public static class Statement
{
    /// <summary>Ending of the file that holds it, after the name of the file it is about.</summary>
    public const string Ending = ".intoto.json";

    public const string Type = "https://in-toto.io/Statement/v1";

    public const string Predicate = "https://slsa.dev/provenance/v1";

    private const string BuildTypes = "urn:torch-tensorrt-release:build";

    /// <summary>Of a file that was built here.</summary>
    public static byte[] Of(BuildRecord record) => Document(record.File, record.Sha256, new JsonObject
    {
        ["buildDefinition"] = new JsonObject
        {
            ["buildType"] = $"{BuildTypes}:{record.Kind}:v1",
            ["externalParameters"] = JsonText.Map(record.Parameters),
            ["internalParameters"] = new JsonObject { ["tools"] = JsonText.Map(record.Tools) },
            ["resolvedDependencies"] = Descriptors(record.Materials),
        },
        ["runDetails"] = Run(record),
    });

    /// <summary>Of a finished file that came without a statement: who built it is not known, and the statement says no more than that.</summary>
    public static byte[] OfGathered(OutFile file, Material source, Builder builder, DateTimeOffset time) => Document(file.Name, file.Sha256, new JsonObject
    {
        ["buildDefinition"] = new JsonObject
        {
            ["buildType"] = $"{BuildTypes}:gathered:v1",
            ["externalParameters"] = new JsonObject { ["file"] = file.Name },
            ["resolvedDependencies"] = Descriptors([source]),
        },
        ["runDetails"] = new JsonObject
        {
            ["builder"] = new JsonObject { ["id"] = "urn:torch-tensorrt-release:builder:unknown", ["version"] = JsonText.Map(builder.Versions) },
            ["metadata"] = new JsonObject { ["finishedOn"] = JsonText.Time(time) },
        },
    });

    /// <summary>What is wrong with a statement about a file, sentence by sentence; empty when nothing is.</summary>
    public static IEnumerable<string> Problems(byte[] content, string file, string sha256)
    {
        if (JsonText.Object(content) is not { } json)
        {
            yield return "it is no JSON object";
            yield break;
        }

        if (json.Text("_type") != Type) yield return $"its _type is '{json.Text("_type")}', not {Type}";
        if (json.Text("predicateType") != Predicate) yield return $"its predicateType is '{json.Text("predicateType")}', not {Predicate}";
        var subjects = json.Objects("subject");
        if (subjects.Count != 1) yield return $"it has {subjects.Count} subjects, not one";
        foreach (var subject in subjects)
        {
            if (subject.Text("name") != file) yield return $"it is about {subject.Text("name") ?? "a file without a name"}";
            if (subject.Text("digest", "sha256") != sha256) yield return $"it is about SHA-256 {subject.Text("digest", "sha256") ?? "of nothing"}";
        }

        if (json.Text("predicate", "buildDefinition", "buildType") is null) yield return "its provenance has no buildType";
        if (json.Text("predicate", "runDetails", "builder", "id") is null) yield return "its provenance has no builder";
        if (Commit(json) is null) yield return "its provenance names no commit";
    }

    /// <summary>The commit that a statement's file was made from; null when it names none.</summary>
    public static string? Commit(byte[] content) => JsonText.Object(content) is { } json ? Commit(json) : null;

    /// <summary>Who built it, and as what kind of build: <c>urn:…:wheel:v1</c>.</summary>
    public static (string? Builder, string? BuildType) Origin(byte[] content)
        => JsonText.Object(content) is { } json ? (json.Text("predicate", "runDetails", "builder", "id"), json.Text("predicate", "buildDefinition", "buildType")) : (null, null);

    private static string? Commit(JsonObject json)
        => (json["predicate"] as JsonObject)?["buildDefinition"].Objects("resolvedDependencies").Select(dependency => dependency.Text("digest", "gitCommit")).FirstOrDefault(commit => commit is not null);

    private static byte[] Document(string file, string sha256, JsonObject provenance) => JsonText.Bytes(new JsonObject
    {
        ["_type"] = Type,
        ["subject"] = new JsonArray(new JsonObject { ["name"] = file, ["digest"] = new JsonObject { ["sha256"] = sha256 } }),
        ["predicateType"] = Predicate,
        ["predicate"] = provenance,
    });

    private static JsonArray Descriptors(IEnumerable<Material> materials)
        => new([.. materials.Select(material => new JsonObject { ["uri"] = material.Uri, ["digest"] = new JsonObject { [material.Algorithm] = material.Digest } })]);

    private static JsonObject Run(BuildRecord record)
    {
        var metadata = new JsonObject { ["startedOn"] = JsonText.Time(record.Started), ["finishedOn"] = JsonText.Time(record.Finished) };
        if (record.Builder.Invocation is { } invocation) metadata.Insert(0, "invocationId", invocation);
        var run = new JsonObject { ["builder"] = new JsonObject { ["id"] = record.Builder.Id, ["version"] = JsonText.Map(record.Builder.Versions) }, ["metadata"] = metadata };
        if (record.Log is { } log) run["byproducts"] = new JsonArray(new JsonObject { ["name"] = "log", ["digest"] = new JsonObject { ["sha256"] = log } });
        return run;
    }
}
