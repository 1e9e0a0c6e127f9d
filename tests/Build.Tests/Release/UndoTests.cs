using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Twin;

namespace Build.Tests.Release;

/// <summary>Whatever a release has done so far, Undo takes it back, and says what it cannot take back.</summary>
public sealed class UndoTests
{
    private static readonly string[] Reversible = ["Freeze", "ReleaseTesting", "Bump", "Changelog", "VersionBumpPr"];

    [Fact]
    public async Task Before_the_tag_the_world_is_as_it_was_after_whichever_step_the_release_was_given_up()
    {
        await using var sample = await PublishedSample.Begin();
        var before = World(sample);
        foreach (var count in new[] { 1, 3, Reversible.Length })
        {
            var release = sample.Run(sample.Command(Reversible[..count]));
            release.ExitCode.ShouldBe(count == Reversible.Length ? 4 : 0, $"{Reversible[count - 1]}: {release.Output}\n{release.Errors}");
            var made = World(sample);

            var planned = sample.Run([.. sample.Command("Undo"), "--plan"]);
            planned.ExitCode.ShouldBe(2, planned.Errors);
            Would(planned.Output).ShouldBe(count == Reversible.Length ? ["lock", "close pull request", "delete branch", "thaw"] : ["lock", "thaw"], planned.Output);
            World(sample).ShouldBe(made);

            var undone = sample.Run(sample.Command("Undo"));
            undone.ExitCode.ShouldBe(0, $"{undone.Output}\n{undone.Errors}");
            World(sample).ShouldBe(before, $"after {Reversible[count - 1]}");
            sample.Run([.. sample.Command("Undo"), "--plan"]).ExitCode.ShouldBe(0, "nothing is left to undo");
        }

        // What was given up can begin again: the closed pull request stays closed, another one is opened.
        sample.Run(sample.Command(Reversible)).ExitCode.ShouldBe(4);
        await sample.Merge();
        var again = sample.Run(sample.Command([.. Reversible, "Tag", "Attest", "GitHubRelease", "Verify"]));
        again.ExitCode.ShouldBe(0, $"{again.Output}\n{again.Errors}");
    }

    [Fact]
    public async Task A_release_that_was_given_up_and_dies_when_it_begins_again_is_continued_like_any_other()
    {
        var isBroken = false;
        await using var sample = await PublishedSample.Begin(context => isBroken && HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Value!.EndsWith("/pulls", StringComparison.Ordinal)
            ? new Fault(FaultKind.Status) { Status = 500 }
            : null);
        sample.Run(sample.Command(Reversible)).ExitCode.ShouldBe(4);
        sample.Run(sample.Command("Undo")).ExitCode.ShouldBe(0);
        isBroken = true;
        sample.Run(sample.Command(Reversible)).ExitCode.ShouldBe(1, "the branch is pushed, and no pull request can be opened");
        (await sample.Forge.Refs.Branch("release/v1.1.0-bump", default)).ShouldNotBeNull();
        isBroken = false;

        var continued = sample.Run(sample.Command(Reversible));

        continued.ExitCode.ShouldBe(4, $"{continued.Output}\n{continued.Errors}");
        (await sample.Forge.Pulls.From("release/v1.1.0-bump", default)).ShouldNotBeNull().State.ShouldBe(PullRequestState.Open);
    }

    [Fact]
    public async Task Past_the_point_of_no_return_what_stays_is_named_and_the_rest_is_taken_back()
    {
        await using var sample = await PublishedSample.Begin(context => IsPublishing(context) ? new Fault(FaultKind.Status) { Status = 500 } : null);
        string[] all = [.. Reversible, "Tag", "Attest", "GitHubRelease"];
        sample.Run(sample.Command(all)).ExitCode.ShouldBe(4);
        await sample.Merge();
        var failed = sample.Run(sample.Command(all));
        failed.ExitCode.ShouldBe(1, failed.Output);
        failed.Output.ShouldContain("cannot be undone: tag v1.1.0");
        (await sample.Forge.Releases.Find("v1.1.0", default)).ShouldNotBeNull().IsDraft.ShouldBeTrue();

        Would(sample.Run([.. sample.Command("Undo"), "--plan"]).Output).ShouldBe(["lock", "delete draft", "delete branch", "thaw"]);
        var undone = sample.Run(sample.Command("Undo"));

        undone.ExitCode.ShouldBe(0, $"{undone.Output}\n{undone.Errors}");
        undone.Output.ShouldContain("cannot be undone: tag v1.1.0 at");
        undone.Output.ShouldContain("is merged; revert it with a pull request of its own");
        (await sample.Forge.Releases.Find("v1.1.0", default)).ShouldBeNull();
        (await sample.Forge.Freezes.Look("master", default)).Lease.ShouldBeNull();
        (await sample.Forge.Refs.Branch("release/v1.1.0-bump", default)).ShouldBeNull();
        (await sample.Forge.Refs.Tag("v1.1.0", default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_plan_and_the_step_before_it_say_where_the_point_of_no_return_is()
    {
        await using var sample = await PublishedSample.Begin();

        var planned = sample.Run([.. sample.Command([.. Reversible, "Tag", "Attest", "GitHubRelease", "Verify"]), "--plan"]);

        planned.ExitCode.ShouldBe(2, planned.Errors);
        planned.Output.ShouldContain("no return   Tag: tag v1.1.0: the merge commit of the version-bump PR. Until then --target=Undo takes everything back.");
        planned.Output.ShouldContain("would tag v1.1.0: the merge commit of the version-bump PR (cannot be undone)");
    }

    private static bool IsPublishing(HttpContext context) => HttpMethods.IsPatch(context.Request.Method) && context.Request.Path.Value!.Contains("/releases/", StringComparison.Ordinal);

    /// <summary>Verbs of what a plan would do, in its order.</summary>
    private static IReadOnlyList<string> Would(string output)
    {
        string[] verbs = ["take over lock", "lock", "delete draft", "close pull request", "delete branch", "thaw"];
        return [.. output.Split('\n').Where(line => line.StartsWith("would ", StringComparison.Ordinal)).Select(line => verbs.FirstOrDefault(verb => line.StartsWith($"would {verb} ", StringComparison.Ordinal)) ?? line)];
    }

    /// <summary>Everything that others see: branches and tags, open pull requests, rules, releases. Closed pull requests stay.</summary>
    private static string World(PublishedSample sample)
    {
        var state = JObject.Parse(File.ReadAllText(sample.State));
        var pulls = state["pulls"]!.Where(pull => (string?)pull["state"] == "open").Select(pull => $"#{pull["number"]} {pull["title"]}");
        var lists = new[] { "rulesets", "protections", "releases", "assets" }.Select(name => state[name]!.ToString());
        return string.Join('\n', [sample.Program.Git(sample.Remote, "for-each-ref", "refs/heads", "refs/tags"), .. pulls, .. lists]);
    }
}
