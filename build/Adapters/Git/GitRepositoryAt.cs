using TorchTrt.Release;

namespace Build.Adapters.Git;

/// <summary>A git checkout on this machine, opened.</summary>
/// <param name="Root">Absolute path of its root.</param>
/// <param name="Branch">The branch HEAD is on; null when detached.</param>
/// <param name="Remote">Address of <c>origin</c>; null when there is none.</param>
public sealed record GitRepositoryAt(string Root, GitHistory History, GitCheckout Checkout, GitWriter Writer, string? Branch, string? Remote)
{
    /// <exception cref="ReleaseException">TR2002 when there is no such folder, TR2008 when it is no git checkout, TR2009 when it has no commit.</exception>
    public static async Task<GitRepositoryAt> Open(string path, CancellationToken cancel)
    {
        if (!Directory.Exists(path))
            throw new ReleaseException(new ReleaseError("TR2002", "there is no such folder.", "name a checkout of Torch-TensorRT", path));
        var inside = await new GitCommand(path).Try(cancel, null, ["rev-parse", "--show-toplevel"]);
        if (inside.Exit != 0)
            throw new ReleaseException(new ReleaseError("TR2008", "the folder is not a git checkout.", "name a clone of Torch-TensorRT: git clone https://github.com/pytorch/TensorRT", path));

        var git = new GitCommand(System.Text.Encoding.UTF8.GetString(inside.Output).TrimEnd('\n'));
        if ((await git.Try(cancel, null, ["rev-parse", "--verify", "--quiet", "HEAD"])).Exit != 0)
            throw new ReleaseException(new ReleaseError("TR2009", "the repository has no commit.", "name a clone of Torch-TensorRT", path));
        return new GitRepositoryAt(
            git.Folder,
            new GitHistory(git),
            new GitCheckout(git),
            new GitWriter(git),
            await Optional(git, cancel, "symbolic-ref", "--quiet", "--short", "HEAD"),
            await Optional(git, cancel, "config", "--get", "remote.origin.url"));
    }

    private static async Task<string?> Optional(GitCommand git, CancellationToken cancel, params string[] arguments)
    {
        var (exit, output, _) = await git.Try(cancel, null, arguments);
        return exit == 0 ? System.Text.Encoding.UTF8.GetString(output).TrimEnd('\n') : null;
    }
}
