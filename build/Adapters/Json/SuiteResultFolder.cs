using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TorchTrt.Release;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Suites;

namespace Build.Adapters.Json;

/// <summary>
/// Results of suites as JSON files, one a suite: those of this machine under <c>state/suites/</c>, and those of other machines in the folder <c>suites/</c>
/// of what <c>--artifacts-from</c> names. A file is what the other machine kept, unchanged.
/// </summary>
/// <param name="own">Absolute path of this release's <c>state/suites/</c>.</param>
/// <param name="brought">Absolute path of a folder with results from elsewhere; null when there is none.</param>
public sealed partial class SuiteResultFolder(string own, string? brought) : ISuiteResults
{
    /// <summary>Rises when what is kept changes its meaning.</summary>
    private const int Schema = 1;

    public static SuiteResultFolder Of(ReleaseFolder folder, string? artifactsFrom)
        => new(Path.Combine(folder.State, "suites"), artifactsFrom is null ? null : Path.Combine(artifactsFrom, "suites"));

    public IReadOnlyList<SuiteResult> Own(CommitId commit) => Of(own, commit);

    public IReadOnlyList<SuiteResult> FromElsewhere(CommitId commit) => brought is null ? [] : Of(brought, commit);

    public void Keep(SuiteResult result) => JsonFile.Write(Path.Combine(own, $"{NoLetter().Replace(result.Title.ToLowerInvariant(), "-").Trim('-')}.json"), new JObject
    {
        ["schema"] = Schema,
        ["suite"] = result.Title,
        ["commit"] = result.Commit.Hex,
        ["problems"] = new JArray(result.Problems),
        ["passed"] = result.Tests.Passed,
        ["failed"] = result.Tests.Failed,
        ["skipped"] = result.Tests.Skipped,
        ["machine"] = result.Machine,
        ["commands"] = new JArray(result.Commands),
        ["completed"] = result.Completed.ToString("O", CultureInfo.InvariantCulture),
    });

    private static IReadOnlyList<SuiteResult> Of(string folder, CommitId commit)
    {
        if (!Directory.Exists(folder)) return [];
        var errors = new List<ReleaseError>();
        var results = new List<SuiteResult>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                results.Add(Read(JsonFile.Parse(File.ReadAllText(file))));
            }
            catch (Exception problem) when (problem is JsonException or FormatException or OverflowException or ArgumentException or InvalidCastException)
            {
                errors.Add(new ReleaseError("TR3308", $"this is no result of a suite: {problem.Message.TrimEnd('.')}.", "bring state/suites/ of the machine that ran it, as it is", file));
            }
        }

        return errors.Count == 0 ? [.. results.Where(result => result.Commit == commit)] : throw new ReleaseException(ExitCode.Failed, errors);
    }

    private static SuiteResult Read(JObject json)
    {
        if ((int)Member(json, "schema", JTokenType.Integer) is var schema && schema != Schema)
            throw new JsonException($"It is written in schema {schema}, and this program reads schema {Schema}.");
        var problems = Texts(json, "problems");
        var tests = new TestTally(Count(json, "passed"), Count(json, "failed"), Count(json, "skipped"));
        if (problems.Count == 0 && (tests.Passed == 0 || tests.Failed > 0)) throw new JsonException($"It names no problem, and {tests}.");
        return new SuiteResult(
            Text(json, "suite"), new CommitId(Text(json, "commit")), problems, tests, Text(json, "machine"), Texts(json, "commands"),
            DateTimeOffset.ParseExact(Text(json, "completed"), "O", CultureInfo.InvariantCulture));
    }

    private static int Count(JObject json, string name)
        => (int)Member(json, name, JTokenType.Integer) is >= 0 and var count ? count : throw new JsonException($"'{name}' is negative.");

    private static string Text(JObject json, string name) => (string)Member(json, name, JTokenType.String)!;

    private static IReadOnlyList<string> Texts(JObject json, string name) => [.. Member(json, name, JTokenType.Array).Select(item => (string)item! ?? throw new JsonException($"'{name}' holds no text."))];

    private static JToken Member(JObject json, string name, JTokenType type)
        => json[name] is { } member && member.Type == type ? member : throw new JsonException($"'{name}' is missing or not of its kind.");

    [GeneratedRegex("[^a-z0-9_]+", RegexOptions.CultureInvariant)]
    private static partial Regex NoLetter();
}
