using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin.Routes;

/// <summary>Pull requests. Merging makes a real merge commit in the bare repository.</summary>
internal sealed class PullRoutes(TwinOptions options, TwinState state, BareGit git)
{
    private readonly Shapes shapes = new(options);

    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("/pulls", List);
        group.MapGet("/pulls/{number:int}", (int number) => Find(number) is { } pull ? Reply.Json(Whole(pull)) : Reply.NotFound());
        group.MapGet("/pulls/{number:int}/files", (HttpContext context, int number) => Find(number) is { } pull
            ? Reply.Page(context, git.ChangedFiles($"refs/heads/{pull["base"]}", Tip(pull)).Select(path => shapes.ChangedFile(path, Tip(pull))))
            : Reply.NotFound());
        group.MapPost("/pulls", (Delegate)Create);
        group.MapPatch("/pulls/{number:int}", Edit);
        group.MapPut("/pulls/{number:int}/merge", Merge);
    }

    /// <summary>
    /// A process that died between the merge in git and the state on disk left a pull request open whose head a merge commit brought into the
    /// base: it is merged.
    /// </summary>
    public void Settle()
    {
        if (state.Beginning == Beginning.Planted) return;
        foreach (var pull in state.List("pulls").Where(pull => (string?)pull["state"] == "open"))
            if (git.MergeOf($"refs/heads/{pull["base"]}", Tip(pull)) is { } merged) state.Change(content => Close(content, pull, Tip(pull), merged));
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
        if (git.IsAncestor(tip.Sha, $"refs/heads/{baseBranch}")) return Reply.Invalid("PullRequest", "head", "custom", $"No commits between {baseBranch} and {head}");
        if (state.List("pulls").Any(pull => (string?)pull["state"] == "open" && (string?)pull["head"] == head && (string?)pull["base"] == baseBranch))
            return Reply.Invalid("PullRequest", "head", "custom", $"A pull request already exists for {options.Owner}:{head}.");

        return Reply.Created(Whole(state.Change(content =>
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
        return Reply.Json(Whole(state.Change(content =>
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
        if (state.IsShut((string)pull["base"]!)) return Reply.Error(StatusCodes.Status405MethodNotAllowed, "This branch is locked and cannot be changed.");
        var (tip, into) = (Tip(pull), git.Ref(baseRef)!);
        if ((string?)body["sha"] is { } expected && expected != tip) return Reply.Error(StatusCodes.Status409Conflict, "Head branch was modified. Review and try the merge again.");

        var message = $"Merge pull request #{number} from {options.Owner}/{pull["head"]}\n\n{pull["title"]}";
        if (git.Merge(into, tip, message) is not { } merged) return Reply.Error(StatusCodes.Status405MethodNotAllowed, "Merge conflict");
        if (!git.Update(baseRef, merged, into)) return Reply.Error(StatusCodes.Status405MethodNotAllowed, "Base branch was modified. Review and try the merge again.");
        state.Change(content => Close(content, pull, tip, merged));
        return Reply.Json(new JObject { ["sha"] = merged, ["merged"] = true, ["message"] = "Pull Request successfully merged" });
    }

    private void Close(JObject content, JObject pull, string head, string merged)
    {
        var one = In(content, (int)pull["number"]!);
        one["state"] = "closed";
        one["headSha"] = head;
        one["merged_at"] = state.Now;
        one["merge_commit_sha"] = merged;
    }

    private JObject? Find(int number) => state.List("pulls").FirstOrDefault(pull => (int)pull["number"]! == number);

    private static JObject In(JObject content, int number) => (JObject)content["pulls"]!.First(pull => (int)pull["number"]! == number);

    private string Tip(JObject pull) => (string?)pull["state"] == "open" ? git.Ref($"refs/heads/{pull["head"]}") ?? (string)pull["headSha"]! : (string)pull["headSha"]!;

    /// <summary>A single pull request says more than one in a list.</summary>
    private JObject Whole(JObject pull)
    {
        var shown = Shown(pull);
        var isOpen = (string?)pull["state"] == "open";
        shown["merged"] = (string?)pull["merged_at"] is not null;
        shown["mergeable"] = isOpen && git.Ref($"refs/heads/{pull["base"]}") is { } into ? git.Merges(into, Tip(pull)) : null;
        Shapes.CompleteWholePull(shown, git.ChangedFiles($"refs/heads/{pull["base"]}", Tip(pull)).Count);
        return shown;
    }

    private JObject Shown(JObject pull)
    {
        var shown = Brief(pull);
        shapes.CompletePull(shown);
        return shown;
    }

    private JObject Brief(JObject pull) => new()
    {
        ["id"] = pull["number"],
        ["number"] = pull["number"],
        ["title"] = pull["title"],
        ["body"] = pull["body"],
        ["state"] = pull["state"],
        ["draft"] = pull["draft"],
        ["merged_at"] = pull["merged_at"],
        ["merge_commit_sha"] = pull["merge_commit_sha"],
        ["html_url"] = shapes.Page($"pull/{pull["number"]}"),
        ["user"] = Shapes.User((string)pull["author"]!),
        ["labels"] = shapes.Labels(pull["labels"]),
        ["milestone"] = state.List("milestones").FirstOrDefault(one => (string?)one["title"] == (string?)pull["milestone"]) is { } milestone ? MilestoneRoutes.Shown(milestone, options, shapes) : null,
        ["head"] = new JObject { ["ref"] = pull["head"], ["sha"] = Tip(pull), ["label"] = $"{options.Owner}:{pull["head"]}" },
        ["base"] = new JObject { ["ref"] = pull["base"], ["sha"] = git.Ref($"refs/heads/{pull["base"]}"), ["label"] = $"{options.Owner}:{pull["base"]}" },
        ["created_at"] = pull["created_at"],
        ["updated_at"] = (string?)pull["merged_at"] ?? (string?)pull["created_at"],
        ["closed_at"] = pull["merged_at"],
    };
}
