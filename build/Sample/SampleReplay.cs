using System.Text;

namespace Build.Sample;

/// <summary>What a commit changes: new contents by path.</summary>
public sealed record SampleSnapshot(SampleCommit Commit, IReadOnlyDictionary<string, byte[]> Changed);

/// <summary>
/// Works the contents of every commit out. Backwards first, from the files at the tip, to learn how each file looked when it appeared;
/// then forwards, branch by branch.
/// </summary>
public static class SampleReplay
{
    public static IReadOnlyList<SampleSnapshot> Of(SampleHistory history, IReadOnlyDictionary<string, byte[]> tip)
    {
        var born = Born(history, tip);
        var trees = new Dictionary<string, Dictionary<string, byte[]>>();
        var snapshots = new List<SampleSnapshot>();
        foreach (var commit in history.Commits)
        {
            var tree = trees.TryGetValue(commit.Branch, out var own) ? own
                : trees[commit.Branch] = commit.StartsFrom is null ? [] : new(trees[commit.StartsFrom]);
            var merged = commit.Merges is null ? [] : history.Commits.Where(c => c.Branch == commit.Merges).SelectMany(c => Done(c, tree, born));
            var changed = merged.Concat(Done(commit, tree, born)).GroupBy(c => c.Path, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Last().Content, StringComparer.Ordinal);
            snapshots.Add(new SampleSnapshot(commit, changed));
        }

        return snapshots;
    }

    private static Dictionary<SampleChange, List<(string Path, byte[] Content)>> Born(
        SampleHistory history, IReadOnlyDictionary<string, byte[]> tip)
    {
        var tree = new Dictionary<string, byte[]>(tip, StringComparer.Ordinal);
        var born = new Dictionary<SampleChange, List<(string, byte[])>>(ReferenceEqualityComparer.Instance);
        foreach (var change in history.Commits.Where(c => history.Reaches(c.Branch)).SelectMany(c => c.Changes).Reverse())
        {
            switch (change)
            {
                case SampleChange.Edit edit:
                    tree[edit.Path] = Edited(tree, edit.Path, edit.Undo);
                    break;
                case SampleChange.Appears appears:
                    var paths = tree.Keys.Where(appears.Covers).Order(StringComparer.Ordinal).ToList();
                    if (paths.Count == 0)
                        throw new InvalidDataException($"new {appears.Pattern}: there is no such file.");
                    born[change] = [.. paths.Select(path => (path, tree[path]))];
                    paths.ForEach(path => tree.Remove(path));
                    break;
            }
        }

        if (tree.Count > 0)
            throw new InvalidDataException($"No commit introduces {string.Join(", ", tree.Keys.Order(StringComparer.Ordinal))}.");
        return born;
    }

    private static IEnumerable<(string Path, byte[] Content)> Done(
        SampleCommit commit, Dictionary<string, byte[]> tree, Dictionary<SampleChange, List<(string Path, byte[] Content)>> born)
    {
        foreach (var change in commit.Changes)
        {
            var contents = change is SampleChange.Edit edit ? [(edit.Path, Edited(tree, edit.Path, edit.Do))] : born[change];
            foreach (var (path, content) in contents)
            {
                tree[path] = content;
                yield return (path, content);
            }
        }
    }

    private static byte[] Edited(Dictionary<string, byte[]> tree, string path, Func<string, string> edit) =>
        tree.TryGetValue(path, out var bytes)
            ? Encoding.UTF8.GetBytes(edit(Encoding.UTF8.GetString(bytes)))
            : throw new InvalidDataException($"edit {path}: there is no such file at that commit.");
}
