using System.Text.Json.Nodes;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Attestations;

/// <summary>The bill of materials as CycloneDX 1.6 in JSON (https://cyclonedx.org/docs/1.6/json/).</summary>
public static class CycloneDxDocument
{
    public static byte[] Of(ReleaseContents release) => JsonText.Bytes(new JsonObject
    {
        ["bomFormat"] = "CycloneDX",
        ["specVersion"] = "1.6",
        ["serialNumber"] = $"urn:uuid:{Uuid(release.Fingerprint)}",
        ["version"] = 1,
        ["metadata"] = new JsonObject
        {
            ["timestamp"] = JsonText.Time(release.Created),
            ["tools"] = new JsonObject { ["components"] = new JsonArray(new JsonObject { ["type"] = "application", ["name"] = release.Tool.Name, ["version"] = release.Tool.Version }) },
            ["component"] = Source(release),
        },
        ["components"] = new JsonArray([.. release.Files.Select(file => File(release, file)), .. release.Needs.Select(Need)]),
        ["dependencies"] = new JsonArray([.. Dependencies(release)]),
    });

    private static JsonObject Source(ReleaseContents release)
    {
        var component = Component("framework", release.Purl, "Torch-TensorRT", release.Target.Version.ToString(), release.Target.Repository.Owner);
        component["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = ReleaseContents.License } });
        component["purl"] = release.Purl;
        component["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "vcs", ["url"] = release.RepositoryUrl, ["comment"] = $"commit {release.Commit}" });
        return component;
    }

    private static JsonObject File(ReleaseContents release, OutFile file)
    {
        var component = Component("library", release.PurlOf(file), file.Name, release.Target.Version.ToString(), release.Target.Repository.Owner);
        component["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-256", ["content"] = file.Sha256 });
        component["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = ReleaseContents.License } });
        component["purl"] = release.PurlOf(file);
        return component;
    }

    private static JsonObject Need(Dependency need)
    {
        var component = Component("library", need.Purl, need.Name, need.Version, need.Supplier);
        component["scope"] = "required";
        component["purl"] = need.Purl;
        return component;
    }

    private static JsonObject Component(string type, string reference, string name, string version, string supplier) => new()
    {
        ["type"] = type, ["bom-ref"] = reference, ["supplier"] = new JsonObject { ["name"] = supplier }, ["name"] = name, ["version"] = version,
    };

    private static IEnumerable<JsonObject> Dependencies(ReleaseContents release)
    {
        yield return DependsOn(release.Purl, release.Files.Select(release.PurlOf));
        foreach (var file in release.Files) yield return DependsOn(release.PurlOf(file), release.Needs.Select(need => need.Purl));
        foreach (var need in release.Needs) yield return DependsOn(need.Purl, []);
    }

    private static JsonObject DependsOn(string reference, IEnumerable<string> others) => new() { ["ref"] = reference, ["dependsOn"] = new JsonArray([.. others.Select(other => (JsonNode)other)]) };

    /// <summary>A UUID of the digest's own bits, marked as version 8 (RFC 9562, section 5.8).</summary>
    private static string Uuid(string digest) => $"{digest[..8]}-{digest[8..12]}-8{digest[13..16]}-a{digest[17..20]}-{digest[20..32]}";
}
