using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin.Routes;

/// <summary>Rulesets of the repository. A list shows them without their rules and branches, as GitHub's does.</summary>
internal sealed class RulesetRoutes(TwinOptions options, TwinState state)
{
    private readonly Shapes shapes = new(options);

    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("/rulesets", (HttpContext context) => Reply.Page(context, state.List("rulesets").Select(Brief)));
        group.MapGet("/rulesets/{id:long}", (long id) => Find(id) is { } ruleset ? Reply.Json(Shown(ruleset)) : Reply.NotFound());
        group.MapPost("/rulesets", (Delegate)Create);
        group.MapPut("/rulesets/{id:long}", Replace);
        group.MapDelete("/rulesets/{id:long}", (long id) => state.Change(content => In(content, id) is { } ruleset && Remove(ruleset)) ? Reply.NoContent() : Reply.NotFound());
    }

    private async Task<IResult> Create(HttpContext context)
    {
        var body = await Reply.Body(context);
        return Refusal(body, null) ?? Reply.Created(Shown(state.Change(content =>
        {
            var ruleset = (JObject)body.DeepClone();
            ruleset["id"] = TwinState.Next(content, "id");
            ruleset["created_at"] = ruleset["updated_at"] = state.Now;
            ((JArray)content["rulesets"]!).Add(ruleset);
            return (JObject)ruleset.DeepClone();
        })));
    }

    private async Task<IResult> Replace(HttpContext context, long id)
    {
        var body = await Reply.Body(context);
        if (Find(id) is null) return Reply.NotFound();
        return Refusal(body, id) ?? Reply.Json(Shown(state.Change(content =>
        {
            var ruleset = In(content, id)!;
            foreach (var property in body.Properties()) ruleset[property.Name] = property.Value;
            ruleset["updated_at"] = state.Now;
            return (JObject)ruleset.DeepClone();
        })));
    }

    private IResult? Refusal(JObject body, long? except)
    {
        if (string.IsNullOrEmpty((string?)body["name"]) || string.IsNullOrEmpty((string?)body["enforcement"])) return Reply.Error(StatusCodes.Status422UnprocessableEntity, "Invalid request.\n\n\"name\", \"enforcement\" weren't supplied.");
        return state.List("rulesets").Any(one => (string?)one["name"] == (string?)body["name"] && (long)one["id"]! != except)
            ? Reply.Invalid("Ruleset", "name", "custom", "Name must be unique")
            : null;
    }

    private static bool Remove(JObject ruleset)
    {
        ruleset.Remove();
        return true;
    }

    private JObject? Find(long id) => state.List("rulesets").FirstOrDefault(one => (long)one["id"]! == id);

    private static JObject? In(JObject content, long id) => content["rulesets"]!.OfType<JObject>().FirstOrDefault(one => (long)one["id"]! == id);

    private JObject Shown(JObject ruleset)
    {
        var shown = Brief(ruleset);
        shown["bypass_actors"] = ruleset["bypass_actors"] ?? new JArray();
        shown["current_user_can_bypass"] = "always";
        shown["conditions"] = ruleset["conditions"] ?? new JObject();
        shown["rules"] = ruleset["rules"] ?? new JArray();
        return shown;
    }

    private JObject Brief(JObject ruleset) => new()
    {
        ["id"] = ruleset["id"],
        ["name"] = ruleset["name"],
        ["target"] = ruleset["target"] ?? "branch",
        ["source_type"] = "Repository",
        ["source"] = $"{options.Owner}/{options.Name}",
        ["enforcement"] = ruleset["enforcement"],
        ["node_id"] = $"RRS_{ruleset["id"]}",
        ["_links"] = new JObject { ["self"] = new JObject { ["href"] = shapes.Url($"rulesets/{ruleset["id"]}") }, ["html"] = new JObject { ["href"] = shapes.Page($"rules/{ruleset["id"]}") } },
        ["created_at"] = ruleset["created_at"],
        ["updated_at"] = ruleset["updated_at"],
    };
}
