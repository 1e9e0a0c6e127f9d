using System.Diagnostics;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Twin;

namespace TorchTrt.Release.GitHub.Tests;

/// <summary>What every request has in common: conditions, limits, pace, cancellation, a name for GitHub's support.</summary>
public sealed class PipelineTests(TwinWorld world) : IClassFixture<TwinWorld>
{
    private static readonly SemaphoreSlim Alone = new(1);

    [Fact]
    public async Task What_was_read_before_and_did_not_change_is_read_again_for_free()
    {
        using var forge = world.Connect(TwinWorld.Token);
        var first = await forge.Refs.Branch("main", world.Cancel);
        var left = forge.Use.Remaining;

        (await forge.Refs.Branch("main", world.Cancel)).ShouldBe(first);
        (await forge.Refs.Branch("main", world.Cancel)).ShouldBe(first);

        forge.Use.Unchanged.ShouldBe(2);
        forge.Use.Reads.ShouldBe(3);
        left.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_changed_meanwhile_is_read_anew()
    {
        using var forge = world.Connect(TwinWorld.Token);
        world.Git(world.Bare, "update-ref", "refs/heads/moving", world.Head.Hex);
        (await forge.Refs.Branch("moving", world.Cancel)).ShouldBe(world.Head);

        var next = world.Commit("refs/heads/moving", "fix: more", ("more.txt", "more"));

        (await forge.Refs.Branch("moving", world.Cancel)).ShouldBe(next);
        forge.Use.Unchanged.ShouldBe(0);
    }

    [Fact]
    public async Task Pages_that_did_not_change_lead_on_all_the_same()
    {
        for (var number = 0; number < 101; number++) world.Git(world.Bare, "update-ref", $"refs/heads/many/{number}", world.Head.Hex);
        var milestone = (int)(await world.Send(HttpMethod.Post, "repos/pytorch/TensorRT/milestones", new { title = "pages" }))["number"]!;
        for (var number = 0; number < 101; number++) await world.Send(HttpMethod.Post, "repos/pytorch/TensorRT/issues", new { title = $"issue {number}", milestone });
        using var forge = world.Connect(TwinWorld.Token);

        (await forge.Milestones.Find("pages", world.Cancel))!.Items.Count.ShouldBe(101);
        (await forge.Milestones.Find("pages", world.Cancel))!.Items.Count.ShouldBe(101);

        forge.Use.Unchanged.ShouldBe(forge.Use.Reads / 2);
    }

    [Fact]
    public async Task Changes_keep_their_pace_and_reads_do_not_wait()
    {
        using var forge = world.Connect(TwinWorld.Token, address => address with { Pause = TimeSpan.FromMilliseconds(400) });
        var start = Stopwatch.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, 3).Select(number => forge.Releases.CreateDraft(new NewRelease($"v8.{number}.0", world.Head, "paced", "", false), world.Cancel)));

        Stopwatch.GetElapsedTime(start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(800));
        forge.Use.Changes.ShouldBe(3);
    }

    [Fact]
    public async Task A_change_that_nobody_answers_ends_when_the_user_does_not_want_it_any_more()
    {
        using var forge = world.Connect(TwinWorld.Token);
        var draft = await forge.Releases.CreateDraft(new NewRelease("v8.9.0", world.Head, "hangs", "", false), world.Cancel);
        await world.Fault("PATCH", "/releases/", "hang");
        using var interrupt = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var start = Stopwatch.GetTimestamp();

        await Should.ThrowAsync<OperationCanceledException>(() => forge.Releases.Publish(draft, interrupt.Token));

        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(20));
        (await world.Forge.Releases.Find("v8.9.0", world.Cancel))!.IsDraft.ShouldBeTrue();
    }

    [Theory]
    [InlineData("status", 500)]
    [InlineData("exists", 0)]
    public async Task An_error_names_the_request_for_GitHubs_support(string kind, int status)
    {
        await Alone.WaitAsync(world.Cancel);
        try
        {
            await world.Fault("POST", "/releases$", kind, status);

            var error = await Should.ThrowAsync<ReleaseException>(() => world.Forge.Releases.CreateDraft(new NewRelease("v8.8.8", world.Head, "refused", "", false), world.Cancel));

            error.Message.ShouldMatch("request [0-9A-F]{16}");
        }
        finally
        {
            Alone.Release();
        }
    }

    [Fact]
    public async Task The_hourly_limit_of_the_twin_is_used_up_and_a_reply_that_did_not_change_costs_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("limits-").FullName;
        await using var twin = await GitHubTwin.Start(
            new TwinOptions { Folder = folder, BareRepository = world.Bare, Owner = "pytorch", Name = "TensorRT", DefaultBranch = "main", Token = TwinWorld.Token, HourlyLimit = 2 }, world.Cancel);
        using var forge = world.Connect(TwinWorld.Token, address => address with { Api = twin.Api });

        for (var read = 0; read < 10; read++) await forge.Refs.Branch("main", world.Cancel);
        (await forge.Refs.Tag("v0.0.0", world.Cancel)).ShouldBeNull();
        var refused = await Should.ThrowAsync<ReleaseException>(() => forge.Refs.Tag("v0.0.1", world.Cancel));

        refused.Errors.ShouldHaveSingleItem().Code.ShouldBe("TR3003");
        refused.Message.ShouldContain("give the same command again after");
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_forge_whose_reads_lag_gets_one_draft_and_one_pull_request_all_the_same(int reads)
    {
        var folder = Directory.CreateTempSubdirectory("lag-").FullName;
        await using var twin = await GitHubTwin.Start(
            new TwinOptions { Folder = folder, BareRepository = world.Bare, Owner = "pytorch", Name = "TensorRT", DefaultBranch = "main", Token = TwinWorld.Token, ReadsThatLag = reads }, world.Cancel);
        using var forge = world.Connect(TwinWorld.Token, address => address with { Api = twin.Api });
        (await forge.Releases.Find("v8.1.1", world.Cancel)).ShouldBeNull();

        var made = await forge.Releases.CreateDraft(new NewRelease("v8.1.1", world.Head, "lags", "", false), world.Cancel);
        for (var read = 0; read <= reads; read++) await forge.Releases.Find("v8.1.1", world.Cancel);

        (await forge.Releases.Find("v8.1.1", world.Cancel)).ShouldNotBeNull().Id.ShouldBe(made.Id);
        Directory.Delete(folder, recursive: true);
    }
}
