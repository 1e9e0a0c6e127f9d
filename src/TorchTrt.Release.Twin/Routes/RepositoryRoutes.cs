using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin.Routes;

/// <summary>The repository, its branches and their protection.</summary>
internal sealed class RepositoryRoutes(TwinOptions options, TwinState state, BareGit git)
{
    private static readonly IReadOnlyList<string> Flags =
    [
        "enforce_admins", "required_linear_history", "allow_force_pushes", "allow_deletions", "block_creations", "required_conversation_resolution", "lock_branch", "allow_fork_syncing",
    ];

    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("", () => Reply.Json(new JObject
        {
            ["id"] = 1,
            ["name"] = options.Name,
            ["full_name"] = $"{options.Owner}/{options.Name}",
            ["owner"] = People.Of(options.Owner),
            ["private"] = false,
            ["default_branch"] = options.DefaultBranch,
            ["permissions"] = new JObject { ["admin"] = true, ["push"] = true, ["pull"] = true },
        }));
        group.MapGet("/branches", (HttpContext context) => Reply.Page(context, git.Refs("refs/heads/").Select(one => Branch(one.Name["refs/heads/".Length..], one.Sha))));
        group.MapGet("/branches/{branch}", (string branch) => Existing(branch, (name, sha) => Reply.Json(Branch(name, sha))));
        group.MapGet("/branches/{branch}/protection", (string branch) => Existing(branch, (name, _) =>
            Protection(name) is { } protection ? Reply.Json(Shown(protection)) : Reply.Error(StatusCodes.Status404NotFound, "Branch not protected")));
        group.MapPut("/branches/{branch}/protection", Protect);
        group.MapDelete("/branches/{branch}/protection", (string branch) => Existing(branch, (name, _) =>
        {
            var removed = state.Change(content => ((JObject)content["protections"]!).Remove(name));
            return removed ? Reply.NoContent() : Reply.Error(StatusCodes.Status404NotFound, "Branch not protected");
        }));
    }

    private async Task<IResult> Protect(HttpContext context, string branch)
    {
        var body = await Reply.Body(context);
        var absent = new[] { "required_status_checks", "enforce_admins", "required_pull_request_reviews", "restrictions" }.Where(name => !body.ContainsKey(name)).ToList();
        if (absent.Count > 0) return Reply.Error(StatusCodes.Status422UnprocessableEntity, $"Invalid request. {string.Join(", ", absent)} weren't supplied.");
        return Existing(branch, (name, _) =>
        {
            state.Change(content => content["protections"]![name] = body);
            return Reply.Json(Shown(body));
        });
    }

    private IResult Existing(string branch, Func<string, string, IResult> found)
    {
        var name = Uri.UnescapeDataString(branch);
        return git.Exact($"refs/heads/{name}") is { } tip ? found(name, tip.Sha) : Reply.Error(StatusCodes.Status404NotFound, "Branch not found");
    }

    private JObject? Protection(string branch) => state.Read(content => (JObject?)content["protections"]![branch]?.DeepClone());

    private JObject Branch(string name, string sha) => new()
    {
        ["name"] = name,
        ["commit"] = new JObject { ["sha"] = sha },
        ["protected"] = Protection(name) is not null,
    };

    /// <summary>A GET shows flags as objects, and leaves out what is null.</summary>
    private static JObject Shown(JObject protection)
    {
        var shown = new JObject();
        foreach (var property in protection.Properties().Where(property => property.Value.Type != JTokenType.Null))
            shown[property.Name] = Flags.Contains(property.Name) ? new JObject { ["enabled"] = property.Value } : property.Value.DeepClone();
        foreach (var flag in Flags.Where(flag => !shown.ContainsKey(flag))) shown[flag] = new JObject { ["enabled"] = false };
        return shown;
    }
}

/// <summary>A user as a part of other things.</summary>
internal static class People
{
    public static JObject Of(string login) => new() { ["login"] = login, ["id"] = 1, ["type"] = "User" };
}
