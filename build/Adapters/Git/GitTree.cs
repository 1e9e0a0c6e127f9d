using TorchTrt.Release;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Git;

/// <summary>A commit of a checkout in a folder of its own, with its history and without built documentation.</summary>
/// <param name="source">Absolute path of the checkout.</param>
internal sealed class GitTree(string source, CommitId commit)
{
    /// <summary>Makes the folder, or takes the one that an earlier call made. Files that are not the commit's stay: Bazel and pytest go on from theirs.</summary>
    /// <param name="folder">Absolute path.</param>
    /// <exception cref="ReleaseException">TR2014 when the source is a shallow clone; TR2015 when the folder holds something else; TR2006 when it cannot be written.</exception>
    public async Task CheckOut(string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        await NewFolder.Make(folder, ".git", async beside =>
        {
            var git = await SharedObjects.Init(new GitCommand(source), beside, "commit", SharedObjects.Kind.Checkout, cancel);
            await git.Text(cancel, "update-ref", "--", "refs/heads/commit", commit.Hex);
            await git.Text(cancel, "config", "core.autocrlf", "false");
            await git.Text(cancel, "sparse-checkout", "set", "--no-cone", "/*", "!/docs/");
        });
        await new GitCommand(folder).Text(cancel, "reset", "--quiet", "--hard", commit.Hex, "--");
    }
}
