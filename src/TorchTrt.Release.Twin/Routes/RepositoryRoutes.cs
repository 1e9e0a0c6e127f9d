using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin.Routes;

/// <summary>The repository, its branches and their protection.</summary>
internal sealed class RepositoryRoutes(TwinOptions options, TwinState state, BareGit git)
{
    private readonly Shapes shapes = new(options);

    private static readonly IReadOnlyList<string> Flags =
    [
        "enforce_admins", "required_linear_history", "allow_force_pushes", "allow_deletions", "block_creations", "required_conversation_resolution", "lock_branch", "allow_fork_syncing",
    ];

    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("", () => Reply.Json(shapes.FullRepository(state.Now)));
        group.MapGet("/branches", (HttpContext context) => Reply.Page(context, git.Refs("refs/heads/").Select(one => Branch(one.Name["refs/heads/".Length..], one.Sha))));
        // A branch's slashes come encoded or, from Octokit, as they are.
        group.MapGet("/branches/{**rest}", (string rest) => Rest.Of(rest) switch
        {
            (var branch, Subject.Protection) => Existing(branch, _ => Protection(branch) is { } protection ? Reply.Json(Shown(branch, protection)) : NotProtected()),
            var (branch, _) => Existing(branch, sha => Reply.Json(WholeBranch(branch, sha))),
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
            return Reply.Json(Shown(branch, body));
        });
    }

    private IResult Existing(string branch, Func<string, IResult> found)
        => git.Exact($"refs/heads/{branch}") is { } tip ? found(tip.Sha) : Reply.Error(StatusCodes.Status404NotFound, "Branch not found");

    private JObject? Protection(string branch) => state.Read(content => (JObject?)content["protections"]![branch]?.DeepClone());

    private JObject Branch(string name, string sha) => new()
    {
        ["name"] = name,
        ["commit"] = new JObject { ["sha"] = sha, ["url"] = shapes.Url($"commits/{sha}") },
        ["protected"] = Protection(name) is not null,
    };

    private JObject WholeBranch(string name, string sha)
    {
        var branch = Branch(name, sha);
        var url = shapes.Url($"branches/{name}");
        branch["commit"] = shapes.Commit(git.Commit(sha)!);
        branch["_links"] = new JObject { ["self"] = url, ["html"] = shapes.Page($"tree/{name}") };
        branch["protection"] = new JObject { ["enabled"] = Protection(name) is not null };
        branch["protection_url"] = $"{url}/protection";
        return branch;
    }

    /// <summary>A GET shows flags as objects, people as users, and leaves out what is null.</summary>
    private JObject Shown(string branch, JObject protection)
    {
        var url = shapes.Url($"branches/{branch}/protection");
        var shown = new JObject { ["url"] = url };
        foreach (var property in protection.Properties().Where(property => property.Value.Type != JTokenType.Null))
            shown[property.Name] = property switch
            {
                { Name: var name } when Flags.Contains(name) => new JObject { ["enabled"] = property.Value },
                { Name: "required_status_checks", Value: JObject checks } => Checks(checks, $"{url}/required_status_checks"),
                { Name: "required_pull_request_reviews", Value: JObject reviews } => Reviews(reviews, $"{url}/required_pull_request_reviews"),
                { Name: "restrictions", Value: JObject people } => Restrictions(people, $"{url}/restrictions"),
                _ => property.Value.DeepClone(),
            };
        foreach (var flag in Flags.Where(flag => !shown.ContainsKey(flag))) shown[flag] = new JObject { ["enabled"] = false };
        shown["enforce_admins"]!["url"] = $"{url}/enforce_admins";
        shown["required_signatures"] = new JObject { ["url"] = $"{url}/required_signatures", ["enabled"] = false };
        return shown;
    }

    private static JObject Checks(JObject given, string url)
    {
        var checks = given["checks"] as JArray ?? new JArray((given["contexts"] ?? new JArray()).Select(name => new JObject { ["context"] = name, ["app_id"] = null }));
        return new JObject
        {
            ["url"] = url,
            ["contexts_url"] = $"{url}/contexts",
            ["strict"] = given["strict"] ?? false,
            ["contexts"] = new JArray(checks.Select(check => check["context"])),
            ["checks"] = new JArray(checks.Select(check => new JObject { ["context"] = check["context"], ["app_id"] = (int?)check["app_id"] is > 0 and var id ? id : null })),
        };
    }

    private JObject Reviews(JObject given, string url)
    {
        var shown = (JObject)given.DeepClone();
        shown["url"] = url;
        shown["dismiss_stale_reviews"] ??= false;
        shown["require_code_owner_reviews"] ??= false;
        if (given["bypass_pull_request_allowances"] is JObject bypass) shown["bypass_pull_request_allowances"] = ShownPeople(bypass);
        if (given["dismissal_restrictions"] is JObject dismissal)
        {
            var people = ShownPeople(dismissal);
            people["url"] = $"{url}/dismissal_restrictions";
            people["users_url"] = $"{url}/dismissal_restrictions/users";
            people["teams_url"] = $"{url}/dismissal_restrictions/teams";
            shown["dismissal_restrictions"] = people;
        }

        return shown;
    }

    private JObject Restrictions(JObject given, string url)
    {
        var shown = ShownPeople(given);
        shown["url"] = url;
        foreach (var kind in new[] { "users", "teams", "apps" }) shown[$"{kind}_url"] = $"{url}/{kind}";
        return shown;
    }

    private JObject ShownPeople(JObject given) => new()
    {
        ["users"] = new JArray((given["users"] ?? new JArray()).Select(login => Shapes.User((string)login!))),
        ["teams"] = new JArray((given["teams"] ?? new JArray()).Select(slug => shapes.Team((string)slug!))),
        ["apps"] = new JArray((given["apps"] ?? new JArray()).Select(slug => shapes.App((string)slug!))),
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
