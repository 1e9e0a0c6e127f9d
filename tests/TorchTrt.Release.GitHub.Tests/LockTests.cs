using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.GitHub.Tests;

/// <summary>Two release managers, lost replies, runs that died: the lock on the forge.</summary>
public sealed class LockTests(TwinWorld world) : IClassFixture<TwinWorld>
{
    private static int serial;

    private readonly string branch = Branch(world);

    [Fact]
    public async Task A_lock_says_who_holds_it_where_for_what_and_since_when()
    {
        var taken = await Take(Ada, await Look());

        (await Look()).ShouldBe(taken);
        (await Look()).Held.ShouldBe(Ada);
        Ada.ToString().ShouldBe($"ada on workstation releases 2.14.0 from {branch} since 2026-11-20 09:30:00 UTC");
    }

    [Fact]
    public async Task The_second_is_refused_and_told_who_was_first()
    {
        var seen = await Look();
        await Take(Ada, seen);

        var refused = await Should.ThrowAsync<ReleaseException>(() => Take(Bob, seen));

        refused.ExitCode.ShouldBe(ExitCode.Blocked);
        refused.Errors.ShouldHaveSingleItem().Code.ShouldBe("TR3203");
        refused.Message.ShouldContain("ada on workstation");
        (await Look()).Held.ShouldBe(Ada);
    }

    [Fact]
    public async Task A_lock_that_was_let_go_can_be_taken_by_another()
    {
        await world.Forge.Locks.LetGo(await Take(Ada, await Look()), world.Cancel);
        (await Look()).Held.ShouldBeNull();

        (await Take(Bob, await Look())).Held.ShouldBe(Bob);
    }

    [Theory]
    [InlineData("POST", "/git/commits", "status", 409)]
    [InlineData("POST", "/git/commits", "lag", 404)]
    [InlineData("PATCH", "/git/refs/release-locks", "reset", 0)]
    [InlineData("PATCH", "/git/refs/release-locks", "status", 503)]
    [InlineData("PATCH", "/git/refs/release-locks", "status", 409)]
    [InlineData("PATCH", "/git/refs/release-locks", "exists", 422)]
    [InlineData("PATCH", "/git/refs/release-locks", "lag", 404)]
    [InlineData("PATCH", "/git/refs/release-locks", "after", 0)]
    [InlineData("GET", "/git/commits", "lag", 404)]
    public async Task A_lock_is_let_go_whatever_goes_wrong_once(string method, string path, string kind, int status)
    {
        var mine = await Take(Ada, await Look());
        await world.Fault(method, path, kind, status);

        await world.Forge.Locks.LetGo(mine, world.Cancel);

        (await Look()).Held.ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_looked_before_another_came_and_went_is_refused()
    {
        var before = await Look();
        await world.Forge.Locks.LetGo(await Take(Ada, before), world.Cancel);

        var refused = await Should.ThrowAsync<ReleaseException>(() => Take(Bob, before));

        refused.Message.ShouldContain("while this command looked at it");
        (await Look()).Held.ShouldBeNull();
    }

    [Fact]
    public async Task A_stale_lock_is_taken_over_with_a_reason_that_stays_in_its_history()
    {
        await Take(Ada, await Look());

        await Take(Bob with { TakeOver = "ada's machine burned" }, await Look());

        (await Look()).Held.ShouldNotBeNull().TakeOver.ShouldBe("ada's machine burned");
        world.Git(world.Bare, "log", "--format=%B", $"refs/release-locks/{branch}").ShouldContain("Owner: ada");
    }

    [Fact]
    public async Task Of_two_that_take_the_same_stale_lock_over_one_wins()
    {
        var stale = await Take(Ada, await Look());
        var winner = await Take(Bob with { TakeOver = "it hangs" }, stale);

        (await Should.ThrowAsync<ReleaseException>(() => Take(Bob with { Holder = "third", Owner = "eve", TakeOver = "it hangs" }, stale))).Errors[0].Code.ShouldBe("TR3203");
        (await Look()).ShouldBe(winner);
    }

    [Fact]
    public async Task Whoever_lost_his_lock_cannot_let_go_that_of_another()
    {
        var mine = await Take(Ada, await Look());
        await Take(Bob with { TakeOver = "it hangs" }, mine);

        await Should.ThrowAsync<ReleaseException>(() => world.Forge.Locks.LetGo(mine, world.Cancel));

        (await Look()).Held.ShouldNotBeNull().Owner.ShouldBe("bob");
    }

    [Theory]
    [InlineData("POST", "/git/refs$")]
    [InlineData("POST", "/git/commits$")]
    public async Task A_lock_whose_reply_was_lost_is_found_to_be_ours(string method, string path)
    {
        await world.Fault(method, path, "after");

        (await Take(Ada, await Look())).Held.ShouldBe(Ada);
    }

    [Fact]
    public async Task A_lock_let_go_whose_reply_was_lost_is_let_go()
    {
        var mine = await Take(Ada, await Look());
        await world.Fault("PATCH", "/git/refs/", "after");

        await world.Forge.Locks.LetGo(mine, world.Cancel);

        (await Look()).Held.ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_at_once_exactly_one_wins_and_the_others_change_nothing()
    {
        for (var round = 0; round < 5; round++)
        {
            var place = Branch(world);
            var seen = await world.Forge.Locks.Look(place, world.Cancel);
            var attempts = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Won(Ada with { Branch = place, Holder = $"holder {number}", Owner = $"manager {number}" }, seen)));

            attempts.Count(won => won is not null).ShouldBe(1);
            (await world.Forge.Locks.Look(place, world.Cancel)).Held.ShouldBe(attempts.Single(won => won is not null));
        }
    }

    [Fact]
    public async Task A_branch_that_the_forge_does_not_have_cannot_be_locked()
        => (await Should.ThrowAsync<ReleaseException>(() => world.Forge.Locks.Take(Ada with { Branch = "no-such" }, new LockSight(null, null), world.Cancel))).Errors[0].Code.ShouldBe("TR3204");

    private ReleaseLock Ada => new(branch, "2.14.0", "ada", "workstation", "one", new DateTimeOffset(2026, 11, 20, 9, 30, 0, TimeSpan.Zero));

    private ReleaseLock Bob => Ada with { Owner = "bob", Machine = "laptop", Holder = "two" };

    private Task<LockSight> Look() => world.Forge.Locks.Look(branch, world.Cancel);

    private Task<LockSight> Take(ReleaseLock wanted, LockSight seen) => world.Forge.Locks.Take(wanted, seen, world.Cancel);

    private async Task<ReleaseLock?> Won(ReleaseLock wanted, LockSight seen)
    {
        try
        {
            return (await Take(wanted, seen)).Held;
        }
        catch (ReleaseException refused) when (refused.Errors[0].Code == "TR3203")
        {
            return null;
        }
    }

    private static string Branch(TwinWorld world)
    {
        var name = $"release/9.{Interlocked.Increment(ref serial)}";
        world.Git(world.Bare, "update-ref", $"refs/heads/{name}", world.Head.Hex);
        return name;
    }
}
