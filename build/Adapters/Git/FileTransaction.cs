using System.Text;
using TorchTrt.Release;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Git;

/// <summary>
/// Writes several files as one: each beside its target and flushed, then a note of all of them flushed, then renamed one after the other, then the note removed.
/// A folder that is not there yet is made beside and renamed whole.
/// A process that dies before the note has changed nothing; one that dies after it is finished by the next call.
/// </summary>
/// <param name="note">Absolute path of the note; on the same machine, outside the working files.</param>
public sealed class FileTransaction(string root, string note)
{
    /// <summary>Ending of the files beside their targets; they are never taken for the user's own changes.</summary>
    public const string Beside = ".torch-tensorrt-release-tmp";

    /// <summary>Told of every effect once it is done: the moments at which a process may die.</summary>
    public Action<string> Told { get; init; } = static _ => { };

    /// <summary>The transaction of a checkout; its note lies in git's own folder, also where that is elsewhere (a linked work tree).</summary>
    public static FileTransaction In(string checkout) => new(checkout, Path.Combine(GitFolder(checkout), "torch-tensorrt-release.write"));

    private string Draft => note + ".draft";

    public void Write(IReadOnlyList<FileChange> changes)
    {
        FinishEarlier();
        var work = Pieces(changes).Where(work => work.Changes).ToList();
        if (work.Count == 0) return;
        try
        {
            Durable.Write(Draft, Encoding.UTF8.GetBytes(string.Concat(work.Select(one => $"{one.Line(root)}\n"))));
            Told("draft");
            Durable.AtOnce(work, one => one.Prepare());
            foreach (var one in work) Told($"prepared {one.Target}");

            Durable.Folders(work.Select(one => one.Target).Append(note));
            File.Move(Draft, note);
            Durable.Folders([note]);
            Told("note");
            foreach (var one in work)
            {
                one.Commit();
                Told($"committed {one.Target}");
            }

            Durable.Folders(work.Select(one => one.Target));
            File.Delete(note);
            Told("done");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            foreach (var one in work) one.TakeBack();
            File.Delete(Draft);
            File.Delete(note);
            var why = DiskTrouble.Explain(failure, root);
            throw new ReleaseException(why with { What = $"{why.What} No file was changed." }, failure);
        }
    }

    /// <summary>
    /// Finishes a write whose note is whole; sweeps up one that never got that far. Where somebody edited one of its files in between, all are left as they
    /// stand: what is written next is decided by looking at them.
    /// </summary>
    public void FinishEarlier()
    {
        foreach (var left in Lines(Draft)) left.Sweep();
        File.Delete(Draft);
        var interrupted = Lines(note).ToList();
        if (interrupted.TrueForAll(left => left.CanFinish))
        {
            foreach (var left in interrupted) left.Finish();
            Durable.Folders(interrupted.Select(left => left.Target));
        }

        foreach (var left in interrupted) left.Sweep();
        File.Delete(note);
    }

    private IEnumerable<IPieceOfWork> Pieces(IReadOnlyList<FileChange> changes)
    {
        var places = changes.Select(change => (Change: change, Target: CheckoutPath.Resolve(root, change.Path))).ToList();
        var byTree = places.ToLookup(place => place.Change.Content is null ? null : MissingAbove(Path.GetDirectoryName(place.Target)!));
        return byTree[null].Select(IPieceOfWork (place) => new Replacement(place.Target, place.Change))
            .Concat(byTree.Where(tree => tree.Key is not null).Select(tree => new NewTree(tree.Key!, tree.ToDictionary(place => place.Target, place => place.Change.Content!, StringComparer.Ordinal))));
    }

    /// <summary>The topmost folder of a path that is not there; null when all are.</summary>
    private static string? MissingAbove(string folder)
    {
        string? missing = null;
        for (var at = folder; !Directory.Exists(at); at = Path.GetDirectoryName(at)!) missing = at;
        return missing;
    }

    private IEnumerable<Interrupted> Lines(string file) => File.Exists(file) ? File.ReadAllLines(file).Select(line => Interrupted.Read(root, line)).OfType<Interrupted>() : [];

    internal static void DeleteIfThere(string path)
    {
        if (File.Exists(path)) File.Delete(path);
    }

    internal static void DeleteTree(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
    }

    private static string GitFolder(string checkout)
    {
        var here = Path.Combine(checkout, ".git");
        return File.Exists(here) && File.ReadAllText(here).Trim() is var text && text.StartsWith("gitdir: ", StringComparison.Ordinal)
            ? Path.GetFullPath(Path.Combine(checkout, text["gitdir: ".Length..]))
            : here;
    }
}
