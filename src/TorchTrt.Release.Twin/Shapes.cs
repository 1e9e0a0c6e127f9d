using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin;

/// <summary>
/// GitHub's things in full, as its description of the API has them (the npm package @octokit/openapi): addresses, owners and counts that no release
/// asks for, but without which a reply would not be GitHub's.
/// </summary>
internal sealed class Shapes(TwinOptions options)
{
    private const string Api = "https://api.github.twin.invalid";

    /// <summary>The greatest first; each includes those after it.</summary>
    private static readonly string[] Roles = ["admin", "maintain", "push", "triage", "pull"];

    private const string Site = "https://github.twin.invalid";

    private string FullName => $"{options.Owner}/{options.Name}";

    /// <summary>Address of a thing of the repository in the REST API.</summary>
    public string Url(string rest) => $"{Api}/repos/{FullName}/{rest}";

    /// <summary>Address of a thing of the repository for people.</summary>
    public string Page(string rest) => $"{Site}/{FullName}/{rest}";

    public static JObject User(string login)
    {
        var user = new JObject { ["login"] = login, ["id"] = 1, ["node_id"] = $"U_{login}", ["avatar_url"] = $"{Site}/{login}.png", ["gravatar_id"] = "", ["url"] = $"{Api}/users/{login}", ["html_url"] = $"{Site}/{login}" };
        foreach (var list in new[] { "followers", "subscriptions", "organizations", "repos", "received_events" }) user[$"{list}_url"] = $"{Api}/users/{login}/{list}";
        foreach (var (list, rest) in new[] { ("following", "{/other_user}"), ("gists", "{/gist_id}"), ("starred", "{/owner}{/repo}"), ("events", "{/privacy}") }) user[$"{list}_url"] = $"{Api}/users/{login}/{list}{rest}";
        user["type"] = "User";
        user["site_admin"] = false;
        return user;
    }

    public JObject Team(string slug) => new()
    {
        ["id"] = 1,
        ["node_id"] = $"T_{slug}",
        ["name"] = slug,
        ["slug"] = slug,
        ["description"] = "",
        ["privacy"] = "closed",
        ["permission"] = "push",
        ["url"] = $"{Api}/organizations/1/team/1",
        ["html_url"] = $"{Site}/orgs/{options.Owner}/teams/{slug}",
        ["members_url"] = $"{Api}/organizations/1/team/1/members{{/member}}",
        ["repositories_url"] = $"{Api}/organizations/1/team/1/repos",
        ["parent"] = null,
        ["type"] = "organization",
    };

    public JObject App(string slug) => new()
    {
        ["id"] = 1,
        ["node_id"] = $"A_{slug}",
        ["slug"] = slug,
        ["name"] = slug,
        ["owner"] = User(options.Owner),
        ["description"] = "",
        ["external_url"] = $"{Site}/apps/{slug}",
        ["html_url"] = $"{Site}/apps/{slug}",
        ["created_at"] = "2020-01-01T00:00:00Z",
        ["updated_at"] = "2020-01-01T00:00:00Z",
        ["permissions"] = new JObject(),
        ["events"] = new JArray(),
    };

    public JArray Labels(JToken? names) => new((names ?? new JArray()).Select(name => new JObject
    {
        ["id"] = 1,
        ["node_id"] = $"L_{name}",
        ["url"] = Url($"labels/{Uri.EscapeDataString((string)name!)}"),
        ["name"] = name,
        ["description"] = "",
        ["color"] = "ededed",
        ["default"] = false,
    }));

    /// <summary>The repository as part of other things.</summary>
    public JObject Repository()
    {
        var repository = new JObject
        {
            ["id"] = 1,
            ["node_id"] = "R_1",
            ["name"] = options.Name,
            ["full_name"] = FullName,
            ["owner"] = User(options.Owner),
            ["private"] = false,
            ["description"] = null,
            ["fork"] = false,
            ["url"] = $"{Api}/repos/{FullName}",
            ["html_url"] = $"{Site}/{FullName}",
        };
        foreach (var list in new[] { "contributors", "deployments", "downloads", "events", "forks", "hooks", "languages", "merges", "stargazers", "subscribers", "subscription", "tags", "teams" }) repository[$"{list}_url"] = Url(list);
        foreach (var (member, rest) in TemplatedAddresses) repository[$"{member}_url"] = Url(rest);
        return repository;
    }

