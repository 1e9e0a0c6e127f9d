using System.Text;
using TorchTrt.Release;

namespace Build.Adapters.Git;

/// <summary>A git checkout on this machine, opened.</summary>
/// <param name="Root">Absolute path of its root.</param>
/// <param name="Branch">The branch HEAD is on; null when detached.</param>
/// <param name="Remote">Address of <c>origin</c>; null when there is none.</param>
public sealed record GitRepositoryAt(string Root, GitHistory History, GitPatches Patches, GitCheckout Checkout, GitWriter Writer, string? Branch, string? Remote)
{
    private const string BranchPrefix = "refs/heads/";

    /// <exception cref="ReleaseException">
    /// TR2001 no such folder; TR2002 not a git checkout, or not its root; TR2008 git does not trust the folder's owner; TR2009 no commit.
    /// </exception>
    public static async Task<GitRepositoryAt> Open(string path, CancellationToken cancel)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!Directory.Exists(root))
            throw new ReleaseException(new ReleaseError("TR2001", "there is no such folder.", "name a checkout of Torch-TensorRT", root));
        var git = new GitCommand(root);
        var (exit, output, error) = await git.Try(null, ["rev-parse", "--is-inside-work-tree", "--show-cdup", "--symbolic-full-name", "HEAD"], cancel);
        var said = Encoding.UTF8.GetString(output).Split('\n');
        if (said is not [.., _, _]) throw new ReleaseException(Unreadable(root, error));
        if (said is not ["true", "", ..])
            throw new ReleaseException(new ReleaseError("TR2002", "the folder is not the root of a checkout.", "name the root of a checkout of Torch-TensorRT: git rev-parse --show-toplevel says it", root));
        if (exit != 0)
            throw new ReleaseException(new ReleaseError("TR2009", "the repository has no commit.", "name a clone of Torch-TensorRT", root));
        return new GitRepositoryAt(
            git.Folder,
            new GitHistory(git),
            new GitPatches(git),
            new GitCheckout(git),
            new GitWriter(git),
            said[2].StartsWith(BranchPrefix, StringComparison.Ordinal) ? said[2][BranchPrefix.Length..] : null,
            await git.Ask(cancel, "config", "--get", "remote.origin.url"));
    }

    private static ReleaseError Unreadable(string root, string error) => error.Contains("dubious ownership", StringComparison.Ordinal)
        ? new ReleaseError("TR2008", "git does not trust this folder, because another user owns it.", $"git config --global --add safe.directory {root}", root)
        : new ReleaseError("TR2002", $"the folder is not a git checkout ({GitCommand.Said(error)}).", "name a clone of Torch-TensorRT: git clone https://github.com/pytorch/TensorRT", root);
}
