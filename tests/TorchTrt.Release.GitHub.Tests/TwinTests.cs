using System.Net;
using System.Net.Sockets;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Twin;

namespace TorchTrt.Release.GitHub.Tests;

public sealed class TwinTests : IAsyncLifetime
{
    private readonly TwinWorld world = new();

    public ValueTask InitializeAsync() => world.InitializeAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_port_that_is_taken_is_one_clear_error()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var error = await Should.ThrowAsync<ReleaseException>(() => GitHubTwin.Start(Options() with { Port = ((IPEndPoint)other.LocalEndpoint).Port }, world.Cancel));

        error.Errors.ShouldHaveSingleItem().Code.ShouldBe("TR3901");
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_is_one_clear_error()
    {
        await world.Stop();
        await File.WriteAllTextAsync(Path.Combine(world.World, "state.json"), "{\"issues\":", world.Cancel);

        (await Should.ThrowAsync<ReleaseException>(() => world.Restart())).Errors.ShouldHaveSingleItem().Code.ShouldBe("TR3903");
    }

    [Fact]
    public async Task A_relative_folder_is_as_good_as_any()
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(world.World, "elsewhere"));

        await using var twin = await GitHubTwin.Start(Options() with { Folder = relative }, world.Cancel);

        twin.Api.IsLoopback.ShouldBeTrue();
    }

    [Fact]
    public async Task A_merge_that_a_dying_twin_did_in_git_only_is_merged_for_the_next_one()
    {
        var pull = await Opened("bump");
        await world.Stop();
        var tree = world.Git(world.Bare, "rev-parse", $"{pull.HeadCommit}^{{tree}}");
        var merge = world.Git(world.Bare, "commit-tree", tree, "-p", world.Head.Hex, "-p", pull.HeadCommit.Hex, "-m", "Merge pull request");
        world.Git(world.Bare, "update-ref", "refs/heads/main", merge);

        await world.Restart();

        (await world.Forge.Pulls.Open("main", world.Cancel)).ShouldBeEmpty();
        (await world.Forge.Pulls.From("bump", world.Cancel))!.MergeCommit!.Hex.ShouldBe(merge);
    }

    [Fact]
    public async Task Another_merge_of_the_same_number_does_not_merge_an_open_pull_request()
    {
        var pull = await Opened("bump");
        var other = world.Commit("refs/heads/other", "feat: other", ("other.txt", "x\n"));
        var merge = world.Git(world.Bare, "commit-tree", $"{other}^{{tree}}", "-p", world.Head.Hex, "-p", other.Hex, "-m", $"Merge pull request #{pull.Number} from elsewhere/other");
        world.Git(world.Bare, "update-ref", "refs/heads/main", merge);

        await world.Restart();

        (await world.Forge.Pulls.From("bump", world.Cancel))!.State.ShouldBe(PullRequestState.Open);
    }

    [Fact]
    public async Task Bytes_of_an_upload_cut_off_by_the_end_of_the_process_are_swept()
    {
        await world.Stop();
        var cut = Path.Combine(world.World, "assets", "0123456789abcdef.incoming");
        await File.WriteAllTextAsync(cut, "half", world.Cancel);

        await world.Restart();

        File.Exists(cut).ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_token_opens_nothing_not_even_for_reading()
    {
        using var http = new HttpClient { BaseAddress = world.Api, DefaultRequestHeaders = { Authorization = new("Bearer", "wrong") } };

        (await http.GetAsync(new Uri("repos/pytorch/TensorRT", UriKind.Relative), world.Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Drafts_are_shown_to_those_who_may_write_and_to_nobody_else()
    {
        var draft = await world.Forge.Releases.CreateDraft(new NewRelease("v9.0.0", world.Head, "nine", "", false), world.Cancel);
        using var stranger = new HttpClient { BaseAddress = world.Api };

        JArray.Parse(await stranger.GetStringAsync(new Uri("repos/pytorch/TensorRT/releases", UriKind.Relative), world.Cancel)).ShouldBeEmpty();
        (await stranger.GetAsync(new Uri($"repos/pytorch/TensorRT/releases/{draft.Id}", UriKind.Relative), world.Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await world.Forge.Releases.Find("v9.0.0", world.Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_locked_branch_takes_a_merge_from_an_administrator()
    {
        var pull = await Opened("bump");
        await world.Lock("main");

        (await world.Forge.Pulls.Merge(pull, world.Cancel)).State.ShouldBe(PullRequestState.Merged);
    }

    [Fact]
    public async Task A_locked_branch_whose_rules_bind_administrators_takes_none()
    {
        var pull = await Opened("bump");
        await world.Send(HttpMethod.Put, "repos/pytorch/TensorRT/branches/main/protection", new
        {
            required_status_checks = (object?)null, enforce_admins = true, required_pull_request_reviews = (object?)null, restrictions = (object?)null, lock_branch = true,
        });

        var error = await Should.ThrowAsync<ReleaseException>(() => world.Forge.Pulls.Merge(pull, world.Cancel));

        error.Errors.ShouldHaveSingleItem().Code.ShouldBe("TR3010");
        error.Message.ShouldContain("locked");
    }

    [Fact]
    public async Task A_state_that_cannot_be_kept_is_said_and_changes_nothing()
    {
        Directory.Delete(Path.Combine(world.World, "assets"), recursive: true);
        File.Delete(Path.Combine(world.World, "state.json"));
        Directory.CreateDirectory(Path.Combine(world.World, "state.json"));

        var error = await Should.ThrowAsync<ReleaseException>(() => world.Lock("main"));

        error.Errors.ShouldHaveSingleItem().Code.ShouldBe("TR3008");
        error.Message.ShouldContain("cannot keep");
        (await world.Freeze("main")).ShouldBeNull();
    }

    private async Task<PullRequest> Opened(string branch)
    {
        world.Git(world.Bare, "update-ref", $"refs/heads/{branch}", world.Head.Hex);
        world.Commit($"refs/heads/{branch}", "chore: Bump version", ("version.txt", "1.1.0\n"));
        return await world.Forge.Pulls.Create(new NewPullRequest("chore: Bump version", "", branch, "main", []), world.Cancel);
    }

    private TwinOptions Options() => new()
    {
        Folder = Path.Combine(world.World, "second"), BareRepository = world.Bare, Owner = "pytorch", Name = "TensorRT", DefaultBranch = "main", Token = "t",
    };
}
