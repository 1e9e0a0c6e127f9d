using System.Security.Cryptography;
using System.Text;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>
/// The proof: tag, release and every asset are read back, downloaded and hashed, and compared with the files that were meant and with the
/// published SHA256SUMS.
/// </summary>
public sealed class VerifyStep(IForge forge, IOutFolder folder, IReceipts receipts, ReleaseTarget target) : IStep
{
    private const string Receipt = "verify.txt";

    private const string Sums = "SHA256SUMS";

    private string Tag => target.Version.Tag();

    public string Name => "Verify";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var release = await forge.Releases.Find(Tag, cancel);
        var verified = release is { IsDraft: false } && receipts.Read(Receipt) == Statement(release, await forge.Refs.Tag(Tag, cancel));
        return verified
            ? new Done([$"{release!.Assets.Count} assets were downloaded and their SHA-256 is that of the files in out/", release.Url])
            : new Pending([new Change("read back", Tag, null, "tag, release and every asset downloaded and hashed")]);
    }

    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var release = await forge.Releases.Find(Tag, cancel);
        if (release is not { IsDraft: false })
            throw new ReleaseException(new ReleaseError("TR3601", $"{Tag} is not public, so there is nothing to read back.", "run GitHubRelease first (leave --exclusive away)", Tag));

        var tagged = await forge.Refs.Tag(Tag, cancel);
        var merged = (await forge.Pulls.From(target.Version.BumpBranch(), cancel))?.MergeCommit;
        var wrong = new List<ReleaseError>();
        if (tagged is null || tagged != merged)
            wrong.Add(new ReleaseError("TR3602", $"{Tag} leads to {tagged?.Short ?? "nothing"}.", "find out who moved it before telling anyone of the release", Tag, merged?.Short ?? "the merged version-bump commit"));
        wrong.AddRange(await CompareAssets(release, cancel));
        if (wrong.Count > 0) throw new ReleaseException(ExitCode.Failed, wrong);
        receipts.Write(Receipt, Statement(release, tagged));
    }

    private async Task<IReadOnlyList<ReleaseError>> CompareAssets(ForgeRelease release, CancellationToken cancel)
    {
        var meant = (await folder.Files(cancel)).ToDictionary(file => AssetName.Plain(file.Name), StringComparer.Ordinal);
        var wrong = new List<ReleaseError>();
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        string? sums = null;
        foreach (var asset in release.Assets)
        {
            await using var stream = await forge.Releases.Download(asset, cancel);
            if (asset.Name == Sums)
            {
                using var copy = new MemoryStream();
                await stream.CopyToAsync(copy, cancel);
                sums = Encoding.UTF8.GetString(copy.ToArray());
                found[AssetName.Plain(asset.Name)] = Convert.ToHexStringLower(SHA256.HashData(copy.ToArray()));
            }
            else
            {
                found[AssetName.Plain(asset.Name)] = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
            }
        }

        foreach (var (name, file) in meant)
            if (!found.TryGetValue(name, out var digest)) wrong.Add(new ReleaseError("TR3603", $"{name} is not attached to {Tag}.", "see the release page", release.Url, file.Sha256));
            else if (digest != file.Sha256) wrong.Add(new ReleaseError("TR3604", $"{name} came back with SHA-256 {digest}.", "withdraw the release", release.Url, file.Sha256));
        wrong.AddRange(found.Keys.Where(name => !meant.ContainsKey(name)).Select(name =>
            new ReleaseError("TR3605", $"{name} is attached to {Tag} and is none of the files in out/.", "find out who attached it", release.Url)));
        wrong.AddRange(CompareSums(sums, found, release));
        return wrong;
    }

    private IEnumerable<ReleaseError> CompareSums(string? sums, Dictionary<string, string> found, ForgeRelease release)
    {
        if (sums is null)
        {
            if (found.Count > 0) yield return new ReleaseError("TR3606", $"{Sums} is not attached to {Tag}.", "run Attest before GitHubRelease", release.Url);
            yield break;
        }

        foreach (var line in sums.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split("  ", 2);
            if (parts.Length != 2 || !found.TryGetValue(AssetName.Plain(parts[1]), out var digest) || digest != parts[0])
                yield return new ReleaseError("TR3607", $"{Sums} says '{line}'.", "withdraw the release", release.Url, "the SHA-256 of the asset of that name");
        }
    }

    /// <summary>What was read back, as text that changes when anything of it does.</summary>
    private static string Statement(ForgeRelease release, CommitId? tagged)
    {
        var lines = release.Assets.OrderBy(asset => asset.Name, StringComparer.Ordinal).Select(asset => $"{asset.Digest ?? "no digest"} {asset.Size} {asset.Name}");
        return $"{release.Tag} {tagged} {release.Id}\n{string.Join('\n', lines)}\n";
    }
}
