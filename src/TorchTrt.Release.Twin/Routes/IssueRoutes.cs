using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin.Routes;

/// <summary>Issues (pull requests among them), labels and milestones.</summary>
internal sealed class IssueRoutes(TwinOptions options, TwinState state)
{
    public static JArray Labels(JObject item) => new((item["labels"] ?? new JArray()).Select(label => new JObject { ["name"] = label }));

    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("/issues", List);
        group.MapPost("/issues/{number:int}/labels", Label);
        group.MapGet("/milestones", (HttpContext context) =>
        {
            var wanted = context.Request.Query["state"].ToString() is { Length: > 0 } given ? given : "open";
            return Reply.Page(context, state.List("milestones").Where(milestone => wanted == "all" || (string?)milestone["state"] == wanted));
        });
        group.MapGet("/milestones/{number:int}", (int number) => state.List("milestones").FirstOrDefault(one => (int)one["number"]! == number) is { } found ? Reply.Json(found) : Reply.NotFound());
    }

    private IResult List(HttpContext context)
    {
        var query = context.Request.Query;
        var wanted = query["state"].ToString() is { Length: > 0 } given ? given : "open";
        var milestone = query["milestone"].ToString();
        var title = milestone.Length == 0 ? null : (string?)state.List("milestones").FirstOrDefault(one => one["number"]!.ToString() == milestone)?["title"];
        var items = state.List("issues").Select(issue => Shown(issue, "issues")).Concat(state.List("pulls").Select(pull => Shown(pull, "pull")));
        return Reply.Page(context, items
            .Where(item => wanted == "all" || (string?)item["state"] == wanted)
            .Where(item => milestone.Length == 0 || (title is not null && (string?)(item["milestone"] as JObject)?["title"] == title))
            .OrderByDescending(item => (int)item["number"]!));
    }

    private async Task<IResult> Label(HttpContext context, int number)
    {
        var body = await Reply.Body(context);
        return state.Change(content =>
        {
            var item = content["issues"]!.Concat(content["pulls"]!).OfType<JObject>().FirstOrDefault(one => (int)one["number"]! == number);
            if (item is null) return Reply.NotFound();
            var labels = (JArray)item["labels"]!;
            foreach (var label in body["labels"] ?? new JArray())
                if (!labels.Any(one => (string?)one == (string?)label)) labels.Add(label);
            return Reply.Json(Labels(item));
        });
    }

    private JObject Shown(JObject item, string kind)
    {
        var shown = new JObject
        {
            ["number"] = item["number"],
            ["title"] = item["title"],
            ["body"] = item["body"],
            ["state"] = item["state"],
            ["html_url"] = $"https://github.twin.invalid/{options.Owner}/{options.Name}/{kind}/{item["number"]}",
            ["user"] = People.Of((string)item["author"]!),
            ["labels"] = Labels(item),
            ["milestone"] = (string?)item["milestone"] is { } title ? new JObject { ["title"] = title } : null,
        };
        if (kind == "pull") shown["pull_request"] = new JObject { ["html_url"] = shown["html_url"] };
        return shown;
    }
}
