using TorchTrt.Release;

namespace Build.Adapters.Git;

/// <summary>The release's own checkout: objects shared with the source, frozen docs of other versions left out of the work tree.</summary>
public static class ScratchClone
{
    /// <summary>What makes commits and tags the user's. Nothing that may hold a secret: not http.*, not url.*, not credential.*.</summary>
    private static readonly string[] Personal = ["commit.gpgSign", "tag.gpgSign", "user.signingKey", "gpg.format", "gpg.program", "gpg.ssh.program", "core.sshCommand"];

    /// <summary>
    /// Makes the clone, on a branch at a commit, with <c>origin</c> at the forge and no other branch or tag. When it is there, only the address of
    /// <c>origin</c> is brought up to date and what a killed git left behind is swept up.
    /// </summary>
    /// <exception cref="ReleaseException">TR2014 when the source is a shallow clone; TR2015 when the folder holds something else; TR2006 when it cannot be written.</exception>
    public static async Task Create(ScratchPlan plan, CancellationToken cancel)
    {
        await NewFolder.Make(plan.Folder, ".git", async beside =>
        {
            var source = new GitCommand(plan.Source);
            var git = await SharedObjects.Init(source, beside, plan.Branch, SharedObjects.Kind.Checkout, cancel);
            await git.Text(cancel, "update-ref", "--", $"refs/heads/{plan.Branch}", plan.Commit.Hex);
            await git.Text(cancel, "config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
            await git.Text(cancel, "config", "core.autocrlf", "false");
            await CopyIdentity(source, git, plan.Unnamed, cancel);
            // The slash at the end of the second keeps files such as docs/versions.json.
            await git.Text(cancel, "sparse-checkout", "set", "--no-cone", "/*", "!/docs/v[0-9]*/", $"/docs/{plan.DocsFolder}/");
            await git.Text(cancel, "reset", "--quiet", "--hard", plan.Commit.Hex, "--");
        });
        SweepLocks(Path.Combine(plan.Folder, ".git"));
        await new GitCommand(plan.Folder).Text(cancel, "config", "remote.origin.url", plan.Remote);
    }

    /// <summary>What the checkout itself is configured with goes along; a rehearsal on a machine without any identity gets one of its own.</summary>
    private static async Task CopyIdentity(GitCommand source, GitCommand clone, Identity? unnamed, CancellationToken cancel)
    {
        foreach (var (key, otherwise) in new[] { ("user.name", unnamed?.Name), ("user.email", unnamed?.Email) }.Concat(Personal.Select(key => (key, (string?)null))))
            if ((await source.Ask(cancel, "config", "--get", key) ?? otherwise) is { } value)
                await clone.Text(cancel, "config", key, value);
    }

    /// <summary>Nobody but the release works in this clone, and a release's folder is held by one run at a time.</summary>
    private static void SweepLocks(string gitFolder)
    {
        foreach (var stale in Directory.GetFiles(gitFolder, "*.lock")) File.Delete(stale);
        foreach (var stale in Directory.GetFiles(Path.Combine(gitFolder, "refs"), "*.lock", SearchOption.AllDirectories)) File.Delete(stale);
    }
}
