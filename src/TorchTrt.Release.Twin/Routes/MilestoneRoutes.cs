using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin.Routes;

/// <summary>Milestones.</summary>
internal sealed class MilestoneRoutes(TwinOptions options, TwinState state)
{
    private readonly Shapes shapes = new(options);

    public static JObject Shown(JObject milestone, TwinOptions options, Shapes shapes)
    {
        var shown = Brief(milestone, options, shapes);
        shapes.CompleteMilestone(shown);
        return shown;
    }

    private static JObject Brief(JObject milestone, TwinOptions options, Shapes shapes) => new()
    {
        ["id"] = milestone["number"],
        ["number"] = milestone["number"],
        ["html_url"] = shapes.Page($"milestone/{milestone["number"]}"),
        ["title"] = milestone["title"],
        ["description"] = milestone["description"],
        ["state"] = milestone["state"],
        ["creator"] = Shapes.User(options.Owner),
        ["created_at"] = milestone["created_at"],
        ["updated_at"] = milestone["updated_at"] ?? milestone["created_at"],
        ["closed_at"] = milestone["closed_at"],
        ["due_on"] = milestone["due_on"],
    };

    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("/milestones", List);
        group.MapGet("/milestones/{number:int}", (int number) => All().FirstOrDefault(one => (int)one["number"]! == number) is { } found ? Reply.Json(found) : Reply.NotFound());
        group.MapPost("/milestones", (Delegate)Create);
        group.MapPatch("/milestones/{number:int}", Edit);
    }

    private IResult List(HttpContext context)
    {
        var wanted = context.Request.Query["state"].ToString() is { Length: > 0 } given ? given : "open";
        return Reply.Page(context, All().Where(milestone => wanted == "all" || (string?)milestone["state"] == wanted));
    }

    private async Task<IResult> Create(HttpContext context)
    {
        var body = await Reply.Body(context);
        var title = (string?)body["title"];
        if (string.IsNullOrEmpty(title)) return Reply.Invalid("Milestone", "title", "missing_field");
        return state.Change(content =>
        {
            if (content["milestones"]!.Any(one => (string?)one["title"] == title)) return Reply.Invalid("Milestone", "title", "already_exists");
            var milestone = new JObject
            {
                ["number"] = TwinState.Next(content, "milestone"),
                ["title"] = title,
                ["description"] = body["description"],
                ["state"] = body["state"] ?? "open",
                ["due_on"] = body["due_on"],
                ["created_at"] = state.Now,
            };
            ((JArray)content["milestones"]!).Add(milestone);
            return Reply.Created(Shown(milestone, options, shapes));
        });
    }

    private async Task<IResult> Edit(HttpContext context, int number)
    {
        var body = await Reply.Body(context);
        return state.Change(content =>
        {
            if (content["milestones"]!.FirstOrDefault(one => (int)one["number"]! == number) is not JObject milestone) return Reply.NotFound();
            foreach (var name in new[] { "title", "description", "state", "due_on" })
                if (body[name] is { } value) milestone[name] = value;
            milestone["updated_at"] = state.Now;
            milestone["closed_at"] = (string?)milestone["state"] == "closed" ? state.Now : null;
            return Reply.Json(Shown(milestone, options, shapes));
        });
    }

    private IEnumerable<JObject> All()
    {
        var items = state.List("issues").Concat(state.List("pulls")).ToLookup(item => (string?)item["milestone"], item => (string?)item["state"]);
        return state.List("milestones").Select(milestone =>
        {
            var shown = Shown(milestone, options, shapes);
            var states = items[(string?)milestone["title"]].ToList();
            shown["open_issues"] = states.Count(one => one == "open");
            shown["closed_issues"] = states.Count(one => one == "closed");
            return shown;
        });
    }
}
