using System.Globalization;
using Newtonsoft.Json;
using TorchTrt.Release.Audit;

namespace Build.Adapters.Json;

/// <summary>Findings as a JSON array of <c>{ref, code, severity, file, line, expected, found, fix}</c>.</summary>
public static class FindingsFile
{
    public static string Text(AuditReport report)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var json = new JsonTextWriter(text) { Formatting = Formatting.Indented })
        {
            json.WriteStartArray();
            foreach (var (name, finding) in report.Findings) Write(json, name, finding);
            json.WriteEndArray();
        }

        return text + "\n";
    }

    private static void Write(JsonTextWriter json, string name, Finding finding)
    {
        json.WriteStartObject();
        foreach (var (key, value) in new[] { ("ref", name), ("code", finding.Code), ("severity", finding.Severity.Word()), ("file", finding.File) }) Property(json, key, value);
        json.WritePropertyName("line");
        json.WriteValue(finding.Line);
        foreach (var (key, value) in new[] { ("expected", finding.Expected), ("found", finding.Found), ("fix", finding.Fix) }) Property(json, key, value);
        json.WriteEndObject();
    }

    private static void Property(JsonTextWriter json, string key, string value)
    {
        json.WritePropertyName(key);
        json.WriteValue(value);
    }
}
