using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TorchTrt.Release.Attestations;

/// <summary>JSON documents as bytes: indented, LF, UTF-8 without a byte order mark, keys in the order they were given. Equal documents are equal bytes.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Bytes(JsonObject document) => Encoding.UTF8.GetBytes(document.ToJsonString(Layout) + "\n");

    /// <summary>An object; null when the bytes are none.</summary>
    public static JsonObject? Object(byte[] content)
    {
        try
        {
            return JsonNode.Parse(content, documentOptions: new JsonDocumentOptions { MaxDepth = 64 }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The text at a path of keys; null when there is none.</summary>
    public static string? Text(this JsonNode? node, params IEnumerable<string> keys)
    {
        foreach (var key in keys) node = node is JsonObject here && here.TryGetPropertyValue(key, out var next) ? next : null;
        return node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    }

    /// <summary>The objects of a list; empty when there is none.</summary>
    public static IReadOnlyList<JsonObject> Objects(this JsonNode? node, string key)
        => node is JsonObject here && here.TryGetPropertyValue(key, out var list) && list is JsonArray array ? [.. array.OfType<JsonObject>()] : [];

    public static JsonObject Map(IEnumerable<KeyValuePair<string, string>> pairs)
        => new(pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    /// <summary>RFC 3339 in UTC, whole seconds: <c>2026-11-23T08:00:00Z</c>.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
