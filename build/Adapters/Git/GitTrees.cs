using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Git;

/// <summary>Trees through git's plumbing, with an index of their own: the checkout's index and files are never touched.</summary>
public sealed class GitTrees(GitCommand git, GitWriter writer) : ITreeStore
{
    /// <param name="folder">Absolute path of the checkout.</param>
    public static GitTrees In(string folder)
    {
        var git = new GitCommand(folder);
        return new GitTrees(git, new GitWriter(git));
    }

    public IAsyncEnumerable<TreeFile> Files(CommitId commit, CancellationToken cancel) => List(commit.Hex, cancel);

    public IAsyncEnumerable<TreeFile> Files(TreeId tree, CancellationToken cancel) => List(tree.Hex, cancel);

    public async Task<TreeId> Edit(CommitId commit, TreeEdit edit, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("torch-tensorrt-index-").FullName;
        try
        {
            var aside = git.With("GIT_INDEX_FILE", Path.Combine(folder, "index"));
            await aside.Text(cancel, "read-tree", $"{commit}^{{tree}}");
            var lines = new StringBuilder();
            // Mode 0 takes a path out.
            foreach (var path in edit.Removed) lines.Append("0 ").Append('0', commit.Hex.Length).Append('\t').Append(path).Append('\0');
            foreach (var file in edit.Added) lines.Append(file.Mode).Append(' ').Append(file.Blob).Append('\t').Append(file.Path).Append('\0');
            await aside.Feed(lines.ToString(), cancel, "update-index", "-z", "--index-info");
            return new TreeId(await aside.Text(cancel, "write-tree"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public Task<CommitId> Commit(TreeId tree, CommitId parent, string newBranch, string message, CancellationToken cancel) => writer.CommitTree(tree, parent, newBranch, message, cancel);

    /// <summary>Records <c>mode type object size TAB path</c>, the size padded with blanks.</summary>
    private async IAsyncEnumerable<TreeFile> List(string tree, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var record in git.Records(cancel, "ls-tree", "-r", "-l", "-z", "--full-tree", tree))
        {
            var tab = record.IndexOf('\t', StringComparison.Ordinal);
            if (record[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var mode, _, var blob, var size]) throw new InvalidDataException($"'{record}' is no line of git ls-tree -l.");
            yield return new TreeFile(record[(tab + 1)..], mode, blob, size == "-" ? 0 : long.Parse(size, CultureInfo.InvariantCulture));
        }
    }
}