    /// <summary>The repository as a branch's, in a pull request.</summary>
    public JObject WholeRepository(string pushedAt)
    {
        var repository = Repository();
        foreach (var count in new[] { "forks", "forks_count", "open_issues", "open_issues_count", "watchers", "watchers_count", "stargazers_count", "size" }) repository[count] = 0;
        foreach (var has in new[] { "has_downloads", "has_issues", "has_projects", "has_wiki", "has_pages", "has_discussions" }) repository[has] = has == "has_issues";
        repository["archived"] = repository["disabled"] = false;
        repository["default_branch"] = options.DefaultBranch;
        repository["clone_url"] = $"{Site}/{FullName}.git";
        repository["git_url"] = $"git://github.twin.invalid/{FullName}.git";
        repository["ssh_url"] = $"git@github.twin.invalid:{FullName}.git";
        repository["svn_url"] = $"{Site}/{FullName}";
        repository["homepage"] = repository["language"] = repository["mirror_url"] = repository["license"] = null;
        repository["pushed_at"] = repository["created_at"] = repository["updated_at"] = pushedAt;
        repository["permissions"] = new JObject(Roles.Select((role, rank) => new JProperty(role, rank >= Array.IndexOf(Roles, options.Role))));
        return repository;
    }

    /// <summary>The repository as a thing of its own.</summary>
    public JObject FullRepository(string pushedAt)
    {
        var repository = WholeRepository(pushedAt);
        repository["network_count"] = repository["subscribers_count"] = 0;
        return repository;
    }

    /// <summary>What an issue has, and a pull request as an issue.</summary>
    public void CompleteIssue(JObject issue)
    {
        var number = issue["number"];
        issue["node_id"] = $"I_{number}";
        issue["url"] = Url($"issues/{number}");
        issue["repository_url"] = $"{Api}/repos/{FullName}";
        foreach (var list in new[] { "comments", "events" }) issue[$"{list}_url"] = Url($"issues/{number}/{list}");
        issue["labels_url"] = Url($"issues/{number}/labels{{/name}}");
        issue["locked"] = false;
        issue["assignee"] = null;
        issue["assignees"] = new JArray();
        issue["author_association"] = "MEMBER";
    }

    /// <summary>What a pull request in a list has.</summary>
    public void CompletePull(JObject pull)
    {
        var (number, url, page) = (pull["number"], Url($"pulls/{pull["number"]}"), Page($"pull/{pull["number"]}"));
        pull["node_id"] = $"PR_{number}";
        pull["url"] = url;
        pull["diff_url"] = $"{page}.diff";
        pull["patch_url"] = $"{page}.patch";
        pull["issue_url"] = Url($"issues/{number}");
        pull["commits_url"] = $"{url}/commits";
        pull["comments_url"] = Url($"issues/{number}/comments");
        pull["review_comments_url"] = $"{url}/comments";
        pull["review_comment_url"] = Url("pulls/comments{/number}");
        pull["statuses_url"] = Url($"statuses/{pull["head"]!["sha"]}");
        pull["locked"] = false;
        pull["assignee"] = pull["auto_merge"] = null;
        pull["author_association"] = "MEMBER";
        foreach (var side in new[] { "head", "base" })
        {
            pull[side]!["user"] = User(options.Owner);
            pull[side]!["repo"] = WholeRepository((string)pull["created_at"]!);
        }

        pull["_links"] = new JObject
        {
            ["self"] = Link(url),
            ["html"] = Link(page),
            ["issue"] = Link((string)pull["issue_url"]!),
            ["comments"] = Link((string)pull["comments_url"]!),
            ["review_comments"] = Link((string)pull["review_comments_url"]!),
            ["review_comment"] = Link((string)pull["review_comment_url"]!),
            ["commits"] = Link((string)pull["commits_url"]!),
            ["statuses"] = Link((string)pull["statuses_url"]!),
        };
    }

    /// <summary>What a pull request of its own has besides.</summary>
    public static void CompleteWholePull(JObject pull, int changedFiles)
    {
        pull["mergeable_state"] = (bool?)pull["mergeable"] switch { true => "clean", false => "dirty", null => "unknown" };
        pull["merged_by"] = (bool)pull["merged"]! ? pull["user"]!.DeepClone() : null;
        pull["maintainer_can_modify"] = false;
        foreach (var count in new[] { "comments", "review_comments", "additions", "deletions" }) pull[count] = 0;
        pull["commits"] = 1;
        pull["changed_files"] = changedFiles;
    }

    public JObject ChangedFile(string path, string commit) => new()
    {
        ["sha"] = null,
        ["filename"] = path,
        ["status"] = "modified",
        ["additions"] = 0,
        ["deletions"] = 0,
        ["changes"] = 0,
        ["blob_url"] = Page($"blob/{commit}/{path}"),
        ["raw_url"] = Page($"raw/{commit}/{path}"),
        ["contents_url"] = Url($"contents/{path}?ref={commit}"),
    };

