using Reliability.Tests.Stories;
using TorchTrt.Release;
using TorchTrt.Release.GitHub;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Versions;

namespace Reliability.Tests.Managers;

/// <summary>Two people release the same branch at the same moment, their requests mixed in every order: one holds the lock, the other is refused and has changed nothing.</summary>
public sealed class TwoManagersTests
{
    private static readonly ReleaseTarget Release = ToolsWorld.Target("1.1.0") with { Branch = "master" };

    /// <summary>A forge answers 5,000 requests an hour.</summary>
    private const int RacesInAWorld = 100;

    [Fact]
    public async Task However_their_requests_are_mixed_one_wins()
    {
        var count = Figures.Count(1000, 60);
        var wrong = new List<string>();
        var orders = new HashSet<string>();
        foreach (var seeds in Enumerable.Range(0, count).Chunk(RacesInAWorld)) await Races(seeds, wrong, orders);

        Figures.Tell("two managers", $"{count} interleavings, {orders.Count} different orders of requests; one winner in each, the other refused with TR3203 (exit code 3); {wrong.Count} ended otherwise");
        wrong.ShouldBeEmpty();
    }

    private static async Task Races(IEnumerable<int> seeds, List<string> wrong, HashSet<string> orders)
    {
        await using var world = await PublishedWorld.Begin();
        string? before = null;
        foreach (var seed in seeds)
        {
            var (ends, turns) = await Race(world.Api, seed);
            orders.Add(string.Concat(turns.Order));
            var problem = ends.Count(end => end is null) != 1 ? "not one winner"
                : ends.Single(end => end is not null) is var refusal && (refusal!.ExitCode != ExitCode.Blocked || refusal.Errors[0].Code != "TR3203") ? $"refused otherwise: {refusal.Message}"
                : before is not null && world.Text() != before ? Difference.Between(before, world.Text())
                : null;
            if (problem is not null) wrong.Add($"seed {seed}, order {string.Concat(turns.Order)}: {problem}");
            before = world.Text();
        }
    }

    /// <returns>How each ended: null for whoever had the lock, and had it until the other had ended.</returns>
    private static async Task<(IReadOnlyList<ReleaseException?> Ends, Turns Turns)> Race(Uri api, int seed)
    {
        var turns = new Turns(seed, runners: 2);
        var isOver = new bool[2];
        var ends = await Task.WhenAll(Enumerable.Range(0, 2).Select(who => Task.Run(() => Manage(who))));
        return (ends, turns);

        async Task<ReleaseException?> Manage(int who)
        {
            using var forge = GitHubForge.Connect(new ForgeAddress(api, new RepositoryName("pytorch", "TensorRT")), () => Token(who), new HurriedTime());
            var step = new LockStep(forge, Release, new LockTerms($"manager {who}", "here", $"run {seed} of {who}", null), TimeProvider.System);
            try
            {
                switch (await step.Observe(default))
                {
                    case Pending pending: await step.Apply(pending, default); break;
                    case Blocked blocked: throw new ReleaseException(ExitCode.Blocked, blocked.Reasons);
                    case var other: throw new InvalidOperationException($"{other}");
                }

                while (!isOver[1 - who]) await turns.Mine(who);
                await step.LetGo(default);
                return null;
            }
            catch (ReleaseException refused)
            {
                return refused;
            }
            finally
            {
                isOver[who] = true;
                turns.Ended();
            }
        }

        // The adapter asks for the token before each request, and only then.
        string Token(int who)
        {
            turns.Mine(who).GetAwaiter().GetResult();
            return PublishedWorld.Token;
        }
    }
}
