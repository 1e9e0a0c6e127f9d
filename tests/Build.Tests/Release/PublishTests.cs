using Newtonsoft.Json.Linq;
using TorchTrt.Release.Steps;

namespace Build.Tests.Release;

/// <summary>The real thing: <c>--publish</c> against a forge of its own, here another twin, and a git remote that is pushed to.</summary>
public sealed class PublishTests : IAsyncLifetime
{
    private PublishedSample? begun;

    private PublishedSample Sample => begun!;

    private string[] Command => Sample.Command("Freeze", "ReleaseTesting", "Bump", "Changelog", "VersionBumpPr", "Tag", "Attest", "GitHubRelease", "Verify");

    public async ValueTask InitializeAsync() => begun = await PublishedSample.Begin();

    public ValueTask DisposeAsync() => Sample.DisposeAsync();

    [Fact]
    public async Task A_release_waits_for_the_merge_and_the_same_command_finishes_it()
    {
        var (waiting, output, errors) = Sample.Program.Run(Command);
        waiting.ShouldBe(4, $"{output}\n{errors}");
        errors.ShouldContain("run the same command again");

        await Sample.Merge();
        var (done, second, wrong) = Sample.Program.Run(Command);

        done.ShouldBe(0, $"{second}\n{wrong}");
        (await Sample.Forge.Releases.Find("v1.1.0", default)).ShouldNotBeNull().IsDraft.ShouldBeFalse();
        Sample.Program.Git(Sample.Remote, "cat-file", "-t", "refs/tags/v1.1.0").ShouldBe("tag");
        Sample.Program.Git(Sample.Remote, "show", "v1.1.0:py/setup.py").ShouldContain("'1.1.0'");
    }

    [Fact]
    public async Task What_was_reviewed_is_what_runs_and_a_world_that_moved_is_refused()
    {
        Sample.Program.Run([.. Command, "--plan"]).ExitCode.ShouldBe(2);
        var fingerprint = (string)JObject.Parse(File.ReadAllText(Path.Combine(Sample.Program.Folder(), "plan.json")))["fingerprint"]!;
        await Sample.Forge.Freezes.Take(new FreezeLease(0, "master", FreezeMeans.Ruleset, "1.1.0", "somebody else", DateTimeOffset.UtcNow.AddDays(1)), null, default);

        var (exitCode, _, errors) = Sample.Program.Run([.. Command, $"--confirm={fingerprint}"]);

        exitCode.ShouldBe(3, errors);
        errors.ShouldContain("TR9203");
        (await Sample.Forge.Pulls.From("release/v1.1.0-bump", default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_confirmed_plan_is_carried_out_and_continued_with_the_same_command()
    {
        Sample.Program.Run([.. Command, "--plan"]).ExitCode.ShouldBe(2);
        var fingerprint = (string)JObject.Parse(File.ReadAllText(Path.Combine(Sample.Program.Folder(), "plan.json")))["fingerprint"]!;

        var first = Sample.Program.Run([.. Command, $"--confirm={fingerprint}"]);
        first.ExitCode.ShouldBe(4, first.Errors);
        await Sample.Merge();
        var second = Sample.Program.Run([.. Command, $"--confirm={fingerprint}"]);

        second.ExitCode.ShouldBe(0, $"{second.Output}\n{second.Errors}");
    }

    [Fact]
    public async Task While_another_manager_releases_this_one_is_refused_unharmed_and_takes_over_only_with_a_reason()
    {
        var other = new ReleaseLock("master", "1.1.0", "eve", "another machine", "another folder", DateTimeOffset.UtcNow);
        await Sample.Forge.Locks.Take(other, await Sample.Forge.Locks.Look("master", default), default);

        var (exitCode, _, errors) = Sample.Program.Run(Command);

        exitCode.ShouldBe(3, errors);
        errors.ShouldContain("TR3203");
        errors.ShouldContain("eve on another machine");
        (await Sample.Forge.Freezes.Look("master", default)).Lease.ShouldBeNull();
        (await Sample.Forge.Pulls.From("release/v1.1.0-bump", default)).ShouldBeNull();

        var (takenOver, output, wrong) = Sample.Program.Run([.. Command, "--take-over=eve went home and her run hangs"]);

        takenOver.ShouldBe(4, $"{output}\n{wrong}");
        (await Sample.Forge.Locks.Look("master", default)).Held.ShouldBeNull();
        (await Sample.Forge.Pulls.From("release/v1.1.0-bump", default)).ShouldNotBeNull();
    }

    [Fact]
    public void The_token_is_nowhere_in_what_is_left_behind()
    {
        var (_, output, errors) = Sample.Program.Run(Command);

        (output + errors).ShouldNotContain(PublishedSample.Token);
        foreach (var file in Directory.EnumerateFiles(Sample.Program.Artifacts, "*", SearchOption.AllDirectories))
            File.ReadAllText(file).ShouldNotContain(PublishedSample.Token, customMessage: file);
    }

    [Fact]
    public void A_pull_request_that_holds_the_release_up_is_exit_code_3()
    {
        var (exitCode, _, errors) = Sample.Program.Run([.. Command, "--ignore-label=something-else"]);

        exitCode.ShouldBe(3, errors);
        errors.ShouldContain("TR3201");
    }
}
