using Newtonsoft.Json.Linq;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.GitHub;

/// <summary>https://docs.github.com/en/rest/issues/milestones. There is no look-up by title, so milestones are listed.</summary>
internal sealed class GitHubMilestones(Wire wire) : IMilestones
{
    public async Task<Milestone?> Find(string title, CancellationToken cancel)
    {
        var found = (await wire.GetAll($"{wire.Base}/milestones?state=all", cancel)).FirstOrDefault(milestone => Matches((string?)milestone["title"], title));
        if (found is null) return null;
        var items = await wire.GetAll($"{wire.Base}/issues?milestone={found["number"]}&state=all", cancel);
        return new Milestone((int)found["number"]!, (string)found["title"]!, (string)found["state"]!, (string?)found["description"] ?? "", [.. items.Select(Item).OrderBy(item => item.Number)]);
    }

    /// <summary>Titles are written with and without the tag's <c>v</c>.</summary>
    private static bool Matches(string? title, string wanted) => string.Equals(title?.Trim().TrimStart('v', 'V'), wanted.TrimStart('v', 'V'), StringComparison.OrdinalIgnoreCase);

    private static MilestoneItem Item(JToken issue) => new(
        (int)issue["number"]!,
        (string)issue["title"]!,
        (string)issue["html_url"]!,
        issue["pull_request"] is JObject,
        (string?)issue["state"] == "closed",
        [.. (issue["labels"] ?? new JArray()).Select(label => (string)label["name"]!)],
        issue["user"] is JObject user ? (string)user["login"]! : "ghost");
}
