using Newtonsoft.Json.Linq;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.GitHub.Tests;

public sealed class FreezeLeaseTests(TwinWorld world) : IClassFixture<TwinWorld>
{
    [Fact]
    public async Task A_freeze_is_a_ruleset_of_its_own_that_lets_administrators_through()
    {
        var branch = Branch("own");

        var lease = await world.Forge.Freezes.Take(TwinWorld.Lease(branch), null, world.Cancel);

        var ruleset = await Get($"rulesets/{lease.Id}");
        ((string?)ruleset["name"]).ShouldBe("release-freeze-1.1.0 by manager of own until 2026-12-01T12:00:00Z");
        ruleset["conditions"]!["ref_name"]!["include"]!.Values<string>().ShouldBe([$"refs/heads/{branch}"]);
        ruleset["rules"]!.Select(rule => (string?)rule["type"]).ShouldBe(["update"]);
        ((string?)ruleset["bypass_actors"]![0]!["actor_type"]).ShouldBe("RepositoryRole");
    }

    [Fact]
    public async Task Another_machine_sees_the_freeze_and_ends_it()
    {
        var branch = Branch("left");
        await world.Forge.Freezes.Take(TwinWorld.Lease(branch), null, world.Cancel);
        using var other = world.Connect(TwinWorld.Token);

        var seen = (await other.Freezes.Look(branch, world.Cancel)).Lease.ShouldNotBeNull();
        await other.Freezes.End(seen, world.Cancel);

        (seen.Owner, seen.Release).ShouldBe(("manager of left", "1.1.0"));
        (await world.Freeze(branch)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_managers_at_once_one_is_refused_and_leaves_nothing_behind()
    {
        var branch = Branch("raced");
        using var other = world.Connect(TwinWorld.Token);

        var results = await Task.WhenAll(
            Attempt(() => world.Forge.Freezes.Take(TwinWorld.Lease(branch, "1.1.0", "ada"), null, world.Cancel)),
            Attempt(() => other.Freezes.Take(TwinWorld.Lease(branch, "1.2.0", "grace"), null, world.Cancel)));

        results.Count(result => result == "taken").ShouldBe(1);
        results.Count(result => result == "TR3202").ShouldBe(1);
        (await Names()).Count(name => name.Contains(" by ada ", StringComparison.Ordinal) || name.Contains(" by grace ", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_lease_is_renewed_in_one_call()
    {
        var branch = Branch("renewed");
        var first = await world.Forge.Freezes.Take(TwinWorld.Lease(branch), null, world.Cancel);

        var second = await world.Forge.Freezes.Take(first with { Expires = first.Expires!.Value.AddDays(7) }, first, world.Cancel);

        second.Id.ShouldBe(first.Id);
        (await world.Freeze(branch)).ShouldNotBeNull().Expires.ShouldBe(first.Expires.Value.AddDays(7));
    }

    [Fact]
    public async Task A_lost_reply_makes_no_second_freeze()
    {
        var branch = Branch("lost");
        await world.Fault("POST", "/rulesets", "after");

        await world.Forge.Freezes.Take(TwinWorld.Lease(branch, "1.3.0"), null, world.Cancel);

        (await Names()).Count(name => name.StartsWith("release-freeze-1.3.0 ", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_freeze_that_one_late_server_does_not_know_is_seen()
    {
        var branch = Branch("late");
        var lease = await world.Forge.Freezes.Take(TwinWorld.Lease(branch, "1.4.0"), null, world.Cancel);
        await world.Fault("GET", $"/rulesets/{lease.Id}", "lag");

        (await world.Forge.Freezes.Look(branch, world.Cancel)).Lease.ShouldNotBeNull().Id.ShouldBe(lease.Id);
    }

    [Fact]
    public async Task A_freeze_that_one_late_server_does_not_know_is_ended()
    {
        var branch = Branch("later");
        var lease = await world.Forge.Freezes.Take(TwinWorld.Lease(branch, "1.5.0"), null, world.Cancel);
        await world.Fault("DELETE", $"/rulesets/{lease.Id}", "lag");

        await world.Forge.Freezes.End(lease, world.Cancel);

        (await world.Forge.Freezes.Look(branch, world.Cancel)).Lease.ShouldBeNull();
    }

    [Fact]
    public async Task A_ruleset_of_others_is_left_alone()
    {
        var branch = Branch("others");
        await world.Send(HttpMethod.Post, "repos/pytorch/TensorRT/rulesets", new
        {
            name = $"protect {branch}", target = "branch", enforcement = "active", conditions = new { ref_name = new { include = new[] { $"refs/heads/{branch}" }, exclude = Array.Empty<string>() } }, rules = new[] { new { type = "update" } },
        });

        await world.Forge.Freezes.End(await world.Forge.Freezes.Take(TwinWorld.Lease(branch, "1.4.0"), null, world.Cancel), world.Cancel);

        (await world.Freeze(branch)).ShouldBeNull();
        (await Names()).ShouldContain($"protect {branch}");
    }

    [Fact]
    public async Task A_token_that_sees_no_protection_is_told_so()
    {
        var branch = Branch("unseen");
        await world.Fault("GET", $"/branches/{branch}/protection", "status", 403);

        (await world.Forge.Freezes.Look(branch, world.Cancel)).Unseen.ShouldNotBeNull().ShouldContain(branch);
    }

    private string Branch(string name)
    {
        world.Git(world.Bare, "update-ref", $"refs/heads/{name}", world.Head.Hex);
        return name;
    }

    private static async Task<string> Attempt(Func<Task<FreezeLease>> take)
    {
        try
        {
            await take();
            return "taken";
        }
        catch (ReleaseException refused)
        {
            return refused.Errors[0].Code;
        }
    }

    private async Task<IReadOnlyList<string>> Names() => [.. (await Read("rulesets")).Select(ruleset => (string)ruleset["name"]!)];

    private async Task<JObject> Get(string path) => (JObject)await Read(path);

    private async Task<JToken> Read(string path)
    {
        using var http = world.Http();
        return JToken.Parse(await http.GetStringAsync(new Uri($"repos/pytorch/TensorRT/{path}", UriKind.Relative), world.Cancel));
    }
}
