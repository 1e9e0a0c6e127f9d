namespace TorchTrt.Release.Changelog;

/// <summary>
/// Drops each pair of a revert and the commit it takes back, as conventional-commits-filter 5.0 does: only when the revert comes first (newest
/// first order), both are listed, and header and full hash agree. Kept commits keep their order.
/// </summary>
internal static class RevertFilter
{
    public static IEnumerable<T> WithoutReverted<T>(IEnumerable<T> entries, Func<T, ConventionalCommit> commitOf)
    {
        var kept = new List<(T Entry, ConventionalCommit Commit)>();
        var dropped = new HashSet<int>();
        var waiting = new Dictionary<RevertedCommit, Queue<int>>();
        foreach (var entry in entries)
        {
            var commit = commitOf(entry);
            if (waiting.TryGetValue(Named(commit), out var reverts) && reverts.TryDequeue(out var revert))
            {
                dropped.Add(revert);
                continue;
            }

            if (commit.Reverts is { } reverted) Wait(waiting, reverted, kept.Count);
            kept.Add((entry, commit));
        }

        return kept.Where((_, place) => !dropped.Contains(place)).Select(item => item.Entry);
    }

    private static RevertedCommit Named(ConventionalCommit commit) => new(Ecma.Trim(commit.Header), commit.Id.Hex);

    private static void Wait(Dictionary<RevertedCommit, Queue<int>> waiting, RevertedCommit reverted, int place)
    {
        var key = new RevertedCommit(Ecma.Trim(reverted.Header), reverted.Hash);
        if (!waiting.TryGetValue(key, out var places)) waiting[key] = places = new Queue<int>();
        places.Enqueue(place);
    }
}
