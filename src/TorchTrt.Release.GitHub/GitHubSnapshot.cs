using Newtonsoft.Json.Linq;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.GitHub;

/// <summary>
/// What a repository holds now, as the twin's seed: open pull requests, milestones with what is in them, releases with their assets (without their bytes),
/// rulesets, and the checks at one commit. Reads alone.
/// </summary>
internal sealed class GitHubSnapshot(Wire wire)
{
    /// <param name="commit">The commit whose checks are taken.</param>
    public async Task<JObject> Take(CommitId commit, CancellationToken cancel)
    {
        var milestones = await wire.GetAll($"{wire.Base}/milestones?state=open", cancel);
        var items = new List<JToken>();
        foreach (var milestone in milestones) items.AddRange(await wire.GetAll($"{wire.Base}/issues?milestone={milestone["number"]}&state=all", cancel));
        var pulls = await wire.GetAll($"{wire.Base}/pulls?state=open", cancel);
        return new JObject
        {
            ["milestones"] = new JArray(milestones.Select(milestone => Kept(milestone, "title", "description", "state"))),
            ["issues"] = new JArray(items.Where(item => pulls.All(pull => (int)pull["number"]! != (int)item["number"]!)).Select(Item)),
            ["pulls"] = new JArray(pulls.Select(pull => Pull(pull, milestones))),
            ["releases"] = new JArray((await wire.GetAll($"{wire.Base}/releases", cancel)).Reverse().Select(Release)),
            ["rulesets"] = new JArray(await Rulesets(cancel)),
            ["checkRuns"] = new JArray((await wire.GetAll($"{wire.Base}/commits/{commit.Hex}/check-runs?filter=latest", cancel, "check_runs")).Select(run => At(commit, Kept(run, "name", "conclusion")))),
            ["statuses"] = new JArray((await wire.GetAll($"{wire.Base}/commits/{commit.Hex}/statuses", cancel)).DistinctBy(status => (string?)status["context"]).Select(status => At(commit, Kept(status, "context", "state")))),
        };
    }

    /// <summary>Names of tags and tips of branches, for whoever has a clone to compare.</summary>
    public async Task<(IReadOnlyDictionary<string, CommitId> Branches, IReadOnlyList<string> Tags)> Refs(CancellationToken cancel)
    {
        var branches = await wire.GetAll($"{wire.Base}/branches", cancel);
        var tags = await wire.GetAll($"{wire.Base}/git/matching-refs/tags/", cancel);
        return (branches.ToDictionary(branch => (string)branch["name"]!, branch => new CommitId((string)branch["commit"]!["sha"]!), StringComparer.Ordinal), [.. tags.Select(tag => ((string)tag["ref"]!)["refs/tags/".Length..])]);
    }

    private async Task<IReadOnlyList<JToken>> Rulesets(CancellationToken cancel)
    {
        try
        {
            var found = new List<JToken>();
            foreach (var ruleset in await wire.GetAll($"{wire.Base}/rulesets?includes_parents=false", cancel))
                if (await wire.Get($"{wire.Base}/rulesets/{ruleset["id"]}", cancel) is { } whole) found.Add(Kept(whole, "name", "target", "enforcement", "bypass_actors", "conditions", "rules"));
            return found;
        }
        catch (ReleaseException refused) when (refused.SaysAbsent() || refused.SaysForbidden())
        {
            // Where rulesets are not to be had, or not to be seen, there are none to rehearse with.
            return [];
        }
    }

    private static JObject Item(JToken issue)
    {
        var item = Kept(issue, "number", "title", "state");
        item["labels"] = Labels(issue);
        item["author"] = Login(issue["user"]);
        item["milestone"] = (string?)issue["milestone"]?["title"];
        return item;
    }

    private JObject Pull(JToken pull, IReadOnlyList<JToken> milestones)
    {
        var kept = Kept(pull, "number", "title", "body", "state", "draft");
        kept["head"] = Head(pull);
        kept["base"] = pull["base"]!["ref"];
        kept["labels"] = Labels(pull);
        kept["author"] = Login(pull["user"]);
        kept["milestone"] = pull["milestone"] is JObject milestone && milestones.Any(one => (string?)one["title"] == (string?)milestone["title"]) ? milestone["title"] : null;
        return kept;
    }

    /// <summary>A fork's branch is named for its owner, or it would be taken for one of the repository.</summary>
    private string Head(JToken pull)
        => pull["head"]!["repo"] is JObject repository && ((string?)repository["full_name"])?.Equals(wire.Repository.ToString(), StringComparison.OrdinalIgnoreCase) == true
            ? (string)pull["head"]!["ref"]!
            : $"{Login(pull["head"]!["user"])}/{pull["head"]!["ref"]}";

    private static JObject Release(JToken release)
    {
        var kept = Kept(release, "tag_name", "target_commitish", "name", "body", "draft", "prerelease", "immutable", "created_at", "published_at");
        kept["assets"] = new JArray((release["assets"] ?? new JArray()).Select(asset => Kept(asset, "name", "state", "size", "digest", "content_type")));
        return kept;
    }

    private static JObject At(CommitId commit, JObject thing)
    {
        thing["commit"] = commit.Hex;
        return thing;
    }

    private static JArray Labels(JToken item) => new((item["labels"] ?? new JArray()).Select(label => (string?)label["name"]));

    private static string Login(JToken? user) => user is JObject known ? (string)known["login"]! : "ghost";

    private static JObject Kept(JToken thing, params string[] names) => new(names.Where(name => thing[name] is not null).Select(name => new JProperty(name, thing[name]!.DeepClone())));
}
