using Build.CommandLine;
using TorchTrt.Release.GitHub;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>
/// The first contents of a rehearsal's forge, read from the real one: tomorrow's release, today. It is read once for a rehearsal and kept in its world, and
/// nothing is sent but reads, for which a public repository needs no token.
/// </summary>
public sealed class LiveSeed(ReleaseRequest request, ForgeToken token, ILedger ledger, TimeProvider time)
{
    private const string FileName = "seed.json";

    /// <summary>Absolute path of the seed; null where no repository was named.</summary>
    /// <param name="world">Folder of the rehearsal's world.</param>
    public async Task<string?> Fetch(SourceCheckout source, ReleaseTarget target, string world, CancellationToken cancel)
    {
        if (request.Twin.Live is not { } repository) return null;
        var path = Path.Combine(world, FileName);
        if (File.Exists(path)) return path;
        using var forge = GitHubForge.Connect(new ForgeAddress(request.Forge, repository), token.Read, time);
        var seed = await forge.Snapshot(target.Base, cancel);
        await Compare(forge, source, target, repository, cancel);
        Directory.CreateDirectory(world);
        AtomicText.Write(path, seed);
        ledger.Line($"the rehearsal's forge holds what {repository} holds now ({forge.Use})");
        return path;
    }

    /// <summary>What the forge has and the checkout has not is no part of the rehearsal, so it is told.</summary>
    private async Task Compare(GitHubForge forge, SourceCheckout source, ReleaseTarget target, RepositoryName repository, CancellationToken cancel)
    {
        var (branches, tags) = await forge.AllRefs(cancel);
        if (!branches.TryGetValue(target.Branch, out var tip)) ledger.Line($"{repository} has no branch {target.Branch}");
        else if (tip != target.Base) ledger.Line($"{target.Branch} of {repository} is at {tip.Short}, this rehearsal begins at {target.Base.Short}: fetch and check it out to rehearse what would be released");
        var known = source.Tags.Known.Concat(source.Tags.Later).Select(tag => tag.Name).ToHashSet(StringComparer.Ordinal);
        if (tags.Where(tag => !known.Contains(tag)).ToList() is { Count: > 0 } unknown)
            ledger.Line($"{unknown.Count} tags of {repository} are not in this checkout: {string.Join(", ", unknown.Take(3))}{(unknown.Count > 3 ? ", …" : "")}");
    }
}
