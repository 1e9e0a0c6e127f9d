using System.Globalization;
using LibGit2Sharp;
using TorchTrt.Release;
using TorchTrt.Release.Ports;
using Commit = TorchTrt.Release.Ports.Commit;
using Tag = TorchTrt.Release.Ports.Tag;

namespace Build.Adapters.Git;

/// <summary>Reads history: refs through libgit2, walks through <c>git log</c>, which is several times faster.</summary>
public sealed class GitHistory(GitCommand git) : IHistory
{
    /// <summary>hash, parents, author name, author mail, committer time, body: parted by unit separators.</summary>
    private const string Format = "--format=tformat:%H%x1f%P%x1f%an%x1f%ae%x1f%ct%x1f%B";

    public async Task<CommitId> Resolve(string revision, CancellationToken cancel)
    {
        var (exit, output, _) = await git.Try(cancel, null, ["rev-parse", "--verify", "--quiet", "--end-of-options", $"{revision}^{{commit}}"]);
        return exit == 0
            ? new CommitId(System.Text.Encoding.ASCII.GetString(output).Trim())
            : throw new ReleaseException(new ReleaseError("TR1101", $"'{revision}' names no commit.", "give a branch, a tag or a commit of this repository", git.Folder));
    }

    public Task<IReadOnlyList<Tag>> Tags(CancellationToken cancel)
    {
        using var repository = new Repository(git.Folder);
        var tags = new List<Tag>();
        foreach (var tag in repository.Tags)
            if (tag.PeeledTarget is LibGit2Sharp.Commit commit)
                tags.Add(new Tag(tag.FriendlyName, new CommitId(commit.Sha), commit.Committer.When));
        return Task.FromResult<IReadOnlyList<Tag>>(tags);
    }

    public async IAsyncEnumerable<Commit> Commits(CommitRange range, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        string[] revisions = range.From is null ? [range.To.Hex] : [range.To.Hex, $"^{range.From.Hex}"];
        await foreach (var record in git.Records(cancel, ["log", "-z", "--no-color", "--no-show-signature", Format, .. revisions, "--"]))
            yield return Read(record);
    }

    public async Task<byte[]?> FileAt(CommitId commit, string path, CancellationToken cancel)
    {
        var (exit, output, _) = await git.Try(cancel, null, ["cat-file", "blob", $"{commit.Hex}:{path}"]);
        return exit == 0 ? output : null;
    }

    public async Task<bool> IsAncestor(CommitId ancestor, CommitId descendant, CancellationToken cancel)
    {
        var (exit, _, error) = await git.Try(cancel, null, ["merge-base", "--is-ancestor", ancestor.Hex, descendant.Hex]);
        return exit switch
        {
            0 => true,
            1 => false,
            _ => throw new ReleaseException(new ReleaseError("TR2005", $"git cannot compare {ancestor.Short} and {descendant.Short}: {error.Trim()}.", "fetch the missing history: git fetch --unshallow", git.Folder)),
        };
    }

    private static Commit Read(string record)
    {
        var parts = record.Split('\u001f', 6);
        var parents = parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(hex => new CommitId(hex));
        var committed = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[4], CultureInfo.InvariantCulture));
        return new Commit(new CommitId(parts[0]), [.. parents], parts[2], parts[3], committed, parts[5]);
    }
}
