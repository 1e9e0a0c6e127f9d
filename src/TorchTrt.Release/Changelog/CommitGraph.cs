using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Changelog;

/// <summary>Commits and their parents, read once, so that any number of ranges costs no further call of git.</summary>
public sealed class CommitGraph
{
    private readonly List<Commit> commits = [];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    /// <summary>Places of each commit's parents.</summary>
    private int[][] parents = [];

    private CommitGraph()
    {
    }

    /// <summary>Everything that leads up to some commits.</summary>
    public static async Task<CommitGraph> Read(ICommitLog history, IReadOnlyCollection<CommitId> ends, CancellationToken cancel)
    {
        var graph = new CommitGraph();
        await foreach (var commit in history.Ancestry(ends, cancel))
        {
            graph.places.Add(commit.Id.Hex, graph.commits.Count);
            graph.commits.Add(commit);
        }

        graph.Link();
        return graph;
    }

    public Commit Get(CommitId id) => commits[places[id.Hex]];

    /// <summary>
    /// Commits that lead up to one and not to the other, in the order of <c>git log</c>: by committer date, newest first, never before a child; of
    /// equal dates the one that was met first.
    /// </summary>
    public IEnumerable<Commit> Between(CommitId? from, CommitId to)
    {
        var met = new bool[commits.Count];
        if (from is not null) MeetAncestors(places[from.Hex], met);
        var waiting = new PriorityQueue<int, (long Newest, int Met)>();
        var count = 0;
        Meet(places[to.Hex]);
        while (waiting.TryDequeue(out var place, out _))
        {
            yield return commits[place];
            foreach (var parent in parents[place]) Meet(parent);
        }

        void Meet(int place)
        {
            if (met[place]) return;
            met[place] = true;
            waiting.Enqueue(place, (-commits[place].Committed.ToUnixTimeSeconds(), count++));
        }
    }

    private void Link()
    {
        parents = new int[commits.Count][];
        for (var place = 0; place < parents.Length; place++)
        {
            var names = commits[place].Parents;
            parents[place] = new int[names.Count];
            for (var parent = 0; parent < names.Count; parent++) parents[place][parent] = places[names[parent].Hex];
        }
    }

    private void MeetAncestors(int of, bool[] met)
    {
        met[of] = true;
        var left = new Stack<int>([of]);
        while (left.TryPop(out var place))
        {
            foreach (var parent in parents[place])
            {
                if (met[parent]) continue;
                met[parent] = true;
                left.Push(parent);
            }
        }
    }
}
