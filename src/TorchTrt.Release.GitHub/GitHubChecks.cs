using System.Globalization;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.GitHub;

/// <summary>Check runs and commit statuses at one commit (https://docs.github.com/en/rest/checks/runs, …/commits/statuses).</summary>
internal sealed class GitHubChecks(Wire wire) : IChecks
{
    public async Task<IReadOnlyList<CheckResult>> At(CommitId commit, CancellationToken cancel)
    {
        var runs = await wire.GetAll($"{wire.Base}/commits/{commit.Hex}/check-runs?filter=latest", cancel, "check_runs");
        var statuses = await wire.GetAll($"{wire.Base}/commits/{commit.Hex}/status", cancel, "statuses");
        return [.. runs.Select(Run), .. statuses.Select(Status)];
    }

    private static CheckResult Run(JToken run) => new(
        (string)run["name"]!,
        (string?)run["status"] == "completed" ? Conclusion((string?)run["conclusion"]) : CheckConclusion.Pending,
        (string?)run["html_url"] ?? (string?)run["url"] ?? "",
        Time(run["completed_at"]));

    private static CheckResult Status(JToken status) => new(
        (string)status["context"]!,
        (string?)status["state"] switch
        {
            "success" => CheckConclusion.Success,
            "pending" => CheckConclusion.Pending,
            _ => CheckConclusion.Failure,
        },
        (string?)status["target_url"] ?? (string?)status["url"] ?? "",
        Time(status["updated_at"]));

    private static CheckConclusion Conclusion(string? word) => word switch
    {
        "success" => CheckConclusion.Success,
        "neutral" => CheckConclusion.Neutral,
        "skipped" => CheckConclusion.Skipped,
        "cancelled" => CheckConclusion.Cancelled,
        "timed_out" => CheckConclusion.TimedOut,
        "action_required" => CheckConclusion.ActionRequired,
        "stale" => CheckConclusion.Stale,
        "startup_failure" => CheckConclusion.StartupFailure,
        _ => CheckConclusion.Failure,
    };

    private static DateTimeOffset? Time(JToken? token) => (string?)token is { Length: > 0 } text
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : null;
}
