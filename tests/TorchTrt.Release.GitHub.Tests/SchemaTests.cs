using Newtonsoft.Json.Linq;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.GitHub.Tests;

/// <summary>The twin's replies carry the members that GitHub's documentation (docs.github.com/en/rest) gives those things, by name.</summary>
public sealed class SchemaTests(TwinWorld world) : IClassFixture<TwinWorld>
{
    private static readonly string[] Release =
        ["url", "html_url", "assets_url", "upload_url", "tarball_url", "zipball_url", "id", "node_id", "tag_name", "target_commitish", "name", "body", "draft", "prerelease", "immutable", "created_at", "published_at", "author", "assets"];

    private static readonly string[] Asset =
        ["url", "browser_download_url", "id", "node_id", "name", "label", "state", "content_type", "size", "digest", "download_count", "created_at", "updated_at", "uploader"];

    private static readonly string[] Pull =
        ["id", "number", "html_url", "state", "title", "user", "body", "labels", "milestone", "draft", "head", "base", "created_at", "updated_at", "closed_at", "merged_at", "merge_commit_sha", "merged", "mergeable"];

    private static readonly string[] CheckRun = ["id", "head_sha", "name", "status", "conclusion", "started_at", "completed_at", "html_url", "output", "app", "pull_requests"];

    private static readonly string[] Milestone =
        ["id", "number", "html_url", "title", "description", "state", "creator", "open_issues", "closed_issues", "created_at", "updated_at", "closed_at", "due_on"];

    private static readonly string[] Protection = ["enforce_admins", "required_linear_history", "allow_force_pushes", "allow_deletions", "block_creations", "lock_branch", "allow_fork_syncing", "required_signatures"];

    [Fact]
    public async Task Releases_and_assets()
    {
        var draft = await world.Forge.Releases.CreateDraft(new NewRelease("v3.0.0", world.Head, "three", "notes", false), world.Cancel);
        using var http = world.Http();
        using var bytes = new ByteArrayContent([1]);
        (await http.PostAsync(new Uri($"repos/pytorch/TensorRT/releases/{draft.Id}/assets?name=a.bin", UriKind.Relative), bytes, world.Cancel)).EnsureSuccessStatusCode();

        var release = await Get($"repos/pytorch/TensorRT/releases/{draft.Id}");

        Names(release).ShouldBeSubsetOf(Release);
        Release.ShouldBeSubsetOf(Names(release));
        Asset.ShouldBe(Names((JObject)release["assets"]![0]!), ignoreOrder: true);
        ((string?)release["upload_url"]).ShouldEndWith("{?name,label}");
    }

    [Fact]
    public async Task Pull_requests_checks_milestones_and_protection()
    {
        world.Git(world.Bare, "update-ref", "refs/heads/schema", world.Head.Hex);
        world.Commit("refs/heads/schema", "feat: schema", ("schema.txt", "x\n"));
        var pull = await world.Forge.Pulls.Create(new NewPullRequest("schema", "", "schema", "main", []), world.Cancel);
        var run = await world.Send(HttpMethod.Post, "repos/pytorch/TensorRT/check-runs", new { name = "x", head_sha = world.Head.Hex });
        var milestone = await world.Send(HttpMethod.Post, "repos/pytorch/TensorRT/milestones", new { title = "3.0.0" });
        await world.Forge.Branches.Lock("schema", world.Cancel);

        Pull.ShouldBeSubsetOf(Names(await Get($"repos/pytorch/TensorRT/pulls/{pull.Number}")));
        CheckRun.ShouldBe(Names(run), ignoreOrder: true);
        run["started_at"]!.Type.ShouldBe(JTokenType.Null);
        Milestone.ShouldBe(Names(await Get($"repos/pytorch/TensorRT/milestones/{milestone["number"]}")), ignoreOrder: true);
        Protection.ShouldBeSubsetOf(Names(await Get("repos/pytorch/TensorRT/branches/schema/protection")));
    }

    private static IReadOnlyList<string> Names(JObject thing) => [.. thing.Properties().Select(property => property.Name)];

    private async Task<JObject> Get(string path)
    {
        using var http = world.Http();
        return JObject.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative), world.Cancel));
    }
}
