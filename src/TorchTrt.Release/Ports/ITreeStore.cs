namespace TorchTrt.Release.Ports;

/// <summary>A file of a git tree.</summary>
/// <param name="Path">Relative to the root, with '/'.</param>
/// <param name="Mode">As git writes it: <c>100644</c>, <c>100755</c>, <c>120000</c>, <c>160000</c>.</param>
/// <param name="Blob">Full object name in hexadecimal digits.</param>
/// <param name="Size">Bytes; 0 for a submodule.</param>
public sealed record TreeFile(string Path, string Mode, string Blob, long Size);

/// <summary>What a tree gains and loses.</summary>
/// <param name="Removed">Paths to take out.</param>
/// <param name="Added">Files to put in; their blobs are in the repository.</param>
public sealed record TreeEdit(IReadOnlyList<string> Removed, IReadOnlyList<TreeFile> Added);

/// <summary>A tree that no commit leads to yet.</summary>
/// <param name="Hex">Its full object name.</param>
public sealed record TreeId(string Hex);

/// <summary>Trees of the repository, read and made without a checkout.</summary>
public interface ITreeStore
{
    /// <summary>Every file of a commit's tree, in git's order, as git lists them.</summary>
    IAsyncEnumerable<TreeFile> Files(CommitId commit, CancellationToken cancel);

    IAsyncEnumerable<TreeFile> Files(TreeId tree, CancellationToken cancel);

    /// <summary>Makes the tree of a commit with some files more and some less.</summary>
    Task<TreeId> Edit(CommitId commit, TreeEdit edit, CancellationToken cancel);

    /// <summary>Commits a tree on a new local branch. Index and files of the checkout stay as they are.</summary>
    /// <exception cref="ReleaseException">TR2018 when the branch is there already.</exception>
    Task<CommitId> Commit(TreeId tree, CommitId parent, string newBranch, string message, CancellationToken cancel);
}
