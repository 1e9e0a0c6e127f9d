using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;

namespace Build.Tests.Release;

/// <summary>Where the token comes from, what it may do, and where it never is.</summary>
public sealed class TokenTests
{
    [Fact]
    public async Task A_token_that_only_GitHubs_own_program_keeps_publishes_and_is_in_no_argument_log_or_file()
    {
        await using var sample = await PublishedSample.Begin();
        using var gh = new ToolsFolder();
        gh.Script("bin/gh", $"echo \"$@\" >> {gh["asked"]}\necho {PublishedSample.Token}");
        sample.Program.Token = null;
        sample.Program.Variables["PATH"] = $"{gh["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";

        var (exitCode, output, errors) = sample.Run(sample.Command("Freeze"));

        exitCode.ShouldBe(0, $"{output}\n{errors}");
        (await sample.Forge.Freezes.Look("master", default)).Lease.ShouldNotBeNull();
        File.ReadAllText(gh["asked"]).ShouldBe("auth token --hostname 127.0.0.1\n");
        (output + errors).ShouldNotContain(PublishedSample.Token);
        foreach (var file in Directory.EnumerateFiles(sample.Program.Artifacts, "*", SearchOption.AllDirectories)) File.ReadAllText(file).ShouldNotContain(PublishedSample.Token, customMessage: file);
    }

    [Fact]
    public async Task The_environments_token_comes_first_and_GitHubs_program_is_not_asked()
    {
        await using var sample = await PublishedSample.Begin();
        using var gh = new ToolsFolder();
        gh.Script("bin/gh", $"touch {gh["asked"]}\necho another");
        sample.Program.Variables["PATH"] = $"{gh["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";

        sample.Run(sample.Command("Freeze")).ExitCode.ShouldBe(0);

        File.Exists(gh["asked"]).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_any_token_the_first_change_says_how_to_give_one()
    {
        await using var sample = await PublishedSample.Begin();
        using var gh = new ToolsFolder();
        gh.Script("bin/gh", "echo 'no oauth token found' >&2\nexit 1");
        sample.Program.Token = null;
        sample.Program.Variables["PATH"] = $"{gh["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";

        var (exitCode, _, errors) = sample.Run(sample.Command("Freeze"));

        exitCode.ShouldBe(1, errors);
        errors.ShouldContain("TR3001");
        errors.ShouldContain("gh auth login");
    }

    [Fact]
    public async Task Doctor_says_stage_by_stage_what_the_token_may_do_and_changes_nothing()
    {
        await using var sample = await PublishedSample.Begin();
        var before = File.ReadAllText(sample.State);

        var (exitCode, output, errors) = sample.Run("--target=Doctor", $"--forge={sample.Api}", $"--github={PublishedSample.Repository}", "--branch=master");

        exitCode.ShouldBe(0, errors);
        Row(output, "Freeze, Thaw").ShouldBe("Administration: write have");
        Row(output, "GitHubRelease, Verify").ShouldBe("Contents: write have");
        output.ShouldNotContain("lack");
        File.ReadAllText(sample.State).ShouldBe(before);

        sample.Program.Token = null;
        sample.Program.Variables["PATH"] = "/usr/bin:/bin";
        var without = sample.Run("--target=Doctor", $"--forge={sample.Api}", $"--github={PublishedSample.Repository}", "--branch=master");
        Row(without.Output, "Freeze, Thaw").ShouldBe("Administration: write lack: give a token");
        without.Output.ShouldContain("set GITHUB_TOKEN, or log in with gh auth login");
    }

    [Fact]
    public async Task Doctor_tells_of_a_freeze_that_nobody_ended()
    {
        await using var sample = await PublishedSample.Begin();
        var over = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
        await sample.Forge.Freezes.Take(new FreezeLease(0, "master", FreezeMeans.Ruleset, "1.0.0", "grace", over), null, TestContext.Current.CancellationToken);

        var (exitCode, output, errors) = sample.Run("--target=Doctor", $"--forge={sample.Api}", $"--github={PublishedSample.Repository}");

        exitCode.ShouldBe(0, errors);
        output.ShouldContain("master is frozen for 1.0.0 by grace until 2026-05-01 12:00 UTC: that time is over. End it with --target=Thaw --version=1.0.0");
    }

    /// <summary>What stands beside a stage, its spaces made one.</summary>
    private static string Row(string table, string stage)
        => string.Join(' ', table.Split('\n').Single(line => line.StartsWith($"{stage}  ", StringComparison.Ordinal))[stage.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
