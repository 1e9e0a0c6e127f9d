using System.Net.Http.Json;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.GitHub.Tests;

public sealed class FreezeAndChecksTests(TwinWorld world) : IClassFixture<TwinWorld>
{
    private const string Protection = "repos/pytorch/TensorRT/branches/main/protection";

    [Fact]
    public async Task A_branch_without_protection_has_none_again_after_the_thaw()
    {
        await world.Lock("main");
        (await world.Freeze("main")).ShouldNotBeNull().Means.ShouldBe(FreezeMeans.BranchLock);

        await world.Thaw("main");

        (await Get(Protection)).ShouldBeNull();
    }

    [Fact]
    public async Task An_empty_protection_that_was_there_before_stays()
    {
        world.Git(world.Bare, "update-ref", "refs/heads/empty", world.Head.Hex);
        const string protection = "repos/pytorch/TensorRT/branches/empty/protection";
        await world.Send(HttpMethod.Put, protection, new { required_status_checks = (object?)null, enforce_admins = false, required_pull_request_reviews = (object?)null, restrictions = (object?)null });
        var before = Sorted((await Get(protection))!).ToString();

        await world.Lock("empty");
        await world.Thaw("empty");

        Sorted((await Get(protection)).ShouldNotBeNull()).ToString().ShouldBe(before);
    }

