namespace TorchTrt.Release.Bench.SideBySide;

/// <summary>Runs all contenders in turn, A B C A B C …, after one round that does not count.</summary>
/// <param name="rounds">Counted rounds, at least 1.</param>
public sealed class Referee(int rounds, Action<string> progress)
{
    public async Task<Standing> Judge(IContest contest, Arena arena, CancellationToken cancel)
    {
        progress($"{contest.Name}: preparing");
        var lineup = await contest.Arrange(arena, cancel);
        Contender[] contenders = [lineup.Ours, .. lineup.Peers.Select(peer => peer.Contender)];
        var runs = contenders.Select(_ => new List<TimedRun>()).ToArray();
        for (var round = 0; round <= rounds; round++)
        {
            for (var index = 0; index < contenders.Length; index++)
            {
                var run = await TimedRun.Of(contenders[index], arena.Folder, cancel);
                if (round > 0) runs[index].Add(run);
            }

            progress($"{contest.Name}: round {round} of {rounds}");
        }

        Score[] scores = [.. contenders.Zip(runs, (contender, list) => new Score(contender, list))];
        return new(contest, scores[0], [.. lineup.Peers.Select((peer, index) => (peer, scores[index + 1], Ratio.Of(scores[0], scores[index + 1])))]);
    }
}
