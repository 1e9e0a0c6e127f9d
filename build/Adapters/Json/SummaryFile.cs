using Build.Desk;
using Newtonsoft.Json;
using TorchTrt.Release.Journal;

namespace Build.Adapters.Json;

/// <summary><c>summary.json</c>, the file that scripts read: version, verdict, and per step name, outcome, reason, evidence, seconds.</summary>
public static class SummaryFile
{
    /// <summary>The summary as JSON, a line end at its end.</summary>
    public static string Text(Summary summary) => JsonConvert.SerializeObject(
        new
        {
            version = summary.Version.ToString(),
            verdict = summary.Verdict.Word(),
            steps = summary.Steps.Select(step => new
            {
                name = step.Step,
                outcome = step.Outcome.Word(),
                reason = step.Reason,
                evidence = step.Evidence,
                seconds = Math.Round(step.Duration.TotalSeconds, 3),
            }),
        },
        Formatting.Indented) + "\n";

    public static void Write(string path, Summary summary) => AtomicText.Write(path, Text(summary));
}
