using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin.Routes;

/// <summary>Issues (pull requests among them), their labels and comments.</summary>
internal sealed class IssueRoutes(TwinOptions options, TwinState state)
{
    private readonly Shapes shapes = new(options);

    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("/issues", List);
        group.MapPost("/issues", (Delegate)Create);
        group.MapGet("/issues/{number:int}", (int number) => All().FirstOrDefault(item => (int)item["number"]! == number) is { } item ? Reply.Json(item) : Reply.NotFound());
        group.MapGet("/issues/{number:int}/labels", (HttpContext context, int number)
            => state.Read(content => In(content, number) is { } item ? Labels(item) : null) is { } labels ? Reply.Page(context, labels) : Reply.NotFound());
        group.MapPost("/issues/{number:int}/labels", Label);
        group.MapDelete("/issues/{number:int}/labels/{name}", Unlabel);
        group.MapGet("/issues/{number:int}/comments", (HttpContext context, int number)
            => state.Read(content => In(content, number)?.DeepClone()) is { } item ? Reply.Page(context, item["comments"] ?? new JArray()) : Reply.NotFound());
        group.MapPost("/issues/{number:int}/comments", Comment);
    }

    private IEnumerable<JObject> All()
    {
        var milestones = state.List("milestones");
        return state.List("issues").Select(issue => Shown(issue, "issues", milestones)).Concat(state.List("pulls").Select(pull => Shown(pull, "pull", milestones)));
    }

    private IResult List(HttpContext context)
    {
        var query = context.Request.Query;
        var wanted = query["state"].ToString() is { Length: > 0 } given ? given : "open";
        var milestone = query["milestone"].ToString();
        var labels = query["labels"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        return Reply.Page(context, All()
            .Where(item => wanted == "all" || (string?)item["state"] == wanted)
            .Where(item => milestone.Length == 0 || (item["milestone"] as JObject)?["number"]?.ToString() == milestone)
            .Where(item => labels.All(label => item["labels"]!.Any(one => (string?)one["name"] == label)))
            .OrderByDescending(item => (int)item["number"]!));
    }

    private async Task<IResult> Create(HttpContext context)
    {
        var body = await Reply.Body(context);
        if (string.IsNullOrEmpty((string?)body["title"])) return Reply.Invalid("Issue", "title", "missing_field");
        var milestones = state.List("milestones");
        var milestone = body["milestone"] is { Type: JTokenType.Integer } number ? milestones.FirstOrDefault(one => (int)one["number"]! == (int)number) : null;
        return Reply.Created(Shown(
            state.Change(content =>
            {
                var issue = new JObject
                {
                    ["number"] = TwinState.Next(content, "number"),
                    ["title"] = body["title"],
                    ["body"] = body["body"] ?? "",
                    ["state"] = "open",
                    ["labels"] = body["labels"] ?? new JArray(),
                    ["author"] = options.Owner,
                    ["milestone"] = milestone?["title"],
                    ["created_at"] = state.Now,
                };
                ((JArray)content["issues"]!).Add(issue);
                return (JObject)issue.DeepClone();
            }),
            "issues",
            milestones));
    }

    private async Task<IResult> Label(HttpContext context, int number)
    {
        // Both are documented: a list, and an object with a list.
        var body = await Reply.Any(context);
        var added = body as JArray ?? body["labels"] as JArray ?? [];
        return state.Change(content =>
        {
            if (In(content, number) is not { } item) return Reply.NotFound();
            var labels = (JArray)item["labels"]!;
            foreach (var label in added)
                if (!labels.Any(one => (string?)one == (string?)label)) labels.Add(label);
            return Reply.Json(Labels(item));
        });
    }

    private IResult Unlabel(int number, string name) => state.Change(content =>
    {
        if (In(content, number) is not { } item || item["labels"]!.FirstOrDefault(one => (string?)one == name) is not { } label) return Reply.NotFound();
        label.Remove();
        return Reply.Json(Labels(item));
    });

    private async Task<IResult> Comment(HttpContext context, int number)
    {
        var body = await Reply.Body(context);
        return state.Change(content =>
        {
            if (In(content, number) is not { } item) return Reply.NotFound();
            var comment = new JObject
            {
                ["id"] = TwinState.Next(content, "id"),
                ["body"] = body["body"],
                ["user"] = Shapes.User(options.Owner),
                ["node_id"] = "IC",
                ["url"] = shapes.Url("issues/comments/1"),
                ["issue_url"] = shapes.Url($"issues/{number}"),
                ["html_url"] = shapes.Page($"issues/{number}#issuecomment"),
                ["created_at"] = state.Now,
                ["updated_at"] = state.Now,
            };
            if (item["comments"] is not JArray comments) item["comments"] = comments = [];
            comments.Add(comment);
            return Reply.Created(comment.DeepClone());
        });
    }

    private JArray Labels(JObject item) => shapes.Labels(item["labels"]);

    private static JObject? In(JObject content, int number)
        => content["issues"]!.Concat(content["pulls"]!).OfType<JObject>().FirstOrDefault(one => (int)one["number"]! == number);

    private JObject Shown(JObject item, string kind, IReadOnlyList<JObject> milestones)
    {
        var shown = new JObject
        {
            ["id"] = item["number"],
            ["number"] = item["number"],
            ["title"] = item["title"],
            ["body"] = item["body"],
            ["state"] = item["state"],
            ["html_url"] = shapes.Page($"{kind}/{item["number"]}"),
            ["user"] = Shapes.User((string)item["author"]!),
            ["labels"] = Labels(item),
            ["milestone"] = milestones.FirstOrDefault(one => (string?)one["title"] == (string?)item["milestone"]) is { } milestone ? MilestoneRoutes.Shown(milestone, options, shapes) : null,
            ["comments"] = (item["comments"] as JArray)?.Count ?? 0,
            ["created_at"] = item["created_at"],
            ["updated_at"] = item["created_at"],
            ["closed_at"] = (string?)item["state"] == "closed" ? item["merged_at"] ?? item["created_at"] : null,
        };
        shapes.CompleteIssue(shown);
        if (kind == "pull")
            shown["pull_request"] = new JObject { ["url"] = shapes.Url($"pulls/{item["number"]}"), ["html_url"] = shown["html_url"], ["diff_url"] = $"{shown["html_url"]}.diff", ["patch_url"] = $"{shown["html_url"]}.patch" };
        return shown;
    }
}
