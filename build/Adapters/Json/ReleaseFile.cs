using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TorchTrt.Release;
using TorchTrt.Release.Artifacts;

namespace Build.Adapters.Json;

/// <summary>
/// The release file: <c>{"artifacts": {"pythons": ["3.12"], "cuda": ["cu130"], "platforms": {"x86_64": "manylinux_2_28_x86_64"}, "without": ["windows"], "names": {"ID": "FILE"}}}</c>.
/// Every key may be absent; one that is unknown is an error, since it would silently change nothing.
/// </summary>
public static class ReleaseFile
{
    private static readonly string[] Sections = ["artifacts"];
    private static readonly string[] Keys = ["pythons", "cuda", "platforms", "without", "names"];

    /// <summary>What a file says.</summary>
    /// <exception cref="ReleaseException">TR5408 when it is absent or cannot be understood; with line.</exception>
    public static ArtifactOverrides Read(string path)
    {
        if (!File.Exists(path)) throw Wrong(path, "there is no such file", null);
        try
        {
            using var reader = new JsonTextReader(new StreamReader(path)) { DateParseHandling = DateParseHandling.None };
            var file = JObject.Load(reader, new JsonLoadSettings { LineInfoHandling = LineInfoHandling.Load, DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
            Known(path, file, Sections);
            var artifacts = file["artifacts"] is { } section ? section as JObject ?? throw Wrong(path, "artifacts is no object", section) : [];
            Known(path, artifacts, Keys);
            return new ArtifactOverrides(List(path, artifacts["pythons"]), List(path, artifacts["cuda"]), Texts(path, artifacts["platforms"]), List(path, artifacts["without"]) ?? [], Texts(path, artifacts["names"]));
        }
        catch (JsonReaderException broken)
        {
            throw new ReleaseException(new ReleaseError("TR5408", $"the release file is no JSON: {broken.Message.TrimEnd('.')}.", "mend it", $"{path}:{broken.LineNumber}"), broken);
        }
    }

    private static void Known(string path, JObject section, string[] keys)
    {
        var unknown = section.Properties().Where(property => !keys.Contains(property.Name, StringComparer.Ordinal)).Select(property => Problem(path, $"'{property.Name}' is no key of it", property)).ToList();
        if (unknown.Count > 0) throw new ReleaseException(ExitCode.Failed, unknown);
    }

    private static IReadOnlyList<string>? List(string path, JToken? token) => token switch
    {
        null => null,
        JArray array when array.All(item => item.Type == JTokenType.String && ((string)item!).Length > 0) => [.. array.Select(item => (string)item!)],
        _ => throw Wrong(path, $"{token.Path} is no list of texts", token),
    };

    private static IReadOnlyDictionary<string, string> Texts(string path, JToken? token) => token switch
    {
        null => new Dictionary<string, string>(),
        JObject map when map.Properties().All(property => property.Value.Type == JTokenType.String) => map.Properties().ToDictionary(property => property.Name, property => (string)property.Value!, StringComparer.Ordinal),
        _ => throw Wrong(path, $"{token.Path} is no object of texts", token),
    };

    private static ReleaseException Wrong(string path, string what, JToken? at) => new(Problem(path, what, at));

    private static ReleaseError Problem(string path, string what, IJsonLineInfo? at) => new(
        "TR5408", $"the release file cannot be used: {what}.", "mend it", at?.HasLineInfo() == true ? $"{path}:{at.LineNumber}" : path, $"an object artifacts with {string.Join(", ", Keys)}");
}
