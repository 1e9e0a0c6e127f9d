using TorchTrt.Release.Ports;

namespace Build.Adapters.Git;

/// <summary>The release's own checkout: objects shared with the source, frozen docs of other versions left out of the work tree.</summary>
public static class ScratchClone
{
    /// <summary>Makes the clone, on a branch at a commit, with <c>origin</c> at the forge. Does nothing when it is there.</summary>
    public static Task Create(ScratchPlan plan, CancellationToken cancel)
        => Whole.Folder(plan.Folder, async beside =>
        {
            await new GitCommand(plan.Source).Text(cancel, "clone", "--quiet", "--shared", "--no-checkout", "--no-tags", "--", plan.Source, beside);
            var git = new GitCommand(beside);
            await git.Text(cancel, "remote", "set-url", "origin", plan.Remote);
            await git.Text(cancel, "config", "core.autocrlf", "false");
            await CopyIdentity(new GitCommand(plan.Source), git, plan.Unnamed, cancel);
            await git.Text(cancel, "sparse-checkout", "set", "--no-cone", "/*", "!/docs/v*/", $"/docs/{plan.DocsFolder}/");
            await git.Text(cancel, "checkout", "--quiet", "-B", plan.Branch, "--no-track", plan.Commit.Hex, "--");
        });

    /// <summary>What the checkout itself is configured with goes along; a rehearsal on a machine without any identity gets one of its own.</summary>
    private static async Task CopyIdentity(GitCommand source, GitCommand clone, Identity? unnamed, CancellationToken cancel)
    {
        foreach (var (key, otherwise) in new[] { ("user.name", unnamed?.Name), ("user.email", unnamed?.Email), ("commit.gpgSign", null), ("tag.gpgSign", null), ("user.signingKey", null), ("gpg.format", null) })
        {
            var (exit, output, _) = await source.Try(cancel, null, ["config", "--get", key]);
            var value = exit == 0 ? System.Text.Encoding.UTF8.GetString(output).TrimEnd('\n') : otherwise;
            if (value is not null) await clone.Text(cancel, "config", key, value);
        }
    }
}

/// <summary>A scratch clone to be made.</summary>
/// <param name="Source">The checkout it is made from.</param>
/// <param name="Branch">The local branch that is made at <paramref name="Commit"/>.</param>
/// <param name="Remote">Address of <c>origin</c>.</param>
/// <param name="DocsFolder">The one folder under docs/ that this release writes, <c>v1.2.0</c>; those of other versions (810 MiB on main) are left out of the work tree.</param>
/// <param name="Unnamed">Who commits where git knows nobody; null where that is an error.</param>
public sealed record ScratchPlan(string Source, CommitId Commit, string Folder, string Branch, string Remote, string DocsFolder, Identity? Unnamed);

/// <summary>Name and mail address of a committer.</summary>
public sealed record Identity(string Name, string Email)
{
    /// <summary>Who commits in a rehearsal on a machine where nobody is configured.</summary>
    public static Identity Rehearsal { get; } = new("Release Rehearsal", "rehearsal@localhost");
}

/// <summary>The twin's git side: a bare repository with the branch at a commit and the tags that exist there.</summary>
public static class BareClone
{
    public static Task Create(string source, CommitId commit, string branch, string folder, IReadOnlySet<string> tags, IReadOnlyList<string> branches, CancellationToken cancel)
        => Whole.Folder(folder, async beside =>
        {
            var from = new GitCommand(source);
            await from.Text(cancel, "init", "--quiet", "--bare", $"--initial-branch={branch}", "--", beside);
            var objects = Path.GetFullPath(Path.Combine(source, await from.Text(cancel, "rev-parse", "--git-path", "objects")));
            await File.WriteAllTextAsync(Path.Combine(beside, "objects", "info", "alternates"), objects + "\n", cancel);

            var refs = new List<string> { $"create refs/heads/{branch} {commit.Hex}" };
            await foreach (var record in from.Records(cancel, "for-each-ref", "--format=%(refname)%1f%(objectname)%00", "refs/tags", "refs/heads"))
            {
                var (name, id) = record.Trim('\n').Split('\u001f') is [var first, var second] ? (first, second) : ("", "");
                if (name.StartsWith("refs/tags/", StringComparison.Ordinal) && tags.Contains(name["refs/tags/".Length..])) refs.Add($"create {name} {id}");
                if (branches.Any(other => name == $"refs/heads/{other}") && name != $"refs/heads/{branch}") refs.Add($"create {name} {id}");
            }

            await new GitCommand(beside).Feed(string.Join('\n', refs) + "\n", cancel, "update-ref", "--stdin");
        });
}

/// <summary>A folder that is there whole or not at all.</summary>
internal static class Whole
{
    public static async Task Folder(string folder, Func<string, Task> make)
    {
        if (Directory.Exists(folder)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        var beside = folder + ".making";
        if (Directory.Exists(beside)) Directory.Delete(beside, recursive: true);
        await make(beside);
        Directory.Move(beside, folder);
    }
}