    public void CompleteMilestone(JObject milestone)
    {
        milestone["node_id"] = $"MI_{milestone["number"]}";
        milestone["url"] = Url($"milestones/{milestone["number"]}");
        milestone["labels_url"] = Url($"milestones/{milestone["number"]}/labels");
        milestone["open_issues"] ??= 0;
        milestone["closed_issues"] ??= 0;
    }

    public void CompleteRun(JObject run)
    {
        run["node_id"] = $"CR_{run["id"]}";
        run["url"] = Url($"check-runs/{run["id"]}");
        run["details_url"] = run["html_url"];
        run["external_id"] = "";
        run["check_suite"] = new JObject { ["id"] = run["id"] };
        run["output"]!["annotations_url"] = Url($"check-runs/{run["id"]}/annotations");
    }

    /// <summary>A status as its own reply has it; the combined status has it without its creator.</summary>
    public JObject Status(JObject stored)
    {
        var status = (JObject)stored.DeepClone();
        status.Remove("sha");
        status["node_id"] = $"SC_{stored["id"]}";
        status["url"] = Url($"statuses/{stored["sha"]}");
        status["avatar_url"] = $"{Site}/{options.Owner}.png";
        status["description"] ??= null;
        status["target_url"] ??= null;
        return status;
    }

    public JObject Reference(string name, string sha, string type) => new()
    {
        ["ref"] = name,
        ["node_id"] = $"REF_{name}",
        ["url"] = Url($"git/{name}"),
        ["object"] = Object(sha, type),
    };

    public JObject Object(string sha, string type) => new() { ["sha"] = sha, ["type"] = type, ["url"] = Url($"git/{type}s/{sha}") };

    /// <summary>A commit as GitHub shows it: git's own inside, the people of GitHub around it.</summary>
    public JObject Commit(GitCommit commit)
    {
        var inner = GitCommit(commit);
        foreach (var outer in new[] { "sha", "parents", "html_url", "node_id" }) inner.Remove(outer);
        inner["comment_count"] = 0;
        return new JObject
        {
            ["sha"] = commit.Sha,
            ["node_id"] = commit.Sha,
            ["url"] = Url($"commits/{commit.Sha}"),
            ["html_url"] = Page($"commit/{commit.Sha}"),
            ["comments_url"] = Url($"commits/{commit.Sha}/comments"),
            ["commit"] = inner,
            ["author"] = null,
            ["committer"] = null,
            ["parents"] = Parents(commit),
        };
    }

    /// <summary>A commit as git has it.</summary>
    public JObject GitCommit(GitCommit commit) => new()
    {
        ["sha"] = commit.Sha,
        ["node_id"] = commit.Sha,
        ["url"] = Url($"git/commits/{commit.Sha}"),
        ["html_url"] = Page($"commit/{commit.Sha}"),
        ["author"] = Person(commit.Author),
        ["committer"] = Person(commit.Committer),
        ["message"] = commit.Message,
        ["tree"] = new JObject { ["sha"] = commit.Tree, ["url"] = Url($"git/trees/{commit.Tree}") },
        ["verification"] = Unverified(),
        ["parents"] = Parents(commit),
    };

    private JArray Parents(GitCommit commit)
        => new(commit.Parents.Select(parent => new JObject { ["sha"] = parent, ["url"] = Url($"commits/{parent}"), ["html_url"] = Page($"commit/{parent}") }));

    private static JObject Person(GitPerson person) => new() { ["name"] = person.Name, ["email"] = person.Email, ["date"] = person.Date };

    public static JObject Unverified() => new() { ["verified"] = false, ["reason"] = "unsigned", ["signature"] = null, ["payload"] = null, ["verified_at"] = null };

    private static JObject Link(string address) => new() { ["href"] = address };

    private static readonly IReadOnlyList<(string Member, string Address)> TemplatedAddresses =
    [
        ("archive", "{archive_format}{/ref}"), ("assignees", "assignees{/user}"), ("blobs", "git/blobs{/sha}"), ("branches", "branches{/branch}"),
        ("collaborators", "collaborators{/collaborator}"), ("comments", "comments{/number}"), ("commits", "commits{/sha}"), ("compare", "compare/{base}...{head}"),
        ("contents", "contents/{+path}"), ("git_commits", "git/commits{/sha}"), ("git_refs", "git/refs{/sha}"), ("git_tags", "git/tags{/sha}"),
        ("issue_comment", "issues/comments{/number}"), ("issue_events", "issues/events{/number}"), ("issues", "issues{/number}"), ("keys", "keys{/key_id}"),
        ("labels", "labels{/name}"), ("milestones", "milestones{/number}"), ("notifications", "notifications{?since,all,participating}"), ("pulls", "pulls{/number}"),
        ("releases", "releases{/id}"), ("statuses", "statuses/{sha}"), ("trees", "git/trees{/sha}"),
    ];
}