    [Fact]
    public async Task Every_setting_of_a_protection_is_the_same_after_the_thaw()
    {
        world.Git(world.Bare, "update-ref", "refs/heads/strict", world.Head.Hex);
        const string protection = "repos/pytorch/TensorRT/branches/strict/protection";
        await world.Send(HttpMethod.Put, protection, new
        {
            required_status_checks = new { strict = true, checks = new object[] { new { context = "gate", app_id = 7 }, new { context = "any", app_id = -1 } } },
            enforce_admins = true,
            required_pull_request_reviews = new
            {
                dismiss_stale_reviews = true,
                require_code_owner_reviews = true,
                required_approving_review_count = 2,
                require_last_push_approval = true,
                dismissal_restrictions = new { users = new[] { "ada" }, teams = new[] { "core" }, apps = Array.Empty<string>() },
                bypass_pull_request_allowances = new { users = new[] { "bob" }, teams = Array.Empty<string>(), apps = new[] { "bot" } },
            },
            restrictions = new { users = new[] { "ada" }, teams = new[] { "core" }, apps = new[] { "bot" } },
            required_linear_history = true,
            required_conversation_resolution = true,
            block_creations = true,
            allow_fork_syncing = true,
        });
        var before = (await Get(protection))!;

        await world.Lock("strict");
        var locked = (await Get(protection))!;
        await world.Thaw("strict");

        ((bool)locked["lock_branch"]!["enabled"]!).ShouldBeTrue();
        JToken.DeepEquals(Sorted((await Get(protection))!), Sorted(before)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_protected_the_branch_before_is_the_same_after_the_thaw()
    {
        using var http = Authorized();
        var before = new { required_status_checks = new { strict = true, contexts = new[] { "gate" }, checks = new[] { new { context = "gate", app_id = 7 } } }, enforce_admins = false, required_pull_request_reviews = new { required_approving_review_count = 2 }, restrictions = (object?)null, lock_branch = false };
        (await http.PutAsync(new Uri(world.Api, Protection), JsonContent.Create(before), world.Cancel)).EnsureSuccessStatusCode();
        var shown = await Get(Protection);

        await world.Lock("main");
        await world.Thaw("main");

        Sorted((await Get(Protection))!).ToString().ShouldBe(Sorted(shown!).ToString());
        (await http.DeleteAsync(new Uri(world.Api, Protection), world.Cancel)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_branch_with_a_slash_is_locked_too()
    {
        world.Git(world.Bare, "update-ref", "refs/heads/release/2.13", world.Head.Hex);

        await world.Lock("release/2.13");

        (await world.Freeze("release/2.13")).ShouldNotBeNull().Means.ShouldBe(FreezeMeans.BranchLock);
        (await world.Freeze("main")).ShouldBeNull();
    }

    [Fact]
    public async Task Check_runs_and_statuses_of_a_commit_come_in_one_shape_also_when_one_is_queued()
    {
        using var http = Authorized();
        foreach (var body in new object[] { new { name = "x86", head_sha = world.Head.Hex, conclusion = "success" }, new { name = "queued", head_sha = world.Head.Hex } })
            (await http.PostAsync(new Uri(world.Api, "repos/pytorch/TensorRT/check-runs"), JsonContent.Create(body), world.Cancel)).EnsureSuccessStatusCode();
        (await http.PostAsync(new Uri(world.Api, $"repos/pytorch/TensorRT/statuses/{world.Head.Hex}"), JsonContent.Create(new { context = "aarch64", state = "failure" }), world.Cancel)).EnsureSuccessStatusCode();

        var results = await world.Forge.Checks.At(world.Head, world.Cancel);

        results.ToDictionary(result => result.Name, result => result.Conclusion).ShouldBe(
            new Dictionary<string, CheckConclusion> { ["x86"] = CheckConclusion.Success, ["queued"] = CheckConclusion.Pending, ["aarch64"] = CheckConclusion.Failure },
            ignoreOrder: true);
    }

    [Fact]
    public async Task An_annotated_tag_is_peeled_to_its_commit()
    {
        world.Git(world.Bare, "tag", "-a", "-m", "one", "v0.9.0", world.Head.Hex);

        (await world.Forge.Refs.Tag("v0.9.0", world.Cancel)).ShouldBe(world.Head);
        (await world.Forge.Refs.Tag("v0.9", world.Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_branch_is_deleted_only_where_it_was_expected()
    {
        world.Git(world.Bare, "update-ref", "refs/heads/topic", world.Head.Hex);

        await Should.ThrowAsync<ReleaseException>(() => world.Forge.Refs.DeleteBranch("topic", new CommitId(new string('a', 40)), world.Cancel));
        await world.Forge.Refs.DeleteBranch("topic", world.Head, world.Cancel);

        (await world.Forge.Refs.Branch("topic", world.Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task The_failed_jobs_of_a_check_run_again()
    {
        var commit = world.Commit("refs/heads/flaky", "feat: flaky", ("flaky.txt", "x\n"));
        await world.Send(HttpMethod.Post, "repos/pytorch/TensorRT/check-runs", new { name = "flaky", head_sha = commit.Hex, conclusion = "failure" });

        await world.Forge.Checks.Rerun(await world.Forge.Checks.At(commit, world.Cancel), world.Cancel);

        (await world.Forge.Checks.At(commit, world.Cancel)).ShouldHaveSingleItem().Conclusion.ShouldBe(CheckConclusion.Pending);
    }

    [Fact]
    public async Task A_check_from_elsewhere_cannot_be_run_again_from_here()
    {
        var stranger = new CheckResult("circleci: python-api", CheckConclusion.Failure, "https://circleci.com/gh/NVIDIA/7", null);

        (await Should.ThrowAsync<ReleaseException>(() => world.Forge.Checks.Rerun([stranger], world.Cancel))).Errors.ShouldHaveSingleItem().Code.ShouldBe("TR3305");
    }

    private static HttpClient Authorized()
    {
        var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", "secret-of-the-test");
        return http;
    }

    private static JToken Sorted(JToken token) => token is JObject thing
        ? new JObject(thing.Properties().OrderBy(property => property.Name, StringComparer.Ordinal).Select(property => new JProperty(property.Name, Sorted(property.Value))))
        : token;

    private async Task<JObject?> Get(string path)
    {
        using var http = new HttpClient();
        var reply = await http.GetAsync(new Uri(world.Api, path), world.Cancel);
        return reply.IsSuccessStatusCode ? JObject.Parse(await reply.Content.ReadAsStringAsync(world.Cancel)) : null;
    }
}

public sealed class SeedTests(TwinWorld world) : IClassFixture<TwinWorld>
{
    [Fact]
    public async Task A_seeded_forge_knows_its_milestone_pull_requests_and_checks()
    {
        await world.Seeded("""
            {"milestones":[{"title":"1.1.0","description":"Faster.","state":"open"}],
             "issues":[{"title":"It crashes","state":"closed","labels":["bug"],"milestone":"1.1.0","author":"ada"}],
             "pulls":[{"title":"wip","head":"wip","base":"main","draft":true,"state":"open","labels":["x"],"author":"bob","milestone":"1.1.0"}],
             "checkRuns":[{"commit":"HEAD","name":"Required Tests (x86_64)","conclusion":"success"}]}
            """);

        var milestone = await world.Forge.Milestones.Find("v1.1.0", world.Cancel);
        var open = await world.Forge.Pulls.Open("main", world.Cancel);
        var checks = await world.Forge.Checks.At(world.Head, world.Cancel);

        milestone.ShouldNotBeNull().Items.Select(item => item.Title).ShouldBe(["It crashes", "wip"]);
        open.ShouldHaveSingleItem().IsDraft.ShouldBeTrue();
        checks.ShouldHaveSingleItem().Conclusion.ShouldBe(CheckConclusion.Success);
    }

    [Fact]
    public async Task A_seed_that_is_no_json_is_one_clear_error()
        => (await Should.ThrowAsync<ReleaseException>(() => world.Seeded("{"))).Errors[0].Code.ShouldBe("TR3902");
}
