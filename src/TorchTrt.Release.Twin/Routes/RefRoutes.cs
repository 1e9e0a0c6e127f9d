using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin.Routes;

/// <summary>Git's own data: refs, annotated tags.</summary>
internal sealed class RefRoutes(BareGit git)
{
    private const string Zero = "0000000000000000000000000000000000000000";

    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("/git/ref/{**name}", (string name) => git.Exact($"refs/{Uri.UnescapeDataString(name)}") is { } found ? Reply.Json(Shown($"refs/{name}", found.Sha, found.Type)) : Reply.NotFound());
        group.MapGet("/git/matching-refs/{**prefix}", (HttpContext context, string prefix) =>
            Reply.Page(context, git.Refs($"refs/{Uri.UnescapeDataString(prefix)}").Select(one => Shown(one.Name, one.Sha, one.Type))));
        group.MapGet("/git/tags/{sha}", Tag);
        group.MapPost("/git/refs", (Delegate)Create);
        group.MapDelete("/git/refs/{**name}", (string name) =>
            git.Exact($"refs/{name}") is { } found && git.Delete($"refs/{name}", found.Sha) ? Reply.NoContent() : Reply.Error(StatusCodes.Status422UnprocessableEntity, "Reference does not exist"));
        group.MapGet("/tags", (HttpContext context) => Reply.Page(context, git.Refs("refs/tags/").Select(one => new JObject
        {
            ["name"] = one.Name["refs/tags/".Length..],
            ["commit"] = new JObject { ["sha"] = git.Ref(one.Name) },
        })));
    }

    private async Task<IResult> Create(HttpContext context)
    {
        var body = await Reply.Body(context);
        var (name, sha) = ((string?)body["ref"] ?? "", (string?)body["sha"] ?? "");
        if (!name.StartsWith("refs/", StringComparison.Ordinal) || name.Count(c => c == '/') < 2) return Reply.Error(StatusCodes.Status422UnprocessableEntity, "Reference name is not valid");
        if (!git.Has(sha)) return Reply.Error(StatusCodes.Status422UnprocessableEntity, "Object does not exist");
        return git.Update(name, sha, Zero) ? Reply.Created(Shown(name, sha, "commit")) : Reply.Error(StatusCodes.Status422UnprocessableEntity, "Reference already exists");
    }

    private IResult Tag(string sha)
    {
        if (!git.Has(sha)) return Reply.NotFound();
        var text = git.Raw("tag", sha);
        var header = text.Split("\n\n", 2);
        var fields = header[0].Split('\n').Select(line => line.Split(' ', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
        return Reply.Json(new JObject
        {
            ["sha"] = sha,
            ["tag"] = fields["tag"],
            ["message"] = header.Length > 1 ? header[1] : "",
            ["object"] = new JObject { ["sha"] = fields["object"], ["type"] = fields["type"] },
        });
    }

    private static JObject Shown(string name, string sha, string type) => new()
    {
        ["ref"] = name,
        ["object"] = new JObject { ["sha"] = sha, ["type"] = type },
    };
}
