using System.Text.Json.Nodes;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Attestations;

/// <summary>The bill of materials as SPDX 2.3 in JSON (https://spdx.github.io/spdx-spec/v2.3/).</summary>
public static class SpdxDocument
{
    private const string Root = "SPDXRef-Torch-TensorRT";
    private const string Unsaid = "NOASSERTION";

    public static byte[] Of(ReleaseContents release) => JsonText.Bytes(new JsonObject
    {
        ["spdxVersion"] = "SPDX-2.3",
        ["dataLicense"] = "CC0-1.0",
        ["SPDXID"] = "SPDXRef-DOCUMENT",
        ["name"] = $"Torch-TensorRT {release.Target.Version}",
        ["documentNamespace"] = $"{release.RepositoryUrl}/releases/tag/v{release.Target.Version}/spdx-{release.Fingerprint[..32]}",
        ["creationInfo"] = new JsonObject { ["created"] = JsonText.Time(release.Created), ["creators"] = new JsonArray($"Tool: {release.Tool.Name}-{release.Tool.Version}") },
        ["packages"] = new JsonArray([Source(release), .. release.Files.Select((file, index) => File(release, file, index)), .. release.Needs.Select(Need)]),
        ["relationships"] = new JsonArray([.. Relationships(release)]),
    });

    private static JsonObject Source(ReleaseContents release) => Package(
        Root, "Torch-TensorRT", release.Target.Version.ToString(), $"Organization: {release.Target.Repository.Owner}", $"git+{release.RepositoryUrl}@{release.Commit}", ReleaseContents.License, release.Purl, "SOURCE");

    private static JsonObject File(ReleaseContents release, OutFile file, int index)
    {
        var package = Package(
            $"SPDXRef-File-{index + 1}", file.Name, release.Target.Version.ToString(), $"Organization: {release.Target.Repository.Owner}",
            $"{release.RepositoryUrl}/releases/download/v{release.Target.Version}/{Uri.EscapeDataString(file.Name)}", ReleaseContents.License, release.PurlOf(file), "LIBRARY");
        package["packageFileName"] = file.Name;
        package["checksums"] = new JsonArray(new JsonObject { ["algorithm"] = "SHA256", ["checksumValue"] = file.Sha256 });
        return package;
    }

    private static JsonObject Need(Dependency need) => Package($"SPDXRef-{need.Name}", need.Name, need.Version, $"Organization: {need.Supplier}", Unsaid, Unsaid, need.Purl, "LIBRARY");

    private static JsonObject Package(string id, string name, string version, string supplier, string location, string license, string purl, string purpose) => new()
    {
        ["SPDXID"] = id,
        ["name"] = name,
        ["versionInfo"] = version,
        ["supplier"] = supplier,
        ["downloadLocation"] = location,
        ["filesAnalyzed"] = false,
        ["licenseConcluded"] = Unsaid,
        ["licenseDeclared"] = license,
        ["copyrightText"] = Unsaid,
        ["primaryPackagePurpose"] = purpose,
        ["externalRefs"] = new JsonArray(new JsonObject { ["referenceCategory"] = "PACKAGE-MANAGER", ["referenceType"] = "purl", ["referenceLocator"] = purl }),
    };

    private static IEnumerable<JsonObject> Relationships(ReleaseContents release)
    {
        yield return Relation("SPDXRef-DOCUMENT", "DESCRIBES", Root);
        for (var index = 0; index < release.Files.Count; index++)
        {
            yield return Relation($"SPDXRef-File-{index + 1}", "GENERATED_FROM", Root);
            foreach (var need in release.Needs) yield return Relation($"SPDXRef-File-{index + 1}", "DEPENDS_ON", $"SPDXRef-{need.Name}");
        }
    }

    private static JsonObject Relation(string from, string type, string to) => new() { ["spdxElementId"] = from, ["relationshipType"] = type, ["relatedSpdxElement"] = to };
}
