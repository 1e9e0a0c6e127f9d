using Build.Adapters.Git;

namespace Build.Adapters.Builds;

/// <summary>
/// Makes a copy without history answer which commit it is: from v2.2.0 on the project's versions.py asks git where the checkout begins and what its
/// commit is called. The commit is there under its own id, without its files and its parents; tags are not, so that the version is what version.txt says.
/// </summary>
public static class CommitAlone
{
    /// <param name="checkout">Absolute path of the checkout whose HEAD it is.</param>
    /// <param name="copy">Absolute path of the copy, which has no .git.</param>
    public static async Task Put(string checkout, string copy, CancellationToken cancel)
    {
        var (from, to) = (new GitCommand(checkout), new GitCommand(copy));
        var head = await from.Text(cancel, "rev-parse", "--verify", "HEAD");
        var format = await from.Text(cancel, "rev-parse", "--show-object-format");
        await to.Text(cancel, "init", "--quiet", "--template=", $"--object-format={format}");
        var git = Path.Combine(copy, ".git");
        var content = Path.Combine(git, "HEAD.commit");
        await File.WriteAllBytesAsync(content, await from.Bytes(cancel, "cat-file", "commit", head), cancel);
        await to.Text(cancel, "hash-object", "-w", "-t", "commit", "--literally", "--", content);
        File.Delete(content);
        // Git does not look for the parents of what is listed here.
        await File.WriteAllTextAsync(Path.Combine(git, "shallow"), $"{head}\n", cancel);
        await to.Text(cancel, "update-ref", "--no-deref", "HEAD", head);
    }
}
