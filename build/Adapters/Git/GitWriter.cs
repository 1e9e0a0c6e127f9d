using System.Text;
using TorchTrt.Release;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Git;

/// <summary>Commits, pushes and tags with <c>git</c> itself: it signs, knows the user's credentials and understands sparse checkouts.</summary>
public sealed class GitWriter(GitCommand git) : IGit
{
    private const string Remote = "origin";

    public async Task<IReadOnlyList<string>> Uncommitted(CancellationToken cancel)
    {
        var paths = new List<string>();
        await foreach (var record in git.Records(
            cancel, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal", "--", ":/", $":(top,exclude,glob)**/*{FileTransaction.Beside}"))
            paths.Add(record[3..]);
        return paths;
    }

    public async Task<CommitId?> Ref(string fullName, CancellationToken cancel)
        => await git.Ask(cancel, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{fullName}^{{commit}}") is { } hex ? new CommitId(hex) : null;

    public async Task<CommitId> CommitAll(string branch, CommitId parent, string message, CancellationToken cancel)
    {
        var name = $"refs/heads/{branch}";
        await DemandRefName(name, cancel);
        await DemandIdentity(cancel);
        FileTransaction.In(git.Folder).FinishEarlier();
        await DemandBasedOn(parent, name, cancel);
        // --sparse: new files may lie in folders that the sparse checkout leaves out (a new docs/vX.Y.Z).
        await git.Text(cancel, "add", "--all", "--sparse", "--", ":/");
        var tree = await git.Text(cancel, "write-tree");
        if (tree == await git.Text(cancel, "rev-parse", "--verify", $"{parent}^{{tree}}"))
            throw new ReleaseException(new ReleaseError("TR2011", "there is nothing to commit.", "check that the steps before changed the files they should", git.Folder));
        if (await Ref(name, cancel) is { } already && await IsSame(already, parent, tree, message, cancel))
        {
            await git.Text(cancel, "symbolic-ref", "HEAD", name);
            return already;
        }
        var commit = await MakeCommit(tree, parent, message, cancel);
        await git.Text(cancel, "update-ref", "-m", "release", "--", name, commit.Hex);
        await git.Text(cancel, "symbolic-ref", "-m", "release", "HEAD", name);
        return commit;
    }

    /// <summary>Commits a tree on a new branch; the checkout stays where it is.</summary>
    /// <exception cref="ReleaseException">TR2018 when the branch is there already.</exception>
    public async Task<CommitId> CommitTree(TreeId tree, CommitId parent, string newBranch, string message, CancellationToken cancel)
    {
        var name = $"refs/heads/{newBranch}";
        await DemandRefName(name, cancel);
        await DemandIdentity(cancel);
        if (await Ref(name, cancel) is { } already)
            throw new ReleaseException(new ReleaseError("TR2018", $"the branch {newBranch} is there already, at {already.Short}.", $"look what it holds; git branch -m {newBranch} OTHER-NAME puts it aside", name, "no such branch"));
        var commit = await MakeCommit(tree.Hex, parent, message, cancel);
        // The empty old value: git refuses when somebody made the branch meanwhile.
        await git.Text(cancel, "update-ref", "-m", "release", "--", name, commit.Hex, "");
        return commit;
    }

    public async Task Push(CommitId commit, string remoteRef, CommitId? expected, CancellationToken cancel)
    {
        await DemandRefName(remoteRef, cancel);
        await PushExactly($"{commit}:{remoteRef}", $"--force-with-lease={remoteRef}:{expected?.Hex}", remoteRef, cancel);
    }

    public async Task PushTag(string tag, CommitId target, string message, CancellationToken cancel)
    {
        var name = $"refs/tags/{tag}";
        await DemandRefName(name, cancel);
        if (await RemoteTag(name, cancel) is { } there)
        {
            if (there == target) return;
            throw new ReleaseException(new ReleaseError("TR2103", $"the tag {tag} is already on {Remote}, at {there.Short}.", "release another version; a tag that was published is never moved", name, $"{target.Short}, or no such tag"));
        }
        await DemandIdentity(cancel);
        await MakeTag(tag, name, target, message, cancel);
        await PushExactly($"{name}:{name}", $"--force-with-lease={name}:", name, cancel);
    }

    public async Task Fetch(CancellationToken cancel)
    {
        var (exit, _, error) = await git.Try(null, ["fetch", "--quiet", "--prune", "--tags", "--no-recurse-submodules", "--", Remote, "+refs/heads/*:refs/remotes/origin/*"], cancel);
        if (exit == 0) return;
        if (error.Contains("would clobber existing tag", StringComparison.Ordinal))
            throw new ReleaseException(new ReleaseError(
                "TR2104", $"a tag here differs from the one on {Remote}: {Line(error, "would clobber")}", "find out which is right; git tag -d NAME removes the local one", git.Folder));
        throw Unreachable(error);
    }

    /// <summary>Fetches the history and the tags that a shallow clone lacks; a whole clone stays as it is.</summary>
    /// <exception cref="ReleaseException">As <see cref="Fetch"/>.</exception>
    public async Task Deepen(CancellationToken cancel)
    {
        if (await git.Ask(cancel, "rev-parse", "--is-shallow-repository") != "true") return;
        var (exit, _, error) = await git.Try(null, ["fetch", "--quiet", "--unshallow", "--tags", "--no-recurse-submodules", "--", Remote], cancel);
        if (exit != 0) throw Unreachable(error);
    }

    public Task CheckOut(CommitId commit, CancellationToken cancel) => git.Text(cancel, "checkout", "--quiet", "--force", "--detach", commit.Hex, "--");

    private async Task<CommitId> MakeCommit(string tree, CommitId parent, string message, CancellationToken cancel)
    {
        string[] sign = await Configured("commit.gpgSign", cancel) ? ["-S"] : [];
        return new CommitId(await git.Feed(EndedByOneLine(message), cancel, ["commit-tree", "-p", parent.Hex, .. sign, "-F", "-", tree]));
    }

    private async Task MakeTag(string tag, string name, CommitId target, string message, CancellationToken cancel)
    {
        if (await Ref(name, cancel) is { } here)
        {
            if (here == target && await git.Text(cancel, "cat-file", "-t", name) == "tag") return;
            throw new ReleaseException(new ReleaseError(
                "TR2105", $"another tag {tag} is already in this clone, at {here.Short}, and not on {Remote}.", $"remove it if it is a leftover: git tag -d {tag}", git.Folder, $"an annotated tag at {target.Short}"));
        }
        // git itself signs the tag when tag.gpgSign says so.
        await git.Feed(EndedByOneLine(message), cancel, "tag", "--annotate", "--cleanup=whitespace", "--file=-", "--", tag, target.Hex);
    }

    private async Task<CommitId?> RemoteTag(string name, CancellationToken cancel)
    {
        var (exit, output, error) = await git.Try(null, ["ls-remote", "--", Remote, name, $"{name}^{{}}"], cancel);
        if (exit != 0) throw Unreachable(error);
        var found = Encoding.UTF8.GetString(output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToDictionary(field => field[1], field => field[0], StringComparer.Ordinal);
        var hex = found.GetValueOrDefault($"{name}^{{}}") ?? found.GetValueOrDefault(name);
        return hex is null ? null : new CommitId(hex);
    }

    private async Task PushExactly(string refspec, string lease, string remoteRef, CancellationToken cancel)
    {
        var (exit, output, error) = await git.Try(
            null, ["push", "--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no", lease, "--", Remote, refspec], cancel);
        if (exit == 0) return;
        var refused = Encoding.UTF8.GetString(output).Split('\n').FirstOrDefault(line => line.StartsWith('!'));
        if (refused is null) throw Unreachable(error);
        var why = refused.Split('\t')[^1];
        var said = string.Join(' ', error.Split('\n').Where(line => line.StartsWith("remote:", StringComparison.Ordinal)).Select(line => line[7..].Trim()).Where(line => line.Length > 0).Take(5));
        throw new ReleaseException(new ReleaseError(
            "TR2101", $"{Remote} refused {remoteRef}: {why}{(said.Length == 0 ? "" : $" ({said})")}.",
            why.Contains("stale info", StringComparison.Ordinal) ? "somebody else moved it: look at what is there, then give the same command again" : "ask for the right to push, or mend what the remote objects to",
            remoteRef));
    }

    private async Task DemandRefName(string fullName, CancellationToken cancel)
    {
        if (!fullName.StartsWith("refs/", StringComparison.Ordinal) || await git.Ask(cancel, "check-ref-format", fullName) is null)
            throw new ReleaseException(new ReleaseError("TR2010", $"'{fullName}' is not a full ref name that git allows.", "give another branch or tag name", Expected: "refs/heads/NAME or refs/tags/NAME"));
    }

    private async Task DemandIdentity(CancellationToken cancel)
    {
        if (await git.Ask(cancel, "var", "GIT_COMMITTER_IDENT") is not null && await git.Ask(cancel, "var", "GIT_AUTHOR_IDENT") is not null) return;
        throw new ReleaseException(new ReleaseError(
            "TR2007", "git does not know who makes this commit: user.name or user.email is not set.", "git config --global user.name \"Your Name\" && git config --global user.email you@example.org", git.Folder));
    }

    private async Task DemandBasedOn(CommitId parent, string branch, CancellationToken cancel)
    {
        var head = await git.Text(cancel, "rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        if (head == parent.Hex || (await Ref(branch, cancel))?.Hex == head) return;
        throw new ReleaseException(new ReleaseError(
            "TR2012", $"the checkout is at {head[..7]}.", $"git checkout {parent.Short}, or start the release from there", git.Folder, $"{parent.Short}, the commit to build on"));
    }

    private async Task<bool> IsSame(CommitId commit, CommitId parent, string tree, string message, CancellationToken cancel)
        => await git.Text(cancel, "show", "--no-patch", "--no-show-signature", "--format=%P%n%T", commit.Hex) == $"{parent}\n{tree}"
            && (await git.Text(cancel, "show", "--no-patch", "--no-show-signature", "--format=%B", commit.Hex)).TrimEnd() == message.TrimEnd();

    private async Task<bool> Configured(string key, CancellationToken cancel)
        => await git.Ask(cancel, "config", "--type=bool", "--get", key) == "true";

    private ReleaseException Unreachable(string error) => new(new ReleaseError(
        "TR2102", $"git cannot talk to {Remote}: {GitCommand.Said(error)}.", $"check the address (git remote get-url {Remote}), the network and the credentials", git.Folder));

    private static string Line(string text, string with) => text.Split('\n').First(line => line.Contains(with, StringComparison.Ordinal)).Trim();

    private static string EndedByOneLine(string message) => message.TrimEnd() + "\n";
}
