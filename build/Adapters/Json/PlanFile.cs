using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TorchTrt.Release;
using TorchTrt.Release.Journal;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.Adapters.Json;

/// <summary><c>plan.json</c>: the plan as a person reviews it, with its fingerprint.</summary>
public static class PlanFile
{
    /// <exception cref="ReleaseException">TR9304.</exception>
    public static void Write(string path, Plan plan) => JsonFile.Write(path, new JObject
    {
        ["fingerprint"] = plan.Fingerprint,
        ["version"] = plan.Version.ToString(),
        ["repository"] = plan.Repository.ToString(),
        ["branch"] = plan.Branch,
        ["base"] = plan.Base.Hex,
        ["steps"] = new JArray(plan.Steps.Select(Step)),
    });

    /// <summary>The plan in a file; null when there is no file.</summary>
    /// <exception cref="ReleaseException">TR9305 when the file is not a plan, or was edited so that its fingerprint no longer fits.</exception>
    public static Plan? Read(string path)
    {
        if (JsonFile.Read(path) is not { } json) return null;
        try
        {
            var plan = new Plan(
                ReleaseVersion.Parse(Text(json, "version")),
                Repository(Text(json, "repository")),
                Text(json, "branch"),
                new CommitId(Text(json, "base")),
                [.. Items(json, "steps").Select(Step)]);
            return plan.Fingerprint == Text(json, "fingerprint")
                ? plan
                : throw new ReleaseException(JsonFile.NotReadable(path, $"it was edited: its content has the fingerprint {plan.Fingerprint}"));
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException or FormatException)
        {
            throw new ReleaseException(JsonFile.NotReadable(path, problem.Message), problem);
        }
    }

    private static JObject Step(PlannedStep step) => new()
    {
        ["name"] = step.Name,
        ["outcome"] = step.Outcome.Word(),
        ["reason"] = step.Reason,
        ["changes"] = new JArray(step.Changes.Select(Change)),
    };

    private static PlannedStep Step(JToken json) => new(
        Text(json, "name"),
        Outcomes.TryRead(Text(json, "outcome"), out var outcome) ? outcome : throw new JsonException($"'{Text(json, "outcome")}' is no outcome."),
        (string?)json["reason"],
        [.. Items(json, "changes").Select(Change)]);

    private static JObject Change(Change change) => new()
    {
        ["verb"] = change.Verb,
        ["target"] = change.Target,
        ["before"] = change.Before,
        ["after"] = change.After,
        ["reach"] = Reaches[change.Reach],
    };

    private static Change Change(JToken json) => new(
        Text(json, "verb"),
        Text(json, "target"),
        (string?)json["before"],
        Text(json, "after"),
        Reaches.Where(pair => pair.Value == Text(json, "reach")).Select(pair => (Reach?)pair.Key).SingleOrDefault()
            ?? throw new JsonException($"'{Text(json, "reach")}' is no reach."));

    private static RepositoryName Repository(string text)
        => text.Split('/') is [var owner, var name] ? new RepositoryName(owner, name) : throw new JsonException($"'{text}' is not OWNER/NAME.");

    private static JArray Items(JToken json, string name) => json[name] as JArray ?? throw new JsonException($"There is no list '{name}'.");

    private static string Text(JToken json, string name)
        => json[name] is JValue { Type: JTokenType.String } value ? (string)value! : throw new JsonException($"There is no text '{name}'.");

    private static readonly Dictionary<Reach, string> Reaches = new()
    {
        [Reach.Local] = "local",
        [Reach.Reversible] = "reversible",
        [Reach.Irreversible] = "irreversible",
    };
}
