using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin;

/// <summary>What a forge knows from the beginning, read from a JSON file of milestones, issues, pulls, checkRuns, statuses, releases and rulesets.</summary>
internal static class Seed
{
    /// <exception cref="ReleaseException">TR3902 when it cannot be used.</exception>
    public static void Plant(JObject content, TwinOptions options, BareGit git, string now)
    {
        if (options.Seed is null) return;
        try
        {
            Sow(TwinState.Parse(File.ReadAllText(options.Seed)), content, options, git, now);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException or ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            throw new ReleaseException(new ReleaseError("TR3902", $"the seed cannot be read: {error.Message}", "repair the file", options.Seed, "JSON with milestones, issues, pulls, checkRuns, statuses, releases and rulesets"), error);
        }
    }

    private static void Sow(JObject seed, JObject content, TwinOptions options, BareGit git, string now)
    {
        foreach (var milestone in Items(seed, "milestones")) AddMilestone(content, milestone, now);
        // Numbers that are given come first, so that nothing else takes them.
        foreach (var item in Items(seed, "issues").Concat(Items(seed, "pulls")).Where(item => item["number"] is not null)) Reserve(content, (int)item["number"]!);
        foreach (var issue in Items(seed, "issues")) AddIssue(content, issue, options, now);
        foreach (var pull in Items(seed, "pulls")) AddPull(content, pull, options, git, now);
        foreach (var run in Items(seed, "checkRuns")) AddCheckRun(content, run, options, git);
        foreach (var status in Items(seed, "statuses")) AddStatus(content, status, options, git);
        foreach (var release in Items(seed, "releases")) AddRelease(content, release, options, now);
        foreach (var ruleset in Items(seed, "rulesets")) AddRuleset(content, ruleset, now);
    }

    private static void Reserve(JObject content, int number) => content["counters"]!["number"] = Math.Max((int)content["counters"]!["number"]!, number);

    private static IEnumerable<JObject> Items(JObject seed, string name) => (seed[name] ?? new JArray()).OfType<JObject>();

    private static void AddMilestone(JObject content, JObject milestone, string now) => ((JArray)content["milestones"]!).Add(new JObject
    {
        ["number"] = TwinState.Next(content, "milestone"),
        ["title"] = milestone["title"],
        ["description"] = milestone["description"],
        ["state"] = milestone["state"] ?? "open",
        ["created_at"] = now,
        ["closed_at"] = (string?)milestone["state"] == "closed" ? now : null,
    });

    private static void AddIssue(JObject content, JObject issue, TwinOptions options, string now) => ((JArray)content["issues"]!).Add(new JObject
    {
        ["number"] = issue["number"] ?? TwinState.Next(content, "number"),
        ["title"] = issue["title"],
        ["body"] = issue["body"] ?? "",
        ["state"] = issue["state"] ?? "open",
        ["labels"] = issue["labels"] ?? new JArray(),
        ["author"] = issue["author"] ?? "ghost",
        ["milestone"] = MilestoneOf(content, issue, options),
        ["created_at"] = now,
    });

    private static void AddPull(JObject content, JObject pull, TwinOptions options, BareGit git, string now)
    {
        var head = (string?)pull["head"] ?? "";
        var state = (string?)pull["state"] ?? "open";
        var baseBranch = (string?)pull["base"] ?? options.DefaultBranch;
        var tip = git.Ref($"refs/heads/{head}") ?? Commit([], options, git);
        ((JArray)content["pulls"]!).Add(new JObject
        {
            ["number"] = pull["number"] ?? TwinState.Next(content, "number"),
            ["title"] = pull["title"],
            ["body"] = pull["body"] ?? "",
            ["state"] = state == "open" ? "open" : "closed",
            ["draft"] = pull["draft"] ?? false,
            ["head"] = head,
            ["headSha"] = tip,
            ["base"] = baseBranch,
            ["labels"] = pull["labels"] ?? new JArray(),
            ["author"] = pull["author"] ?? "ghost",
            ["milestone"] = MilestoneOf(content, pull, options),
            ["merged_at"] = state == "merged" ? now : null,
            ["merge_commit_sha"] = state == "merged" ? tip : null,
            ["created_at"] = now,
        });
    }

