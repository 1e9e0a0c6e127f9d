using TorchTrt.Release.Ports;

namespace Build.Adapters.Git;

/// <summary>The twin's git side: a bare repository with the branch at a commit and the tags that exist there; objects shared with the source.</summary>
public static class BareClone
{
    /// <summary>Makes the repository; one that is there already is left as it is.</summary>
    /// <param name="tags">Names of the tags that come along.</param>
    /// <param name="branches">Names of further branches that come along.</param>
    /// <exception cref="TorchTrt.Release.ReleaseException">TR2014 when the source is a shallow clone; TR2015 when the folder holds something else; TR2006 when it cannot be written.</exception>
    public static Task Create(string source, CommitId commit, string branch, string folder, IReadOnlySet<string> tags, IReadOnlyList<string> branches, CancellationToken cancel)
        => NewFolder.Make(folder, "HEAD", async beside =>
        {
            var from = new GitCommand(source);
            var git = await SharedObjects.Init(from, beside, branch, SharedObjects.Kind.Bare, cancel);
            var there = await from.Text(cancel, "for-each-ref", "--format=%(objectname) %(refname)", "refs/tags", "refs/heads");
            var kept = there.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 2)).Where(pair => Comes(pair[1]));
            await git.Feed(string.Concat(kept.Select(pair => $"create {pair[1]} {pair[0]}\n").Prepend($"create refs/heads/{branch} {commit}\n")), cancel, "update-ref", "--stdin");

            bool Comes(string name) => name.StartsWith("refs/tags/", StringComparison.Ordinal)
                ? tags.Contains(name["refs/tags/".Length..])
                : name != $"refs/heads/{branch}" && branches.Contains(name["refs/heads/".Length..]);
        });
}
