using TorchTrt.Release.Docs;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Notes;

/// <summary>Where a range begins.</summary>
/// <param name="Revision">As links name it: a tag, a branch, a hash.</param>
public sealed record NotesEnd(string Revision, CommitId Commit);

/// <summary>Gathers from git what <see cref="ReleaseNotes"/> are made from.</summary>
public sealed class NotesSurvey(IHistory history, IPatches patches)
{
    private static readonly Pin[] Told = [Pin.Torch, Pin.Cuda, Pin.Cudnn, Pin.TensorRt, Pin.TensorRtRtx, Pin.PythonFloor, Pin.PythonCeiling];

    /// <param name="version">The release.</param>
    /// <param name="previous">The release before it; null for a first one.</param>
    /// <param name="to">The commit that is released.</param>
    /// <param name="files">The checkout after its versions were raised; null takes the files of the commit.</param>
    /// <param name="repositoryUrl">What links begin with.</param>
    public async Task<NotesRequest> Take(ReleaseVersion version, NotesEnd? previous, CommitId to, Func<string, byte[]?>? files, string repositoryUrl, CancellationToken cancel)
    {
        var range = new CommitRange(previous?.Commit, to);
        var commits = await Read(range, cancel);
        var then = previous is null ? null : await FilesOf(previous.Commit, cancel);
        var originals = await Originals(commits, cancel);
        var now = files ?? await FilesOf(to, cancel);
        return new NotesRequest(version, previous?.Revision, repositoryUrl, commits)
        {
            Paths = await Paths(range, originals.Values, cancel),
            Carried = previous is null ? CarriedChanges.None : await Carried(commits, previous.Commit, to, cancel),
            Originals = originals,
            Dependencies = Dependencies(then is null ? null : new Tree(then), new Tree(now)),
            Operators = then is null ? null : Operators(then(OperatorIndexSource.Path), now(OperatorIndexSource.Path)),
            EarlierContributors = previous is null ? null : await Contributors.Of(history, new CommitRange(null, previous.Commit), cancel),
        };
    }

    private async Task<IReadOnlyDictionary<CommitId, IReadOnlyList<string>>> Paths(CommitRange range, IEnumerable<Commit> originals, CancellationToken cancel)
    {
        var paths = new Dictionary<CommitId, IReadOnlyList<string>>(await patches.Paths(range, cancel));
        foreach (var original in originals.Where(original => original.Parents.Count == 1 && !paths.ContainsKey(original.Id)))
            foreach (var (commit, touched) in await patches.Paths(new CommitRange(original.Parents[0], original.Id), cancel)) paths[commit] = touched;
        return paths;
    }

    private async Task<CarriedChanges> Carried(IReadOnlyList<Commit> commits, CommitId previous, CommitId to, CancellationToken cancel)
    {
        var earlier = await Read(new CommitRange(to, previous), cancel);
        return earlier.Count == 0 ? CarriedChanges.None : CarriedChanges.Find(commits, earlier, await patches.InBoth(previous, to, cancel));
    }

    private async Task<IReadOnlyDictionary<int, Commit>> Originals(IReadOnlyList<Commit> commits, CancellationToken cancel)
    {
        var picked = Proposals.Of(commits).SelectMany(CherryPick.Originals).Distinct().ToList();
        return picked.Count == 0 ? new Dictionary<int, Commit>() : await patches.ByPullRequest(picked, cancel);
    }

    private async Task<List<Commit>> Read(CommitRange range, CancellationToken cancel)
    {
        var commits = new List<Commit>();
        await foreach (var commit in history.Commits(range, cancel)) commits.Add(commit);
        return commits;
    }

    private async Task<Func<string, byte[]?>> FilesOf(CommitId commit, CancellationToken cancel)
    {
        var files = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        foreach (var path in PinRegistry.Paths.Append(OperatorIndexSource.Path)) files[path] = await history.FileAt(commit, path, cancel);
        return files.GetValueOrDefault;
    }

    private static IReadOnlyList<NotesDependency> Dependencies(Tree? before, Tree now)
    {
        var (old, young) = (before is null ? [] : Versions(before), Versions(now));
        return [.. Told.Where(pin => old.ContainsKey(pin) || young.ContainsKey(pin)).Select(pin => new NotesDependency(pin.Display(), old.GetValueOrDefault(pin), young.GetValueOrDefault(pin)))];
    }

    /// <summary>What a tree says first; an upper bound is no version, and a tag such as <c>cu130</c> only stands in for one.</summary>
    private static Dictionary<Pin, string> Versions(Tree tree)
        => PinRegistry.Read(tree).Where(reading => reading.Form != PinForm.Below).GroupBy(reading => reading.Pin)
            .ToDictionary(readings => readings.Key, readings => Spelled(readings.MinBy(reading => reading.Form is PinForm.Tag or PinForm.Joined)!));

    private static string Spelled(PinReading reading) => reading.Form is PinForm.Tag or PinForm.Joined ? string.Join('.', reading.Numbers) : reading.Value;

    /// <summary>Two lists of one frontend; those of two frontends have nothing in common.</summary>
    private static OperatorChanges? Operators(byte[]? before, byte[]? now)
    {
        if (before is null || now is null) return null;
        var (old, young) = (OperatorIndexText.Read(before), OperatorIndexText.Read(now));
        return old.Operators > 0 && young.Operators > 0 && old.Kind == young.Kind ? OperatorChanges.Between(old, young, []) : null;
    }
}
