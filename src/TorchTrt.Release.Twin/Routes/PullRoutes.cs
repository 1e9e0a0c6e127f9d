using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin.Routes;

/// <summary>Pull requests. Merging makes a real merge commit in the bare repository.</summary>
internal sealed class PullRoutes(TwinOptions options, TwinState state, BareGit git)
{
    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("/pulls", List);
        group.MapGet("/pulls/{number:int}", (int number) => Find(number) is { } pull ? Reply.Json(Shown(pull)) : Reply.NotFound());
        group.MapGet("/pulls/{number:int}/files", (HttpContext context, int number) => Find(number) is { } pull
            ? Reply.Page(context, git.ChangedFiles($"refs/heads/{pull["base"]}", Tip(pull)).Select(path => new JObject { ["filename"] = path }))
            : Reply.NotFound());
        group.MapPost("/pulls", (Delegate)Create);
        group.MapPatch("/pulls/{number:int}", Edit);
        group.MapPut("/pulls/{number:int}/merge", Merge);
    }

    private IResult List(HttpContext context)
    {
        var query = context.Request.Query;
        var wanted = query["state"].ToString() is { Length: > 0 } given ? given : "open";
        var head = query["head"].ToString();
        var baseBranch = query["base"].ToString();
        return Reply.Page(context, state.List("pulls")
            .Where(pull => wanted == "all" || (string?)pull["state"] == wanted)
            .Where(pull => head.Length == 0 || $"{options.Owner}:{pull["head"]}" == head)
            .Where(pull => baseBranch.Length == 0 || (string?)pull["base"] == baseBranch)
            .OrderByDescending(pull => (int)pull["number"]!)
            .Select(Shown));
    }

    private async Task<IResult> Create(HttpContext context)
    {
        var body = await Reply.Body(context);
        var head = ((string?)body["head"] ?? "").Split(':')[^1];
        var baseBranch = (string?)body["base"] ?? "";
        if (git.Exact($"refs/heads/{head}") is not { } tip) return Reply.Invalid("PullRequest", "head", "invalid");
        if (git.Exact($"refs/heads/{baseBranch}") is null) return Reply.Invalid("PullRequest", "base", "invalid");
        if (git.Ref($"refs/heads/{baseBranch}") == tip.Sha) return Reply.Invalid("PullRequest", "head", "custom", $"No commits between {baseBranch} and {head}");
        if (state.List("pulls").Any(pull => (string?)pull["state"] == "open" && (string?)pull["head"] == head && (string?)pull["base"] == baseBranch))
            return Reply.Invalid("PullRequest", "head", "custom", $"A pull request already exists for {options.Owner}:{head}.");

        return Reply.Created(Shown(state.Change(content =>
        {
            var pull = new JObject
            {
                ["number"] = TwinState.Next(content, "number"),
                ["title"] = body["title"],
                ["body"] = body["body"] ?? "",
                ["state"] = "open",
                ["draft"] = body["draft"] ?? false,
                ["head"] = head,
                ["headSha"] = tip.Sha,
                ["base"] = baseBranch,
                ["labels"] = new JArray(),
                ["author"] = options.Owner,
                ["milestone"] = null,
                ["merged_at"] = null,
                ["merge_commit_sha"] = null,
                ["created_at"] = state.Now,
            };
            ((JArray)content["pulls"]!).Add(pull);
            return (JObject)pull.DeepClone();
        })));
    }

    private async Task<IResult> Edit(HttpContext context, int number)
    {
        var body = await Reply.Body(context);
        if (Find(number) is null) return Reply.NotFound();
        return Reply.Json(Shown(state.Change(content =>
        {
            var pull = In(content, number);
            pull["headSha"] = Tip(pull);
            foreach (var name in new[] { "title", "body", "state", "base" })
                if (body[name] is { } value) pull[name] = value;
            return (JObject)pull.DeepClone();
        })));
    }

    private async Task<IResult> Merge(HttpContext context, int number)
    {
        var body = await Reply.Body(context);
        if (Find(number) is not { } pull) return Reply.NotFound();
        if ((string?)pull["state"] != "open" || (bool)pull["draft"]!) return Reply.Error(StatusCodes.Status405MethodNotAllowed, "Pull Request is not mergeable");
        var baseRef = $"refs/heads/{pull["base"]}";
        if (IsShut((string)pull["base"]!)) return Reply.Error(StatusCodes.Status405MethodNotAllowed, "This branch is locked and cannot be changed.");
        var (tip, into) = (Tip(pull), git.Ref(baseRef)!);
        if ((string?)body["sha"] is { } expected && expected != tip) return Reply.Error(StatusCodes.Status409Conflict, "Head branch was modified. Review and try the merge again.");

        var message = $"Merge pull request #{number} from {options.Owner}/{pull["head"]}\n\n{pull["title"]}";
        if (git.Merge(into, tip, message, state.Time.GetUtcNow()) is not { } merged) return Reply.Error(StatusCodes.Status405MethodNotAllowed, "Merge conflict");
        if (!git.Update(baseRef, merged, into)) return Reply.Error(StatusCodes.Status405MethodNotAllowed, "Base branch was modified. Review and try the merge again.");
        state.Change(content =>
        {
            var one = In(content, number);
            one["state"] = "closed";
            one["headSha"] = tip;
            one["merged_at"] = state.Now;
            one["merge_commit_sha"] = merged;
        });
        return Reply.Json(new JObject { ["sha"] = merged, ["merged"] = true, ["message"] = "Pull Request successfully merged" });
    }

    /// <summary>A locked branch is shut, but not for administrators, whose token this is, unless rules are enforced for them too.</summary>
    private bool IsShut(string branch) => state.Read(content =>
        content["protections"]![branch] is JObject protection && (bool?)protection["lock_branch"] == true && (bool?)protection["enforce_admins"] == true);

    private JObject? Find(int number) => state.List("pulls").FirstOrDefault(pull => (int)pull["number"]! == number) is { } pull ? Settled(pull) : null;

    /// <summary>
    /// A process that died between the merge in git and the state on disk left the pull request open with its commits in the base: then it is merged.
    /// </summary>
    private JObject Settled(JObject pull)
    {
        if ((string?)pull["state"] != "open") return pull;
        var number = (int)pull["number"]!;
        if (git.MergeOf($"refs/heads/{pull["base"]}", $"Merge pull request #{number} from ") is not { } merged) return pull;
        return state.Change(content =>
        {
            var one = In(content, number);
            one["state"] = "closed";
            one["merged_at"] = state.Now;
            one["merge_commit_sha"] = merged;
            return (JObject)one.DeepClone();
        });
    }

    private static JObject In(JObject content, int number) => (JObject)content["pulls"]!.First(pull => (int)pull["number"]! == number);

    private string Tip(JObject pull) => (string?)pull["state"] == "open" ? git.Ref($"refs/heads/{pull["head"]}") ?? (string)pull["headSha"]! : (string)pull["headSha"]!;

    private JObject Shown(JObject pull) => new()
    {
        ["number"] = pull["number"],
        ["title"] = pull["title"],
        ["body"] = pull["body"],
        ["state"] = pull["state"],
        ["draft"] = pull["draft"],
        ["merged"] = pull["merged_at"]!.Type != JTokenType.Null,
        ["merged_at"] = pull["merged_at"],
        ["merge_commit_sha"] = pull["merge_commit_sha"],
        ["html_url"] = $"https://github.twin.invalid/{options.Owner}/{options.Name}/pull/{pull["number"]}",
        ["user"] = People.Of((string)pull["author"]!),
        ["labels"] = IssueRoutes.Labels(pull),
        ["milestone"] = (string?)pull["milestone"] is { } title ? new JObject { ["title"] = title } : null,
        ["head"] = new JObject { ["ref"] = pull["head"], ["sha"] = Tip(pull), ["label"] = $"{options.Owner}:{pull["head"]}" },
        ["base"] = new JObject { ["ref"] = pull["base"] },
        ["created_at"] = pull["created_at"],
    };
}
