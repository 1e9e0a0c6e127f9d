using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin.Routes;

/// <summary>Check runs and statuses at a commit.</summary>
internal sealed class CheckRoutes(TwinOptions options, TwinState state, BareGit git)
{
    private readonly Shapes shapes = new(options);

    private static readonly IReadOnlySet<string?> States = new HashSet<string?> { "error", "failure", "pending", "success" };

    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("/commits/{name}/check-runs", (HttpContext context, string name) => At(name, sha => Reply.Page(context, state.List("checkRuns")
            .Where(run => (string?)run["sha"] == sha).GroupBy(run => (string?)run["name"]).Select(runs => Run(runs.Last())), "check_runs")));
        group.MapGet("/commits/{name}/status", (string name) => At(name, Combined));
        group.MapGet("/commits/{name}/statuses", (HttpContext context, string name) => At(name, sha => Reply.Page(context, Statuses(sha).Reverse().Select(Created))));
        group.MapPost("/check-runs", (Delegate)CreateRun);
        group.MapPost("/statuses/{sha}", CreateStatus);
        group.MapGet("/actions/runs", () => Reply.Json(new JObject { ["total_count"] = 0, ["workflow_runs"] = new JArray() }));
        group.MapGet("/actions/permissions", (HttpContext context) => !Door.IsWriter(context) ? Reply.Error(StatusCodes.Status401Unauthorized, "Requires authentication")
            : options.Role != "admin" ? Reply.Error(StatusCodes.Status403Forbidden, "Must have admin rights to Repository.")
            : Reply.Json(new JObject { ["enabled"] = true, ["allowed_actions"] = "all", ["sha_pinning_required"] = false }));
        group.MapPost("/actions/runs/{id:long}/rerun-failed-jobs", Rerun);
    }

    private IResult At(string name, Func<string, IResult> found) => git.Ref(Uri.UnescapeDataString(name)) is { } sha
        ? found(sha)
        : Reply.Error(StatusCodes.Status422UnprocessableEntity, $"No commit found for SHA: {name}");

    private IEnumerable<JObject> Statuses(string sha) => state.List("statuses").Where(status => (string?)status["sha"] == sha);

    private IResult Combined(string sha)
    {
        var latest = Statuses(sha).GroupBy(status => (string?)status["context"]).Select(all => all.Last()).ToList();
        var states = latest.Select(status => (string?)status["state"]).ToHashSet();
        return Reply.Json(new JObject
        {
            // With no status at all GitHub says pending, not success.
            ["state"] = states.Contains("failure") || states.Contains("error") ? "failure" : states.Count == 0 || states.Contains("pending") ? "pending" : "success",
            ["sha"] = sha,
            ["total_count"] = latest.Count,
            ["statuses"] = new JArray(latest.Select(shapes.Status)),
            ["repository"] = shapes.Repository(),
            ["commit_url"] = shapes.Url($"commits/{sha}"),
            ["url"] = shapes.Url($"commits/{sha}/status"),
        });
    }

    private async Task<IResult> CreateRun(HttpContext context)
    {
        var body = await Reply.Body(context);
        if (git.Ref((string?)body["head_sha"] ?? "") is not { } sha) return Reply.Invalid("CheckRun", "head_sha", "invalid");
        return Reply.Created(Run(state.Change(content =>
        {
            var run = new JObject
            {
                ["id"] = TwinState.Next(content, "id"),
                ["sha"] = sha,
                ["name"] = body["name"],
                ["status"] = body["status"] ?? (body["conclusion"] is null ? "queued" : "completed"),
                ["conclusion"] = body["conclusion"],
                ["started_at"] = body["started_at"] ?? (body["conclusion"] is null ? null : state.Now),
                ["completed_at"] = body["conclusion"] is null ? null : state.Now,
            };
            ((JArray)content["checkRuns"]!).Add(run);
            return (JObject)run.DeepClone();
        })));
    }

    /// <summary>Each check is a workflow run of its own here; it is queued again.</summary>
    private IResult Rerun(long id) => state.Change(content =>
    {
        if (content["checkRuns"]!.FirstOrDefault(run => (long)run["id"]! == id) is not { } run) return Reply.NotFound();
        if ((string?)run["conclusion"] is null or "success") return Reply.Error(StatusCodes.Status403Forbidden, "The workflow run containing this job has no failed jobs");
        run["status"] = "queued";
        run["conclusion"] = run["started_at"] = run["completed_at"] = null;
        return Reply.Created(new JObject());
    });

    private async Task<IResult> CreateStatus(HttpContext context, string sha)
    {
        var body = await Reply.Body(context);
        if (!States.Contains((string?)body["state"])) return Reply.Invalid("Status", "state", "invalid");
        if (git.Ref(sha) is null) return Reply.Error(StatusCodes.Status422UnprocessableEntity, $"No commit found for SHA: {sha}");
        return Reply.Created(Created(state.Change(content =>
        {
            var status = new JObject
            {
                ["id"] = TwinState.Next(content, "id"),
                ["sha"] = sha,
                ["context"] = body["context"] ?? "default",
                ["state"] = body["state"],
                ["target_url"] = body["target_url"],
                ["created_at"] = state.Now,
                ["updated_at"] = state.Now,
            };
            ((JArray)content["statuses"]!).Add(status);
            return (JObject)status.DeepClone();
        })));
    }

    private JObject Created(JObject stored)
    {
        var status = shapes.Status(stored);
        status["creator"] = Shapes.User(options.Owner);
        return status;
    }

    private JObject Run(JObject run)
    {
        var shown = Brief(run);
        shapes.CompleteRun(shown);
        return shown;
    }

    private JObject Brief(JObject run) => new()
    {
        ["id"] = run["id"],
        ["head_sha"] = run["sha"],
        ["name"] = run["name"],
        ["status"] = run["status"],
        ["conclusion"] = run["conclusion"],
        ["started_at"] = run["started_at"],
        ["completed_at"] = run["completed_at"],
        ["html_url"] = shapes.Page($"actions/runs/{run["id"]}/job/{run["id"]}"),
        ["output"] = new JObject { ["title"] = null, ["summary"] = null, ["text"] = null, ["annotations_count"] = 0 },
        ["app"] = null,
        ["pull_requests"] = new JArray(),
    };
}
