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
            ["html_url"] = $"https://github.twin.invalid/{options.Owner}/{options.Name}",
            ["permissions"] = new JObject { ["admin"] = true, ["push"] = true, ["pull"] = true },
        }));
        group.MapGet("/branches", (HttpContext context) => Reply.Page(context, git.Refs("refs/heads/").Select(one => Branch(one.Name["refs/heads/".Length..], one.Sha))));
        // A branch's slashes come encoded or, from Octokit, as they are.
        group.MapGet("/branches/{**rest}", (string rest) => Rest.Of(rest) switch
        {
            (var branch, Subject.Protection) => Existing(branch, _ => Protection(branch) is { } protection ? Reply.Json(Shown(protection)) : NotProtected()),
            var (branch, _) => Existing(branch, sha => Reply.Json(Branch(branch, sha))),
        });
        group.MapPut("/branches/{**rest}", async (HttpContext context, string rest) => Rest.Of(rest) is (var branch, Subject.Protection) ? await Protect(context, branch) : Reply.NotFound());
        group.MapDelete("/branches/{**rest}", (string rest) => Rest.Of(rest) is not (var branch, Subject.Protection) ? Reply.NotFound() : Existing(branch, _ =>
            state.Change(content => ((JObject)content["protections"]!).Remove(branch)) ? Reply.NoContent() : NotProtected()));
    }

    private static IResult NotProtected() => Reply.Error(StatusCodes.Status404NotFound, "Branch not protected");

    private async Task<IResult> Protect(HttpContext context, string branch)
    {
        var body = await Reply.Body(context);
        var absent = new[] { "required_status_checks", "enforce_admins", "required_pull_request_reviews", "restrictions" }.Where(name => !body.ContainsKey(name)).ToList();
        if (absent.Count > 0) return Reply.Error(StatusCodes.Status422UnprocessableEntity, $"Invalid request. {string.Join(", ", absent)} weren't supplied.");
        return Existing(branch, _ =>
        {
            state.Change(content => content["protections"]![branch] = body);
            return Reply.Json(Shown(body));
        });
    }

    private IResult Existing(string branch, Func<string, IResult> found)
        => git.Exact($"refs/heads/{branch}") is { } tip ? found(tip.Sha) : Reply.Error(StatusCodes.Status404NotFound, "Branch not found");

    private JObject? Protection(string branch) => state.Read(content => (JObject?)content["protections"]![branch]?.DeepClone());

    private JObject Branch(string name, string sha) => new()
    {
        ["name"] = name,
        ["commit"] = new JObject { ["sha"] = sha },
        ["protected"] = Protection(name) is not null,
    };

    /// <summary>A GET shows flags as objects, people as users, and leaves out what is null.</summary>
    private static JObject Shown(JObject protection)
    {
        var shown = new JObject();
        foreach (var property in protection.Properties().Where(property => property.Value.Type != JTokenType.Null))
            shown[property.Name] = property switch
            {
                { Name: var name } when Flags.Contains(name) => new JObject { ["enabled"] = property.Value },
                { Name: "required_status_checks", Value: JObject checks } => Checks(checks),
                { Name: "required_pull_request_reviews", Value: JObject reviews } => Reviews(reviews),
                { Name: "restrictions", Value: JObject people } => ShownPeople(people),
                _ => property.Value.DeepClone(),
            };
        foreach (var flag in Flags.Where(flag => !shown.ContainsKey(flag))) shown[flag] = new JObject { ["enabled"] = false };
        shown["required_signatures"] = new JObject { ["enabled"] = false };
        return shown;
    }

    private static JObject Checks(JObject given)
    {
        var checks = given["checks"] as JArray ?? new JArray((given["contexts"] ?? new JArray()).Select(name => new JObject { ["context"] = name, ["app_id"] = null }));
        return new JObject
        {
            ["strict"] = given["strict"] ?? false,
            ["contexts"] = new JArray(checks.Select(check => check["context"])),
            ["checks"] = new JArray(checks.Select(check => new JObject { ["context"] = check["context"], ["app_id"] = (int?)check["app_id"] is > 0 and var id ? id : null })),
        };
    }

    private static JObject Reviews(JObject given)
    {
        var shown = (JObject)given.DeepClone();
        foreach (var name in new[] { "dismissal_restrictions", "bypass_pull_request_allowances" })
            if (given[name] is JObject people) shown[name] = ShownPeople(people);
        return shown;
    }

    private static JObject ShownPeople(JObject given) => new()
    {
        ["users"] = new JArray((given["users"] ?? new JArray()).Select(login => People.Of((string)login!))),
        ["teams"] = new JArray((given["teams"] ?? new JArray()).Select(slug => new JObject { ["slug"] = slug })),
        ["apps"] = new JArray((given["apps"] ?? new JArray()).Select(slug => new JObject { ["slug"] = slug })),
    };

    private enum Subject
    {
        Branch,
        Protection,
    }

    /// <summary>What follows <c>/branches/</c>: a branch, or a branch's protection.</summary>
    private static class Rest
    {
        private const string Suffix = "/protection";

        public static (string Branch, Subject Subject) Of(string rest)
        {
            var name = rest.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
            return rest.EndsWith(Suffix, StringComparison.Ordinal) ? (name[..^Suffix.Length], Subject.Protection) : (name, Subject.Branch);
        }
    }
}

/// <summary>A user as a part of other things.</summary>
internal static class People
{
    public static JObject Of(string login) => new() { ["login"] = login, ["id"] = 1, ["type"] = "User" };
}
