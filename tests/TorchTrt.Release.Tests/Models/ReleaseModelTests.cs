using System.Globalization;

namespace TorchTrt.Release.Tests.Models;

/// <summary>Ten thousand random releases, each a row of deeds by two managers and by people, every step the real one.</summary>
public sealed class ReleaseModelTests
{
    private const int Stories = 10_000;

    [Fact]
    public async Task Whatever_people_do_and_wherever_power_fails_a_release_ends_well_or_says_why_it_cannot()
    {
        var (wrong, released, deeds) = (new List<string>(), 0, 0);
        for (var seed = 0; seed < Stories && wrong.Count < 5; seed++)
        {
            var story = Draw(seed);
            deeds += story.Count;
            var (problem, isReleased) = await Story.Tell(story);
            if (isReleased) released++;
            if (problem is not null) wrong.Add($"seed {seed}: {await Shrunk(story)}");
        }

        wrong.ShouldBeEmpty();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stories} stories of {deeds} deeds; {released} releases were done in the end"));
        // Most of the worlds can be repaired: where that is no longer so, the test shows little.
        released.ShouldBeGreaterThan(Stories / 2);
    }

    private static List<Deed> Draw(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 2 + random.Next(11)).Select(_ => Deed.Draw(random))];
    }

    /// <summary>The story without every deed that it goes wrong without, too.</summary>
    private static async Task<string> Shrunk(List<Deed> story)
    {
        for (var index = 0; index < story.Count;)
        {
            var without = story.Where((_, place) => place != index).ToList();
            if ((await Story.Tell(without)).Wrong is null) index++;
            else story = without;
        }

        return $"{(await Story.Tell(story)).Wrong}\n    {string.Join("\n    ", story)}";
    }
}
