using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Changelog;

/// <summary>
/// Drops each pair of a revert and the commit it takes back, as conventional-commits-filter does: only when the revert comes first (newest
/// first order), both are listed, and header and full hash agree. Kept commits keep their order.
/// </summary>
internal static class RevertFilter
{
    public static IReadOnlyList<T> WithoutReverted<T>(IEnumerable<T> entries, Func<T, IRevertible> commitOf)
    {
        var kept = new List<T>();
        var dropped = new HashSet<int>();
        var waiting = new Dictionary<RevertedCommit, Queue<int>>();
        foreach (var entry in entries)
        {
            var commit = commitOf(entry);
            if (waiting.Count > 0 && waiting.TryGetValue(Key(commit.Header, commit.Id.Hex), out var reverts) && reverts.TryDequeue(out var revert))
            {
                dropped.Add(revert);
                continue;
            }

            if (commit.Reverts is { } reverted) Wait(waiting, Key(reverted.Header, reverted.Hash), kept.Count);
            kept.Add(entry);
        }

        return dropped.Count == 0 ? kept : [.. kept.Where((_, place) => !dropped.Contains(place))];
    }

    private static RevertedCommit Key(string header, string hash) => new(Ecma.Trim(header), hash);

    private static void Wait(Dictionary<RevertedCommit, Queue<int>> waiting, RevertedCommit reverted, int place)
    {
        if (!waiting.TryGetValue(reverted, out var places)) waiting[reverted] = places = new Queue<int>();
        places.Enqueue(place);
    }
}

/// <summary>A commit that another may take back, and that may itself take one back.</summary>
internal interface IRevertible
{
    CommitId Id { get; }

    string Header { get; }

    RevertedCommit? Reverts { get; }
}
