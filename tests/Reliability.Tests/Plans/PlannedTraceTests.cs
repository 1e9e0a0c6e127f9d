using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using Reliability.Tests.Stories;

namespace Reliability.Tests.Plans;

/// <summary>
/// What the plan says before the first effect is what is done until the release is public: every change of it that others see, in its order, and no other.
/// The lock is left out, which every command takes and lets go for itself.
/// </summary>
public sealed partial class PlannedTraceTests
{
    [Fact]
    public async Task What_was_planned_is_what_is_done_in_any_repository()
    {
        var seeds = Figures.Choose([.. Enumerable.Range(0, 200)], 3);
        var changes = 0;

        var wrong = await Figures.Run(seeds, async seed =>
        {
            var (planned, done) = await Release(new RandomRepository(seed));
            Interlocked.Add(ref changes, planned.Count);
            return planned.SequenceEqual(done) ? null : Difference.Between(string.Join('\n', planned), string.Join('\n', done));
        });

        Figures.Tell("plan and trace", $"{seeds.Count} random repositories, {changes} planned changes; {wrong.Count} were carried out otherwise than planned");
        wrong.ShouldBeEmpty();
    }

    private static async Task<(IReadOnlyList<string> Planned, IReadOnlyList<string> Done)> Release(RandomRepository repository)
    {
        var calls = new List<string>();
        await using var world = await PublishedWorld.Begin(
            (context, next) =>
            {
                if (!HttpMethods.IsGet(context.Request.Method)) lock (calls) calls.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
                return next(context);
            },
            arrange: repository.Arrange);
        var (exitCode, said) = await Here.Run(world, ["--plan", .. repository.Options]);
        exitCode.ShouldBe(2, said);
        calls.ShouldBeEmpty();
        var plan = JObject.Parse(await File.ReadAllTextAsync(Path.Combine(world.ReleaseFolder, "plan.json")));
        (await world.Finish(() => Here.Run(world, [.. repository.Options]))).ShouldBeNull();

        var pushed = Directory.EnumerateFiles(Path.Combine(world.Remote, "logs", "refs"), "*", SearchOption.AllDirectories).SelectMany(File.ReadLines).Count(line => line.EndsWith("\tpush", StringComparison.Ordinal));
        pushed.ShouldBe(Planned(plan).Count(change => change is "push" or "tag"));
        return ([.. Planned(plan).Where(change => change is not ("push" or "tag")).SelectMany(Calls)], [.. calls.Select(Plain).OfType<string>()]);
    }

    private static IEnumerable<string> Planned(JObject plan) =>
        from step in plan["steps"]!
        where (string?)step["name"] != "Lock"
        from change in step["changes"]!
        where (string?)change["reach"] != "local"
        select (string?)change["verb"] is "upload" or "replace" or "comment" ? $"{change["verb"]} {change["target"]}" : (string)change["verb"]!;

    /// <summary>The calls that a planned change is.</summary>
    private static IEnumerable<string> Calls(string change) => change.Split(' ') switch
    {
        ["freeze"] => ["POST rulesets"],
        ["renew", "freeze"] => ["PUT rulesets/N"],
        ["thaw"] => ["DELETE rulesets/N"],
        ["comment", var pull] => [$"POST issues/{pull[1..]}/comments"],
        ["open", ..] => ["POST pulls"],
        ["create", ..] => ["POST releases"],
        ["describe", ..] or ["publish"] => ["PATCH releases/N"],
        ["upload", var name] => [$"POST releases/N/assets?name={name}"],
        ["replace", var name] => [$"POST releases/N/assets?name={name}.replacement", "DELETE releases/assets/N", "PATCH releases/assets/N"],
        ["delete", ..] => ["DELETE releases/assets/N"],
        _ => [$"nobody knows what call '{change}' is"],
    };

    /// <summary>A call without the numbers that the forge gives; null for the lock's, and for the reviewer's who merges.</summary>
    private static string? Plain(string call)
    {
        var plain = call.Replace("/repos/pytorch/TensorRT/", "", StringComparison.Ordinal);
        return plain.Contains(" git/", StringComparison.Ordinal) || plain.EndsWith("/merge", StringComparison.Ordinal) ? null
            : plain.Contains("/comments", StringComparison.Ordinal) ? plain
            : Number().Replace(plain, "/N");
    }

    [GeneratedRegex("/[0-9]+(?![^/?])")]
    private static partial Regex Number();
}
