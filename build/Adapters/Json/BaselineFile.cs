using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TorchTrt.Release;
using TorchTrt.Release.Audit;

namespace Build.Adapters.Json;

/// <summary>
/// A baseline on disk: <c>{"accepted": [{"code": "TR1041", "file": "docs/v0.2.0/…", "reason": "…"}]}</c>; an entry may narrow itself with <c>found</c>
/// and <c>ref</c>.
/// </summary>
public static class BaselineFile
{
    private static readonly string[] Known = ["code", "file", "found", "ref", "reason"];

    /// <exception cref="ReleaseException">TR1908: everything that is wrong with it, together.</exception>
    public static Baseline Read(string path)
    {
        var problems = new List<ReleaseError>();
        var entries = Entries(path).Select(entry => Entry(path, entry, problems)).OfType<AcceptedFinding>().ToList();
        return problems.Count == 0 ? new Baseline(path, entries) : throw new ReleaseException(ExitCode.Failed, problems);
    }

    private static List<JToken> Entries(string path)
    {
        try
        {
            return JsonFile.Parse(File.ReadAllText(path))["accepted"] is JArray accepted ? [.. accepted] : throw Wrong(path, 1, "it has no list named accepted");
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(Error(path, (problem as JsonReaderException)?.LineNumber ?? 1, problem.Message.TrimEnd('.')), problem);
        }
    }

    private static AcceptedFinding? Entry(string path, JToken entry, List<ReleaseError> problems)
    {
        var line = ((IJsonLineInfo)entry).LineNumber;
        if (entry is not JObject fields)
        {
            problems.Add(Error(path, line, "an entry is no object"));
            return null;
        }

        foreach (var field in fields.Properties().Where(field => !Known.Contains(field.Name) || field.Value.Type != JTokenType.String))
            problems.Add(Error(path, ((IJsonLineInfo)field).LineNumber, $"'{field.Name}' is no text field of an entry"));
        foreach (var name in new[] { "code", "file", "reason" }.Where(name => string.IsNullOrWhiteSpace((string?)fields[name])))
            problems.Add(Error(path, line, $"an entry has no {name}"));
        var code = (string?)fields["code"];
        if (code is not null && AuditRules.All.All(rule => rule.Code != code)) problems.Add(Error(path, line, $"there is no rule {code}"));
        return problems.Count > 0 ? null : new AcceptedFinding(code!, (string)fields["file"]!, (string?)fields["found"], (string?)fields["ref"], (string)fields["reason"]!, line);
    }

    private static ReleaseException Wrong(string path, int line, string what) => new(Error(path, line, what));

    private static ReleaseError Error(string path, int line, string what) => new(
        "TR1908", $"the baseline cannot be read: {what}.", "correct it, or leave --baseline out", $"{path}:{line}", "{\"accepted\": [{\"code\", \"file\", \"reason\", and where wanted \"found\", \"ref\"}]}");
}
