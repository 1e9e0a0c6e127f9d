using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Changelog;

/// <summary>Commits and their parents, read once, so that any number of ranges costs no further call of git.</summary>
public sealed class CommitGraph
{
    private readonly Dictionary<CommitId, Commit> commits = [];

    private CommitGraph()
    {
    }

    /// <summary>Everything that leads up to some commits.</summary>
    public static async Task<CommitGraph> Read(ICommitLog history, IReadOnlyCollection<CommitId> ends, CancellationToken cancel)
    {
        var graph = new CommitGraph();
        await foreach (var commit in history.Ancestry(ends, cancel)) graph.commits.Add(commit.Id, commit);
        return graph;
    }

    public Commit Get(CommitId id) => commits[id];

    /// <summary>
    /// Commits that lead up to one and not to the other, in the order of <c>git log</c>: by committer date, newest first, never before a child; of
    /// equal dates the one that was met first.
    /// </summary>
    public IEnumerable<Commit> Between(CommitId? from, CommitId to)
    {
        var before = from is null ? [] : Ancestors(from);
        var met = new HashSet<CommitId> { to };
        var waiting = new PriorityQueue<Commit, (long Newest, int Met)>();
        if (!before.Contains(to)) waiting.Enqueue(commits[to], Rank(commits[to], 0));
        while (waiting.TryDequeue(out var commit, out _))
        {
            yield return commit;
            foreach (var parent in commit.Parents.Where(parent => !before.Contains(parent) && met.Add(parent))) waiting.Enqueue(commits[parent], Rank(commits[parent], met.Count));
        }
    }

    private static (long Newest, int Met) Rank(Commit commit, int met) => (-commit.Committed.ToUnixTimeSeconds(), met);

    private HashSet<CommitId> Ancestors(CommitId of)
    {
        var found = new HashSet<CommitId> { of };
        var left = new Stack<CommitId>([of]);
        while (left.TryPop(out var id))
        {
            foreach (var parent in commits[id].Parents.Where(found.Add)) left.Push(parent);
        }

        return found;
    }
}
