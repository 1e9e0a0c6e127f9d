using System.Text;
using TorchTrt.Release;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Git;

/// <summary>
/// Writes several files as one: each beside its target and flushed, then a note of all of them flushed, then renamed one after the other, then the note removed.
/// A process that dies before the note has changed nothing; one that dies after it is finished by the next call.
/// </summary>
/// <param name="note">Absolute path of the note; on the same machine, outside the working files.</param>
internal sealed class FileTransaction(string root, string note)
{
    /// <summary>Ending of the files beside their targets; they are never taken for the user's own changes.</summary>
    public const string Beside = ".torch-tensorrt-release-tmp";

    /// <summary>The transaction of a checkout; its note lies in git's own folder, also where that is elsewhere (a linked work tree).</summary>
    public static FileTransaction In(string checkout) => new(checkout, Path.Combine(GitFolder(checkout), "torch-tensorrt-release.write"));

    private string Draft => note + ".draft";

    public void Write(IReadOnlyList<FileChange> changes)
    {
        FinishEarlier();
        var work = changes.Select(change => new Replacement(CheckoutPath.Resolve(root, change.Path), change)).Where(work => work.Changes).ToList();
        if (work.Count == 0) return;
        try
        {
            Durably(Draft, Encoding.UTF8.GetBytes(string.Concat(work.Select(Line))));
            foreach (var one in work) one.Prepare();
            File.Move(Draft, note);
            foreach (var one in work) one.Commit();
            File.Delete(note);
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

    /// <summary>Finishes a write whose note is whole; sweeps up one that never got that far.</summary>
    public void FinishEarlier()
    {
        foreach (var (target, _) in Lines(Draft)) DeleteIfThere(target + Beside);
        File.Delete(Draft);
        foreach (var (target, removes) in Lines(note))
        {
            if (removes) DeleteIfThere(target);
            else if (File.Exists(target + Beside)) File.Move(target + Beside, target, overwrite: true);
        }
        File.Delete(note);
    }

    private string Line(Replacement one) => $"{(one.Removes ? '-' : '+')}{Path.GetRelativePath(root, one.Target)}\n";

    private IEnumerable<(string Target, bool Removes)> Lines(string file) => File.Exists(file)
        ? File.ReadAllLines(file).Where(line => line.Length > 1).Select(line => (Path.Combine(root, line[1..]), line[0] == '-'))
        : [];

    internal static void DeleteIfThere(string path)
    {
        if (File.Exists(path)) File.Delete(path);
    }

    private static string GitFolder(string checkout)
    {
        var here = Path.Combine(checkout, ".git");
        return File.Exists(here) && File.ReadAllText(here).Trim() is var text && text.StartsWith("gitdir: ", StringComparison.Ordinal)
            ? Path.GetFullPath(Path.Combine(checkout, text["gitdir: ".Length..]))
            : here;
    }

    internal static void Durably(string path, byte[] content)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }
}
