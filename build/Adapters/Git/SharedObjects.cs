using TorchTrt.Release;

namespace Build.Adapters.Git;

/// <summary>A new repository that borrows the objects of another on the same machine: made in milliseconds whatever the size of the history.</summary>
internal static class SharedObjects
{
    public enum Kind
    {
        Checkout,
        Bare,
    }

    /// <summary>Makes it without a single ref.</summary>
    /// <param name="branch">The branch HEAD names.</param>
    public static async Task<GitCommand> Init(GitCommand source, string folder, string branch, Kind kind, CancellationToken cancel)
    {
        if (await source.Ask(cancel, "rev-parse", "--is-shallow-repository") == "true")
            throw new ReleaseException(new ReleaseError("TR2014", "the history of this clone is cut off (a shallow clone).", "git fetch --unshallow --tags, or give the same command with --deepen", source.Folder));
        var git = new GitCommand(folder);
        var format = await source.Ask(cancel, "rev-parse", "--show-object-format") ?? "sha1";
        string[] bare = kind == Kind.Bare ? ["--bare"] : [];
        await git.Text(cancel, ["init", "--quiet", "--template=", $"--object-format={format}", $"--initial-branch={branch}", .. bare]);
        var borrowed = await source.Text(cancel, "rev-parse", "--path-format=absolute", "--git-path", "objects");
        var note = await git.Text(cancel, "rev-parse", "--path-format=absolute", "--git-path", "objects/info/alternates");
        Directory.CreateDirectory(Path.GetDirectoryName(note)!);
        await File.WriteAllTextAsync(note, borrowed + "\n", cancel);
        foreach (var (key, value) in new[] { ("gc.auto", "0"), ("maintenance.auto", "false"), ("receive.autogc", "false") })
            await git.Text(cancel, "config", key, value);
        return git;
    }
}
