using TorchTrt.Release;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Git;

/// <summary>Commits, pushes and tags with <c>git</c> itself: it signs, knows the user's credentials and understands sparse checkouts.</summary>
public sealed class GitWriter(GitCommand git) : IGit
{
    public async Task<IReadOnlyList<string>> Uncommitted(CancellationToken cancel)
    {
        var paths = new List<string>();
        await foreach (var record in git.Records(cancel, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal")) paths.Add(record[3..]);
        return paths;
    }

    public async Task<CommitId?> Ref(string fullName, CancellationToken cancel)
    {
        var (exit, output, _) = await git.Try(cancel, null, ["rev-parse", "--verify", "--quiet", "--end-of-options", $"{fullName}^{{commit}}"]);
        return exit == 0 ? new CommitId(System.Text.Encoding.ASCII.GetString(output).Trim()) : null;
    }

    public async Task<CommitId> CommitAll(string branch, CommitId parent, string message, CancellationToken cancel)
    {
        await RequireIdentity(cancel);
        await git.Text(cancel, "add", "--all", "--sparse", "--", ".");
        var tree = await git.Text(cancel, "write-tree");
        var commit = new CommitId(await git.Feed(message + "\n", cancel, ["commit-tree", tree, "-p", parent.Hex, .. await Signing(cancel), "-F", "-"]));
        await git.Text(cancel, "update-ref", "-m", "version bump", $"refs/heads/{branch}", commit.Hex);
        await git.Text(cancel, "symbolic-ref", "HEAD", $"refs/heads/{branch}");
        return commit;
    }

    public Task Push(CommitId commit, string remoteRef, CommitId? expected, CancellationToken cancel)
        => git.Text(cancel, "push", "--quiet", "--no-verify", $"--force-with-lease={remoteRef}:{expected?.Hex}", "--", "origin", $"{commit.Hex}:{remoteRef}");

    public async Task PushTag(string tag, CommitId target, string message, CancellationToken cancel)
    {
        await RequireIdentity(cancel);
        var present = await Ref($"refs/tags/{tag}", cancel);
        if (present is not null && present != target)
            throw new ReleaseException(new ReleaseError("TR2303", $"tag {tag} exists here at {present.Short}.", "a tag is never moved: choose another --version", git.Folder, target.Short));
        if (present is null) await git.Text(cancel, "tag", "--annotate", "--message", message, "--", tag, target.Hex);
        await git.Text(cancel, "push", "--quiet", "--no-verify", "--", "origin", $"refs/tags/{tag}:refs/tags/{tag}");
    }

    public Task Fetch(CancellationToken cancel) => git.Text(cancel, "fetch", "--quiet", "--tags", "--", "origin", "+refs/heads/*:refs/remotes/origin/*");

    public Task CheckOut(CommitId commit, CancellationToken cancel) => git.Text(cancel, "checkout", "--quiet", "--detach", commit.Hex, "--");

    /// <summary>Unlike commit, commit-tree signs only when told to; the user's own setting says whether.</summary>
    private async Task<IReadOnlyList<string>> Signing(CancellationToken cancel)
        => (await git.Try(cancel, null, ["config", "--type=bool", "--get", "commit.gpgSign"])).Output is [(byte)'t', ..] ? ["-S"] : [];

    private async Task RequireIdentity(CancellationToken cancel)
    {
        var (exit, _, error) = await git.Try(cancel, null, ["var", "GIT_COMMITTER_IDENT"]);
        if (exit != 0)
            throw new ReleaseException(new ReleaseError(
                "TR2007", $"git does not know who commits: {error.Split('\n')[0]}.", "git config --global user.name \"…\" and git config --global user.email \"…\"", git.Folder));
    }
}
