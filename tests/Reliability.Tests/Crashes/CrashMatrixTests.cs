using Reliability.Tests.Stories;

namespace Reliability.Tests.Crashes;

/// <summary>Wherever the program dies, the same command ends in the world of a release that nothing happened to.</summary>
public sealed class CrashMatrixTests
{
    [Fact]
    public async Task Dead_at_any_call_and_started_again_the_release_ends_in_the_same_world()
    {
        await using var undisturbed = await DoomedRun.Begin(null);
        (await undisturbed.Finish()).ShouldBeNull();
        var expected = undisturbed.World.Text();
        var points = Figures.Choose([.. Points(undisturbed.Calls)], 12);

        var wrong = await Figures.Run(points, point => Attempt(point, expected));

        Figures.Tell("crash matrix", $"{points.Count} cases on real processes: {undisturbed.Calls.Count} calls, before and after each, SIGKILL and SIGINT; {wrong.Count} ended in another world");
        wrong.ShouldBeEmpty();
    }

    private static IEnumerable<CrashPoint> Points(IReadOnlyList<string> calls)
        => from call in calls.Index()
           from moment in Enum.GetValues<Moment>()
           from death in Enum.GetValues<Death>()
           select new CrashPoint(call.Index + 1, call.Item, moment, death);

    private static async Task<string?> Attempt(CrashPoint point, string expected)
    {
        await using var run = await DoomedRun.Begin(point);
        if (await run.Finish() is { } problem) return problem;
        if (!run.Died) return "it was to die and did not";
        var world = run.World.Text();
        return world == expected ? null : Difference.Between(expected, world);
    }
}
