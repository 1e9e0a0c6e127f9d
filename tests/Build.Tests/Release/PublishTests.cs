using Build.Sample;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.GitHub;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Twin;

namespace Build.Tests.Release;

/// <summary>The real thing: <c>--publish</c> against a forge of its own, here another twin, and a git remote that is pushed to.</summary>
public sealed class PublishTests : IAsyncLifetime
{
    private const string Token = "ghp_theManagersOwnToken0123456789abcdefgh";

    private static readonly RepositoryName Repository = new("pytorch", "TensorRT");

    private static readonly string[] Targets =
    [
        "--exclusive", "--target=Freeze", "--target=ReleaseTesting", "--target=Bump", "--target=Changelog", "--target=VersionBumpPr", "--target=Tag", "--target=Attest", "--target=GitHubRelease", "--target=Verify",
    ];

    private readonly ReleaseProgram program = new() { Token = Token };
    private GitHubTwin? twin;
    private GitHubForge? forge;

    private string Checkout => program.Place("checkout");

    private string Remote => program.Place("remote.git");

    private string[] Command => [.. Targets, "--publish", $"--repo={Checkout}", $"--forge={twin!.Api}", $"--github={Repository}"];

    public async ValueTask InitializeAsync()
    {
        var home = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(home, "TorchTensorRT.Release.slnx"))) home = Path.GetDirectoryName(home)!;
        var sample = await new SampleRepository(home).Materialise(Checkout, SampleLayout.Classic, default);
        program.Git(Checkout, "clone", "--quiet", "--bare", Checkout, Remote);
        foreach (var (key, value) in new[] { ("remote.origin.url", Remote), ("remote.origin.pushurl", Remote), ("user.name", "Ada"), ("user.email", "ada@example.org") })
            program.Git(Checkout, "config", key, value);
        twin = await GitHubTwin.Start(
            new TwinOptions
            {
                Folder = program.Place("forge"), BareRepository = Remote, Owner = Repository.Owner, Name = Repository.Name, DefaultBranch = "master", Token = Token, Seed = sample.GitHubSeed,
            },
            default);
        BuiltElsewhere.Into(program.Folder());
        forge = GitHubForge.Connect(new ForgeAddress(twin.Api, Repository), () => Token, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        forge?.Dispose();
        if (twin is not null) await twin.DisposeAsync();
        program.Dispose();
    }

    [Fact]
    public async Task A_release_waits_for_the_merge_and_the_same_command_finishes_it()
    {
        var (waiting, output, errors) = program.Run(Command);
        waiting.ShouldBe(4, $"{output}\n{errors}");
        errors.ShouldContain("run the same command again");

        var pull = await forge!.Pulls.From("release/v1.1.0-bump", default);
        await forge.Pulls.Merge(pull.ShouldNotBeNull(), default);
        var (done, second, wrong) = program.Run(Command);

        done.ShouldBe(0, $"{second}\n{wrong}");
        (await forge.Releases.Find("v1.1.0", default)).ShouldNotBeNull().IsDraft.ShouldBeFalse();
        program.Git(Remote, "cat-file", "-t", "refs/tags/v1.1.0").ShouldBe("tag");
        program.Git(Remote, "show", "v1.1.0:py/setup.py").ShouldContain("'1.1.0'");
    }

    [Fact]
    public async Task What_was_reviewed_is_what_runs_and_a_world_that_moved_is_refused()
    {
        program.Run([.. Command, "--plan"]).ExitCode.ShouldBe(2);
        var fingerprint = (string)JObject.Parse(File.ReadAllText(Path.Combine(program.Folder(), "plan.json")))["fingerprint"]!;
        await forge!.Freezes.Take(new FreezeLease(0, "master", FreezeMeans.Ruleset, "1.1.0", "somebody else", DateTimeOffset.UtcNow.AddDays(1)), null, default);

        var (exitCode, _, errors) = program.Run([.. Command, $"--confirm={fingerprint}"]);

        exitCode.ShouldBe(3, errors);
        errors.ShouldContain("TR9203");
        (await forge.Pulls.From("release/v1.1.0-bump", default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_confirmed_plan_is_carried_out_and_continued_with_the_same_command()
    {
        program.Run([.. Command, "--plan"]).ExitCode.ShouldBe(2);
        var fingerprint = (string)JObject.Parse(File.ReadAllText(Path.Combine(program.Folder(), "plan.json")))["fingerprint"]!;

        var first = program.Run([.. Command, $"--confirm={fingerprint}"]);
        first.ExitCode.ShouldBe(4, first.Errors);
        await forge!.Pulls.Merge((await forge.Pulls.From("release/v1.1.0-bump", default))!, default);
        var second = program.Run([.. Command, $"--confirm={fingerprint}"]);

        second.ExitCode.ShouldBe(0, $"{second.Output}\n{second.Errors}");
    }

    [Fact]
    public async Task While_another_manager_releases_this_one_is_refused_unharmed_and_takes_over_only_with_a_reason()
    {
        var other = new ReleaseLock("master", "1.1.0", "eve", "another machine", "another folder", DateTimeOffset.UtcNow);
        await forge!.Locks.Take(other, await forge.Locks.Look("master", default), default);

        var (exitCode, _, errors) = program.Run(Command);

        exitCode.ShouldBe(3, errors);
        errors.ShouldContain("TR3203");
        errors.ShouldContain("eve on another machine");
        (await forge.Freezes.Look("master", default)).Lease.ShouldBeNull();
        (await forge.Pulls.From("release/v1.1.0-bump", default)).ShouldBeNull();

        var (takenOver, output, wrong) = program.Run([.. Command, "--take-over=eve went home and her run hangs"]);

        takenOver.ShouldBe(4, $"{output}\n{wrong}");
        (await forge.Locks.Look("master", default)).Held.ShouldBeNull();
        (await forge.Pulls.From("release/v1.1.0-bump", default)).ShouldNotBeNull();
    }

    [Fact]
    public void The_token_is_nowhere_in_what_is_left_behind()
    {
        var (_, output, errors) = program.Run(Command);

        (output + errors).ShouldNotContain(Token);
        foreach (var file in Directory.EnumerateFiles(program.Artifacts, "*", SearchOption.AllDirectories))
            File.ReadAllText(file).ShouldNotContain(Token, customMessage: file);
    }

    [Fact]
    public void A_pull_request_that_holds_the_release_up_is_exit_code_3()
    {
        var (exitCode, _, errors) = program.Run([.. Command, "--ignore-label=something-else"]);

        exitCode.ShouldBe(3, errors);
        errors.ShouldContain("TR3201");
    }
}
