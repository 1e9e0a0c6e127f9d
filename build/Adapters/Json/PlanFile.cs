using Build.Desk;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;
using TorchTrt.Release;
using TorchTrt.Release.Journal;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.Adapters.Json;

/// <summary><c>plan.json</c>: what was reviewed, with its fingerprint.</summary>
public static class PlanFile
{
    private static readonly JsonSerializerSettings Format = new()
    {
        ContractResolver = new CamelCasePropertyNamesContractResolver(),
        Converters = [new StringEnumConverter(new KebabCaseNamingStrategy())],
        Formatting = Formatting.Indented,
        NullValueHandling = NullValueHandling.Ignore,
    };

    /// <summary>The plan as JSON, a line end at its end.</summary>
    public static string Text(Plan plan) => JsonConvert.SerializeObject(
        new Record(
            plan.Fingerprint, plan.Version.ToString(), plan.Repository.Owner, plan.Repository.Name, plan.Branch, plan.Base.Hex,
            [.. plan.Steps.Select(step => new StepRecord(step.Name, step.Outcome.Word(), step.Reason, step.Changes))]),
        Format) + "\n";

    public static void Write(string path, Plan plan) => AtomicText.Write(path, Text(plan));

    /// <summary>The plan in a file; null when there is none.</summary>
    /// <exception cref="ReleaseException">TR9204 when it cannot be read, or was changed by hand.</exception>
    public static Plan? Read(string path)
    {
        if (!File.Exists(path)) return null;
        Record? record;
        try
        {
            record = JsonConvert.DeserializeObject<Record>(File.ReadAllText(path), Format);
        }
        catch (JsonException error)
        {
            throw Unusable(path, error.Message);
        }

        if (record is null) throw Unusable(path, "it is empty");
        var steps = record.Steps.Select(step => new PlannedStep(step.Name, Outcomes.TryRead(step.Outcome, out var outcome) ? outcome : Outcome.Pending, step.Reason, step.Changes ?? []));
        var plan = new Plan(ReleaseVersion.Parse(record.Version), new RepositoryName(record.Owner, record.Repository), record.Branch, new CommitId(record.Base), [.. steps]);
        return plan.Fingerprint == record.Fingerprint ? plan : throw Unusable(path, "it does not have the fingerprint it says");
    }

    private static ReleaseException Unusable(string path, string why)
        => new(new ReleaseError("TR9204", $"the plan cannot be used: {why}.", "make it again with --plan", path));

    private sealed record Record(string Fingerprint, string Version, string Owner, string Repository, string Branch, string Base, IReadOnlyList<StepRecord> Steps);

    private sealed record StepRecord(string Name, string Outcome, string? Reason, IReadOnlyList<Change> Changes);
}
