using Reliability.Tests.Stories;

namespace Reliability.Tests.Crashes;

/// <summary>Wherever the program dies, the same command ends in the world of a release that nothing happened to.</summary>
public sealed class CrashMatrixTests
{
    [Fact]
    public Task Dead_at_any_call_to_the_forge_and_started_again_the_release_ends_in_the_same_world()
        => EndsInTheSameWorld("crash matrix, forge", Called.Forge, run => run.Calls, 12);

    [Fact]
    public Task Dead_at_any_change_by_git_and_started_again_the_release_ends_in_the_same_world()
        => EndsInTheSameWorld("crash matrix, git", Called.Git, run => run.GitCalls, 6);

    private static async Task EndsInTheSameWorld(string experiment, Called called, Func<DoomedRun, IReadOnlyList<string>> calls, int slice)
    {
        await using var undisturbed = await DoomedRun.Begin(null);
        (await undisturbed.Finish()).ShouldBeNull();
        var expected = undisturbed.World.Text();
        var points = Figures.Choose([.. CrashPoint.All(called, calls(undisturbed))], slice);

        var wrong = await Figures.Run(points, point => Attempt(point, expected));

        Figures.Tell(experiment, $"{points.Count} cases on real processes: {calls(undisturbed).Count} calls, before and after each, SIGKILL and SIGINT; {wrong.Count} ended in another world");
        wrong.ShouldBeEmpty();
    }

    private static async Task<string?> Attempt(CrashPoint point, string expected)
    {
        await using var run = await DoomedRun.Begin(point);
        if (await run.Finish() is { } problem) return problem;
        if (!run.Died) return "it was to die and did not";
        var world = run.World.Text();
        return world == expected ? null : Difference.Between(expected, world);
    }
}
