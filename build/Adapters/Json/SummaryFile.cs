using Newtonsoft.Json.Linq;
using TorchTrt.Release;
using TorchTrt.Release.Journal;
using TorchTrt.Release.Steps;

namespace Build.Adapters.Json;

/// <summary><c>summary.json</c>: version, verdict, and per step name, outcome, reason, evidence and seconds.</summary>
public static class SummaryFile
{
    /// <exception cref="ReleaseException">TR9304.</exception>
    public static void Write(string path, Summary summary) => JsonFile.Write(path, Json(summary));

    public static JObject Json(Summary summary) => new()
    {
        ["version"] = summary.Version.ToString(),
        ["verdict"] = summary.Verdict.Word(),
        ["steps"] = new JArray(summary.Steps.Select(Step)),
    };

    private static JObject Step(StepOutcome step) => new()
    {
        ["name"] = step.Step,
        ["outcome"] = step.Outcome.Word(),
        ["reason"] = step.Reason,
        ["evidence"] = new JArray(step.Evidence),
        ["seconds"] = Math.Round(step.Duration.TotalSeconds, 3),
    };
}
