using Newtonsoft.Json.Linq;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.GitHub;

/// <summary>https://docs.github.com/en/rest/pulls/pulls</summary>
internal sealed class GitHubPullRequests(Wire wire) : IPullRequests
{
    public async Task<IReadOnlyList<PullRequest>> Open(string baseBranch, CancellationToken cancel)
        => [.. (await wire.GetAll($"{wire.Base}/pulls?state=open&base={Uri.EscapeDataString(baseBranch)}", cancel)).Select(Read).OrderBy(pull => pull.Number)];

    public async Task<PullRequest?> From(string headBranch, CancellationToken cancel)
    {
        var found = await wire.GetAll($"{wire.Base}/pulls?state=all&head={Uri.EscapeDataString($"{wire.Repository.Owner}:{headBranch}")}", cancel);
        var newest = found.Where(pull => (string?)pull["head"]?["ref"] == headBranch).MaxBy(pull => (int)pull["number"]!);
        // A list may lag behind; the single pull request does not.
        return newest is null ? null : Read(await wire.Get(Path((int)newest["number"]!), cancel) ?? newest);
    }

    public async Task<PullRequest> Create(NewPullRequest request, CancellationToken cancel)
    {
        var pull = await Opened(request, cancel);
        if (request.Labels.Except(pull.Labels, StringComparer.OrdinalIgnoreCase).Any()) await Label(pull, request.Labels, cancel);
        return pull with { Labels = [.. pull.Labels.Union(request.Labels, StringComparer.OrdinalIgnoreCase)] };
    }

    public async Task<PullRequest> Merge(PullRequest request, CancellationToken cancel)
    {
        try
        {
            await wire.Send(HttpMethod.Put, $"{Path(request.Number)}/merge", new { sha = request.HeadCommit.Hex, merge_method = "merge" }, cancel);
        }
        catch (LostReplyException lost)
        {
            return await One(request, cancel) is { State: PullRequestState.Merged } merged ? merged : throw lost.Unsure();
        }
        catch (ReleaseException refused) when (refused.SaysNotMergeable())
        {
            // Somebody may have been quicker; then what was wanted is done.
            if (await One(request, cancel) is { State: PullRequestState.Merged } merged && merged.HeadCommit == request.HeadCommit) return merged;
            throw;
        }

        return await One(request, cancel);
    }

    public async Task Close(PullRequest request, CancellationToken cancel)
    {
        try
        {
            await wire.Send(HttpMethod.Patch, Path(request.Number), new { state = "closed" }, cancel);
        }
        catch (LostReplyException lost)
        {
            if (await One(request, cancel) is { State: PullRequestState.Open }) throw lost.Unsure();
        }
    }

    /// <summary>https://docs.github.com/en/rest/issues/comments: a pull request's conversation is that of its issue.</summary>
    public async Task<IReadOnlyList<string>> Comments(PullRequest request, CancellationToken cancel)
        => [.. (await wire.GetAll(Conversation(request), cancel)).Select(comment => ((string?)comment["body"] ?? "").ReplaceLineEndings("\n"))];

    public async Task Comment(PullRequest request, string text, CancellationToken cancel)
    {
        try
        {
            await wire.Send(HttpMethod.Post, Conversation(request), new { body = text }, cancel);
        }
        catch (LostReplyException lost)
        {
            var said = await wire.LookAgain(async () => (await Comments(request, cancel)).FirstOrDefault(comment => comment == text.ReplaceLineEndings("\n")), cancel);
            if (said is null) throw lost.Unsure();
        }
    }

    /// <summary>The pull request that was opened, or the open one between the same branches that GitHub refuses to double.</summary>
    private async Task<PullRequest> Opened(NewPullRequest request, CancellationToken cancel)
    {
        try
        {
            var body = new { title = request.Title, body = request.Body, head = request.Head, @base = request.Base };
            return Read((await wire.Send(HttpMethod.Post, $"{wire.Base}/pulls", body, cancel))!);
        }
        catch (LostReplyException lost)
        {
            return await wire.LookAgain(() => Standing(request, cancel), cancel) ?? throw lost.Unsure();
        }
        catch (ReleaseException refused) when (refused.SaysInvalid())
        {
            if (await Standing(request, cancel) is { } standing) return standing;
            throw;
        }
    }

    private async Task<PullRequest?> Standing(NewPullRequest request, CancellationToken cancel)
        => await From(request.Head, cancel) is { State: PullRequestState.Open } pull && pull.Base == request.Base ? pull : null;

    /// <summary>Adding a label that is there changes nothing, so a lost reply is answered by asking again.</summary>
    private async Task Label(PullRequest pull, IReadOnlyList<string> labels, CancellationToken cancel)
    {
        var path = $"{wire.Base}/issues/{pull.Number}/labels";
        try
        {
            await wire.Send(HttpMethod.Post, path, new { labels }, cancel);
        }
        catch (LostReplyException)
        {
            try
            {
                await wire.Send(HttpMethod.Post, path, new { labels }, cancel);
            }
            catch (LostReplyException again)
            {
                throw again.Unsure();
            }
        }
    }

    private async Task<PullRequest> One(PullRequest request, CancellationToken cancel)
        => Read(await wire.Get(Path(request.Number), cancel) ?? throw new ReleaseException(new ReleaseError("TR3009", $"#{request.Number} is gone.", "check the repository's name", request.Url)));

    private string Conversation(PullRequest request) => $"{wire.Base}/issues/{request.Number}/comments";

    private string Path(int number) => $"{wire.Base}/pulls/{number}";

    private static PullRequest Read(JToken pull)
    {
        var isMerged = (string?)pull["merged_at"] is not null;
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
