using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.Steps;

namespace Build.Tests.Release;

/// <summary>A rehearsal of tomorrow's release: its forge begins with what the real one holds. Another twin is the real one here.</summary>
public sealed class LiveSeedTests
{
    [Fact]
    public async Task A_rehearsal_begins_with_what_the_forge_holds_and_asks_it_nothing_but_reads()
    {
        var asked = new ConcurrentQueue<string>();
        await using var live = await PublishedSample.Begin(context =>
        {
            asked.Enqueue(context.Request.Method);
            return null;
        });
        await live.Forge.Freezes.Take(new FreezeLease(0, "master", FreezeMeans.Ruleset, "1.0.1", "grace", new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)), null, default);
        var before = File.ReadAllText(live.State);
        asked.Clear();
        live.Program.Token = null;
        live.Program.Variables["PATH"] = "/usr/bin:/bin";

        var (exitCode, output, errors) = live.Run(
            "--target=Freeze", "--plan", $"--repo={live.Checkout}", $"--forge={live.Api}", $"--github={PublishedSample.Repository}", $"--twin-seed={PublishedSample.Repository}");

        exitCode.ShouldBe(2, $"{output}\n{errors}");
        output.ShouldContain("the rehearsal's forge holds what pytorch/TensorRT holds now");
        output.ShouldContain("master is frozen for 1.0.1 by grace until 2020-01-01 00:00 UTC: that time is over.");
        output.ShouldContain("would renew freeze master");
        asked.ShouldAllBe(method => method == "GET");
        File.ReadAllText(live.State).ShouldBe(before);
    }

    [Fact]
    public async Task Its_pull_requests_milestones_checks_releases_and_rules_are_those_of_the_forge()
    {
        await using var live = await PublishedSample.Begin();
        string[] all = ["Freeze", "ReleaseTesting", "Bump", "Changelog", "VersionBumpPr", "Tag", "Attest", "GitHubRelease"];
        live.Run(live.Command(all)).ExitCode.ShouldBe(4);
        await live.Merge();
        live.Run(live.Command(all)).ExitCode.ShouldBe(0);
        live.Program.Git(live.Checkout, "pull", "--quiet", "--tags", "origin", "master");
        live.Program.ArtifactsAt(live.Program.Place("rehearsal"));

        var (exitCode, output, errors) = live.Run(
            "--exclusive", "--target=Thaw", "--version=1.1.1", $"--repo={live.Checkout}", $"--forge={live.Api}", $"--github={PublishedSample.Repository}", $"--twin-seed={PublishedSample.Repository}");

        exitCode.ShouldBe(3, $"{output}\n{errors}");
        errors.ShouldContain("TR3202");
        var seeded = JObject.Parse(File.ReadAllText(Path.Combine(live.Program.Folder("1.1.1"), "world", "state.json")));
        var real = JObject.Parse(File.ReadAllText(live.State));
        foreach (var (list, names) in new (string List, string[] Names)[]
        {
            ("releases", ["tag_name", "name", "body", "draft", "prerelease"]), ("assets", ["name", "state", "size", "digest"]), ("rulesets", ["name", "enforcement", "conditions", "rules"]),
        })
            Told(seeded, list, names).ShouldBe(Told(real, list, names), list);
        Told(seeded, "pulls", "number", "title", "head", "base", "draft", "labels").ShouldBe(
            [.. real["pulls"]!.Where(pull => (string?)pull["state"] == "open").Select(pull => Line(pull, "number", "title", "head", "base", "draft", "labels")).Order(StringComparer.Ordinal)]);
    }

    private static IReadOnlyList<string> Told(JObject state, string list, params string[] names) => [.. state[list]!.Select(thing => Line(thing, names)).Order(StringComparer.Ordinal)];

    private static string Line(JToken thing, params string[] names) => string.Join(" | ", names.Select(name => thing[name]?.ToString(Newtonsoft.Json.Formatting.None)));
}