    // A seeded check ended when its commit was made, whenever the twin is started: two rehearsals see the same.
    private static void AddCheckRun(JObject content, JObject run, TwinOptions options, BareGit git)
    {
        var sha = Commit(run, options, git);
        var time = git.Commit(sha)!.Committer.Date;
        ((JArray)content["checkRuns"]!).Add(new JObject
        {
            ["id"] = TwinState.Next(content, "id"),
            ["sha"] = sha,
            ["name"] = run["name"],
            ["status"] = run["conclusion"] is null ? "in_progress" : "completed",
            ["conclusion"] = run["conclusion"],
            ["started_at"] = time,
            ["completed_at"] = run["conclusion"] is null ? null : time,
        });
    }

    private static void AddStatus(JObject content, JObject status, TwinOptions options, BareGit git)
    {
        var sha = Commit(status, options, git);
        var time = git.Commit(sha)!.Committer.Date;
        ((JArray)content["statuses"]!).Add(new JObject
        {
            ["id"] = TwinState.Next(content, "id"),
            ["sha"] = sha,
            ["context"] = status["context"],
            ["state"] = status["state"],
            ["created_at"] = time,
            ["updated_at"] = time,
        });
    }

    /// <summary>A release of before. Its assets are there by name, size and digest; their bytes are not.</summary>
    private static void AddRelease(JObject content, JObject release, TwinOptions options, string now)
    {
        var id = TwinState.Next(content, "id");
        ((JArray)content["releases"]!).Add(new JObject
        {
            ["id"] = id,
            ["tag_name"] = release["tag_name"],
            ["target_commitish"] = release["target_commitish"] ?? options.DefaultBranch,
            ["name"] = release["name"] ?? release["tag_name"],
            ["body"] = release["body"] ?? "",
            ["draft"] = release["draft"] ?? false,
            ["prerelease"] = release["prerelease"] ?? false,
            ["immutable"] = release["immutable"] ?? false,
            ["created_at"] = release["created_at"] ?? now,
            ["published_at"] = release["published_at"] ?? ((bool?)release["draft"] == true ? null : now),
        });
        foreach (var asset in Items(release, "assets")) ((JArray)content["assets"]!).Add(new JObject
        {
            ["id"] = TwinState.Next(content, "id"),
            ["release"] = id,
            ["name"] = asset["name"],
            ["label"] = "",
            ["state"] = asset["state"] ?? "uploaded",
            ["size"] = asset["size"],
            ["digest"] = asset["digest"],
            ["content_type"] = asset["content_type"] ?? "application/octet-stream",
            ["download_count"] = 0,
            ["created_at"] = now,
            ["updated_at"] = now,
        });
    }

    private static void AddRuleset(JObject content, JObject ruleset, string now)
    {
        var added = (JObject)ruleset.DeepClone();
        added["id"] = TwinState.Next(content, "id");
        added["created_at"] = added["updated_at"] = now;
        ((JArray)content["rulesets"]!).Add(added);
    }

    /// <summary>The milestone's title; one that is not in the seed is a slip of the pen.</summary>
    private static JToken? MilestoneOf(JObject content, JObject item, TwinOptions options)
        => (string?)item["milestone"] is not { } title || content["milestones"]!.Any(milestone => (string?)milestone["title"] == title)
            ? item["milestone"]
            : throw new ReleaseException(new ReleaseError("TR3902", $"the seed's '{item["title"]}' names the milestone {title}, which it does not have.", "repair the file", options.Seed));

    /// <summary><c>HEAD</c> is the tip of the default branch.</summary>
    private static string Commit(JObject item, TwinOptions options, BareGit git)
    {
        var name = (string?)item["commit"] ?? "HEAD";
        var revision = name == "HEAD" ? $"refs/heads/{options.DefaultBranch}" : name;
        return git.Ref(revision) ?? throw new ReleaseException(new ReleaseError("TR3902", $"the seed names the commit {name}, which is not in the repository.", "repair the file", options.Seed));
    }
}
