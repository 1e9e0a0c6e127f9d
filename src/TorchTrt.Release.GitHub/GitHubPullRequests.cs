using Newtonsoft.Json.Linq;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.GitHub;

/// <summary>https://docs.github.com/en/rest/pulls/pulls</summary>
internal sealed class GitHubPullRequests(Wire wire) : IPullRequests
{
    public async Task<IReadOnlyList<PullRequest>> Open(string baseBranch, CancellationToken cancel)
        => [.. (await wire.GetAll($"{wire.Base}/pulls?state=open&base={Uri.EscapeDataString(baseBranch)}")).Select(Read).OrderBy(pull => pull.Number)];

    public async Task<PullRequest?> From(string headBranch, CancellationToken cancel)
    {
        var owner = wire.Base.Split('/')[1];
        var found = await wire.GetAll($"{wire.Base}/pulls?state=all&head={Uri.EscapeDataString($"{owner}:{headBranch}")}");
        var newest = found.Where(pull => (string?)pull["head"]?["ref"] == headBranch).MaxBy(pull => (int)pull["number"]!);
        // The list does not say as what a pull request was merged; the single one does.
        return newest is null ? null : Read(await wire.Get($"{wire.Base}/pulls/{newest["number"]}") ?? newest);
    }

    public async Task<PullRequest> Create(NewPullRequest request, CancellationToken cancel)
    {
        try
        {
            var made = await wire.Send(HttpMethod.Post, $"{wire.Base}/pulls", new { title = request.Title, body = request.Body, head = request.Head, @base = request.Base });
            if (request.Labels.Count > 0) await wire.Send(HttpMethod.Post, $"{wire.Base}/issues/{made!["number"]}/labels", new { labels = request.Labels });
            return Read(made!);
        }
        catch (LostReplyException lost)
        {
            return await From(request.Head, cancel) is { State: PullRequestState.Open } adopted ? adopted : throw lost.Unsure();
        }
    }

    public async Task<PullRequest> Merge(PullRequest request, CancellationToken cancel)
    {
        try
        {
            await wire.Send(HttpMethod.Put, $"{wire.Base}/pulls/{request.Number}/merge", new { sha = request.HeadCommit.Hex, merge_method = "merge" });
        }
        catch (LostReplyException lost)
        {
            return await One(request) is { State: PullRequestState.Merged } merged ? merged : throw lost.Unsure();
        }

        return await One(request);
    }

    public Task Close(PullRequest request, CancellationToken cancel)
        => wire.Send(HttpMethod.Patch, $"{wire.Base}/pulls/{request.Number}", new { state = "closed" });

    private async Task<PullRequest> One(PullRequest request) => Read((await wire.Get($"{wire.Base}/pulls/{request.Number}"))!);

    private static PullRequest Read(JToken pull)
    {
        var isMerged = pull.Value<string?>("merged_at") is not null;
        var state = isMerged ? PullRequestState.Merged : (string?)pull["state"] == "open" ? PullRequestState.Open : PullRequestState.Closed;
        return new PullRequest(
            (int)pull["number"]!,
            (string)pull["title"]!,
            (string)pull["html_url"]!,
            state,
            (bool?)pull["draft"] ?? false,
            (string)pull["head"]!["ref"]!,
            new CommitId((string)pull["head"]!["sha"]!),
            (string)pull["base"]!["ref"]!,
            [.. (pull["labels"] ?? new JArray()).Select(label => (string)label["name"]!)],
            (string?)Member(pull["user"], "login") ?? "ghost",
            isMerged && (string?)pull["merge_commit_sha"] is { } sha ? new CommitId(sha) : null,
            (string?)Member(pull["milestone"], "title"));
    }

    private static JToken? Member(JToken? token, string name) => token is JObject thing ? thing[name] : null;
}
