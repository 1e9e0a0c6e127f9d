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

    public async Task Rerun(IReadOnlyList<CheckResult> failed, CancellationToken cancel)
    {
        var strangers = failed.Where(check => WorkflowRun(check) is null).ToList();
        if (strangers.Count > 0)
            throw new ReleaseException(ExitCode.Failed, [.. strangers.Select(check => new ReleaseError(
                "TR3305", $"'{check.Name}' is not a job of GitHub Actions, so it cannot be run again from here.", "run it again where it runs", check.Url))]);
        foreach (var run in failed.Select(WorkflowRun).Distinct())
        {
            try
            {
                await wire.Send(HttpMethod.Post, $"{wire.Base}/actions/runs/{run}/rerun-failed-jobs", null, cancel);
            }
            catch (LostReplyException lost)
            {
                // Whether they run again shows in the checks; asking twice would be refused.
                throw lost.Unsure();
            }
        }
    }

    /// <summary>The number in <c>…/actions/runs/NUMBER/job/…</c>.</summary>
    private static long? WorkflowRun(CheckResult check)
    {
        const string mark = "/actions/runs/";
        var at = check.Url.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0) return null;
        var digits = check.Url[(at + mark.Length)..].Split('/')[0];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
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
