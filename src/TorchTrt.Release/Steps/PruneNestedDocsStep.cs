using TorchTrt.Release.Docs;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>
/// Takes copies of older versions out of frozen documentation, in one commit on a branch of its own. Works on git's trees alone, so that a checkout without
/// docs/ will do; proves file by file that nothing else is gone before the branch is made.
/// </summary>
public sealed class PruneNestedDocsStep(ITreeStore trees, IGit git, IHistory history, IReceipts receipts, ReleaseTarget target) : IStep
{
    /// <summary>The branch that gets the commit.</summary>
    public const string Branch = "docs/prune-nested";

    /// <summary>Name of the receipt that lists each copy which is not what its version's own folder has.</summary>
    public const string Strays = "nested-docs-differing.txt";

    public string Name => "Docs";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        if (await git.Ref($"refs/heads/{Branch}", cancel) is { } branch && await history.IsAncestor(target.Base, branch, cancel))
        {
            var pruned = await NestedDocs.Find(trees.Files(branch, cancel), cancel);
            if (pruned.Nested.Files == 0) return new Done([$"{Branch} is at {branch.Short}, on top of {target.Base.Short}", $"docs/ of it is {pruned.Docs}; no version's documentation lies within another's"]);
        }

        var found = await NestedDocs.Find(trees.Files(target.Base, cancel), cancel);
        return found.Nested.Files == 0
            ? new Done($"docs/ is {found.Docs}; no version's documentation lies within another's")
            : new Pending([.. Changes(found)]);
    }

    /// <exception cref="ReleaseException">TR4111 the new tree is not the old one without its copies; TR2018 the branch is there already.</exception>
    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var found = await NestedDocs.Find(trees.Files(target.Base, cancel), cancel);
        var tree = await trees.Edit(target.Base, found.Edit, cancel);
        var damage = await NestedDocs.Damage(trees.Files(target.Base, cancel), trees.Files(tree, cancel), found.Edit.Added, cancel);
        if (damage.Count > 0)
            throw new ReleaseException(new ReleaseError(
                "TR4111", $"taking the copies out would change {damage.Count} other files: {string.Join("; ", damage.Take(3))}.", "report it; no branch was made", FrozenDocs.Root, "every other file as it was"));
        receipts.Write(Strays, string.Concat(found.Differing.Select(stray => $"{stray.Copy.Path}  {stray.Own}\n")));
        await trees.Commit(tree, target.Base, Branch, Message(found), cancel);
    }

    private static IEnumerable<Change> Changes(NestedDocs found)
    {
        foreach (var host in found.Hosts) yield return new Change("prune", host.Folder, $"{Others(host)}, {host.Weight}", "its own pages");
        foreach (var only in found.OnlyCopies.GroupBy(copy => Folder(copy.Own)))
            yield return new Change("restore", only.Key, null, $"{only.Count()} files that lie in copies alone");
        if (found.Differing.Count > 0)
            yield return new Change("drop", "copies that differ from their version's own file", $"{found.Differing.Count}: {string.Join(", ", found.Differing.Take(3).Select(stray => stray.Copy.Path))}{(found.Differing.Count > 3 ? ", …" : "")}", "the version's own files");
        yield return new Change("commit", Branch, $"docs/ of {found.Docs}", $"{found.Nested} less");
    }

    private static string Message(NestedDocs found)
        => $"docs: take copies of other versions out of frozen documentation\n\n{string.Concat(found.Hosts.Select(host => $"{host.Folder} held {Others(host)}, {host.Weight}.\n"))}"
            + $"Together {found.Nested} of {found.Docs}. Every file of every version is still there once.\n";

    private static string Others(NestingFolder host) => $"{host.Versions} other {(host.Versions == 1 ? "version" : "versions")}";

    private static string Folder(string path) => path[..(path.IndexOf('/', FrozenDocs.Root.Length) + 1)];
}
