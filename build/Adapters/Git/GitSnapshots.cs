using System.Globalization;
using System.Text;
using TorchTrt.Release;
using TorchTrt.Release.Audit;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;

namespace Build.Adapters.Git;

/// <summary>States of a repository to audit: commits straight from git's database, and the files on disk.</summary>
public sealed class GitSnapshots : IAsyncDisposable
{
    private readonly GitCommand git;
    private readonly ObjectStream objects;
    private readonly TreeStream trees;

    private GitSnapshots(GitCommand git)
    {
        this.git = git;
        objects = ObjectStream.Open(git);
        trees = new TreeStream(objects);
    }

    /// <param name="root">Root of the checkout.</param>
    public static GitSnapshots Open(string root) => new(new GitCommand(root));

    /// <summary>The commits of revisions with their files, in the order given. File contents are read when they are asked for, and only while this is open.</summary>
    /// <exception cref="ReleaseException">TR1101 for every one that names no commit, together.</exception>
    public IReadOnlyList<Snapshot> Commits(IReadOnlyList<string> revisions)
    {
        var commits = objects.Read([.. revisions.Select(revision => $"{revision}^{{commit}}")]);
        var unknown = revisions.Zip(commits).Where(pair => pair.Second is null)
            .Select(pair => new ReleaseError("TR1101", $"'{pair.First}' names no commit.", "give a branch, a tag or a commit of this repository", git.Folder)).ToList();
        if (unknown.Count > 0) throw new ReleaseException(ExitCode.Failed, unknown);
        var roots = commits.Select(commit => Header(commit!, "tree ")).ToList();
        var names = trees.Names(roots);
        return [.. commits.Select((commit, i) => new Snapshot(new CommitId(commit!.Id), Committed(commit), names[i], new Tree(path => trees.File(roots[i], path))))];
    }

    /// <summary>The files on disk; those that a sparse checkout leaves out are read from the index.</summary>
    public async Task<Snapshot> OnDisk(IWorkspace files, Commit head, CancellationToken cancel)
    {
        var (tracked, sparse) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        await foreach (var record in git.Records(cancel, "ls-files", "-z", "-t", "--full-name"))
        {
            tracked.Add(record[2..]);
            if (record[0] == 'S') sparse.Add(record[2..]);
        }

        return new Snapshot(head.Id, head.Committed, Folder.Of(tracked), new Tree(path => files.Read(path) ?? (sparse.Contains(path) ? objects.Read($":{path}")?.Content : null)));
    }

    public ValueTask DisposeAsync() => objects.DisposeAsync();

    private static string Header(GitObject commit, string key)
    {
        var line = Encoding.UTF8.GetString(commit.Content).Split('\n').First(line => line.StartsWith(key, StringComparison.Ordinal));
        return line[key.Length..];
    }

    private static DateTimeOffset Committed(GitObject commit)
        => DateTimeOffset.FromUnixTimeSeconds(long.Parse(Header(commit, "committer ").Split(' ')[^2], CultureInfo.InvariantCulture));
}

/// <summary>One state of a repository.</summary>
/// <param name="Names">Every tracked file.</param>
/// <param name="Tree">Their contents, each read when it is asked for.</param>
public sealed record Snapshot(CommitId Commit, DateTimeOffset Committed, Folder Names, Tree Tree);
