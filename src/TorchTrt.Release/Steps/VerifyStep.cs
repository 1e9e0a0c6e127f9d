using System.Security.Cryptography;
using System.Text;
using TorchTrt.Release.Notes;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>
/// The proof: tag, release and every asset are read back, downloaded and hashed, and compared with the files that were meant and with the published
/// SHA256SUMS; the links of the notes are followed; a wheel is installed. What was seen is attached to the release, unless that is immutable.
/// </summary>
public sealed class VerifyStep(IForge forge, IOutFolder folder, IReceipts receipts, ILinks links, IWheelTrial wheels, ReleaseTarget target) : IStep
{
    private const string Receipt = "verify.txt";

    private const string Sums = "SHA256SUMS";

    private string Tag => target.Version.Tag();

    public string Name => "Verify";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var release = await forge.Releases.Find(Tag, cancel);
        var isRead = release is { IsDraft: false } && receipts.Read(Receipt) == Statement(release, await forge.Refs.Tag(Tag, cancel));
        var takesFiles = release is { IsDraft: false } ? !release.IsImmutable : await forge.Releases.Immutability(cancel) != Immutability.Immutable;
        if (isRead && (!takesFiles || IsAttached(release!)))
            return new Done([$"{Assets(release!).Count} assets were downloaded and their SHA-256 is that of the files in out/", release!.Url, .. Said(takesFiles)]);

        return new Pending(
        [
            .. isRead ? Array.Empty<Change>() : [new Change("read back", Tag, null, "tag, release and every asset downloaded and hashed, links followed, a wheel installed")],
            .. takesFiles ? [new Change("upload", Verification.FileName, null, "what was seen", Reach.Reversible)] : Array.Empty<Change>(),
        ]);
    }

    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var release = await forge.Releases.Find(Tag, cancel);
        if (release is not { IsDraft: false })
            throw new ReleaseException(new ReleaseError("TR3601", $"{Tag} is not public, so there is nothing to read back.", "run GitHubRelease first (leave --exclusive away)", Tag));

        var tagged = await forge.Refs.Tag(Tag, cancel);
        if (receipts.Read(Receipt) != Statement(release, tagged)) await ReadBack(release, tagged, cancel);
        if (!release.IsImmutable && !IsAttached(release)) await forge.Releases.Upload(release, receipts.PathOf(Verification.FileName), cancel);
    }

    private async Task ReadBack(ForgeRelease release, CommitId? tagged, CancellationToken cancel)
    {
        var merged = (await forge.Pulls.From(target.Version.BumpBranch(), cancel))?.MergeCommit;
        var wrong = new List<ReleaseError>();
        if (tagged is null || tagged != merged)
            wrong.Add(new ReleaseError("TR3602", $"{Tag} leads to {tagged?.Short ?? "nothing"}.", "find out who moved it before telling anyone of the release", Tag, merged?.Short ?? "the merged version-bump commit"));
        var meant = await folder.Files(cancel);
        var found = await Download(release, cancel);
        wrong.AddRange(Compare(meant, found, release));
        var notes = NoteLinks.In(release.Body);
        var answers = await links.Ask(notes.Pages, cancel);
        wrong.AddRange(Broken(notes, answers, release));
        var trial = wrong.Any(error => error.Code == "TR3604") ? new UntriedWheels("files came back otherwise than they were built") : await wheels.Install([.. meant.Where(IsWheel)], cancel);
        wrong.AddRange(Wrong(trial, release));
        if (wrong.Count > 0) throw new ReleaseException(ExitCode.Failed, wrong);

        var seen = new Verification(target, tagged!, [.. found.Select(file => file.File)], answers, trial);
        receipts.Write(Verification.FileName, seen.Text);
        receipts.Write($"{Receipt}.said", $"{seen.WheelSentence}\nlinks of the notes: {seen.LinksSentence}");
        receipts.Write(Receipt, Statement(release, tagged));
    }

    private async Task<IReadOnlyList<Came>> Download(ForgeRelease release, CancellationToken cancel)
    {
        var found = new List<Came>();
        foreach (var asset in Assets(release))
        {
            await using var stream = await forge.Releases.Download(asset, cancel);
            var text = asset.Name == Sums ? new MemoryStream() : null;
            if (text is not null) await stream.CopyToAsync(text, cancel);
            var digest = text is null ? await SHA256.HashDataAsync(stream, cancel) : SHA256.HashData(text.ToArray());
            found.Add(new Came(new ReadBack(asset.Name, asset.Size, Convert.ToHexStringLower(digest)), text is null ? null : Encoding.UTF8.GetString(text.ToArray())));
        }

        return found;
    }

    private IEnumerable<ReleaseError> Compare(IReadOnlyList<OutFile> files, IReadOnlyList<Came> came, ForgeRelease release)
    {
        var meant = files.ToDictionary(file => AssetName.Plain(file.Name), StringComparer.Ordinal);
        var found = came.ToDictionary(one => AssetName.Plain(one.File.Name), one => one.File.Sha256, StringComparer.Ordinal);
        foreach (var (name, file) in meant)
            if (!found.TryGetValue(name, out var digest)) yield return new ReleaseError("TR3603", $"{name} is not attached to {Tag}.", "see the release page", release.Url, file.Sha256);
            else if (digest != file.Sha256) yield return new ReleaseError("TR3604", $"{name} came back with SHA-256 {digest}.", "withdraw the release", release.Url, file.Sha256);
        foreach (var name in found.Keys.Where(name => !meant.ContainsKey(name)))
            yield return new ReleaseError("TR3605", $"{name} is attached to {Tag} and is none of the files in out/.", "find out who attached it", release.Url);
        foreach (var error in CompareSums(came.Select(one => one.Text).OfType<string>().FirstOrDefault(), found, release)) yield return error;
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

    private static IEnumerable<ReleaseError> Broken(NoteLinks notes, IReadOnlyList<LinkAnswer> answers, ForgeRelease release) =>
    [
        .. answers.Where(answer => answer.State == LinkState.Dead).Select(answer => new ReleaseError(
            "TR3608", $"the notes lead to {answer.Link.AbsoluteUri}: {answer.Said}.", "mend the link on the release page, or publish the page it leads to, then give the same command again", release.Url, "a page that answers")),
        .. notes.Foreign.Select(link => new ReleaseError("TR3609", $"the notes lead to {link}.", "take it out of the notes on the release page", release.Url, "a link of http or https")),
    ];

    /// <summary>The local part after the plus says with which CUDA it was built, and is no part of the release's version.</summary>
    private IEnumerable<ReleaseError> Wrong(WheelTrial trial, ForgeRelease release) => trial switch
    {
        RefusedWheel refused => [refused.Run.Failure("TR3610")],
        InstalledWheel installed when installed.Version.Split('+')[0] != target.Version.ToString() => [new ReleaseError(
            "TR3611", $"{installed.Wheel}, installed, calls itself {installed.Version}.", "withdraw the release", release.Url, target.Version.ToString())],
        _ => [],
    };

    /// <summary>The assets of the release itself: what this step attached is none of them.</summary>
    private static IReadOnlyList<ReleaseAsset> Assets(ForgeRelease release) => [.. release.Assets.Where(asset => !AssetName.IsSame(asset.Name, Verification.FileName))];

    private bool IsAttached(ForgeRelease release) => receipts.Read(Verification.FileName) is { } text && release.Assets.Any(asset =>
        asset.IsComplete && asset.Name == Verification.FileName && (asset.Digest is null || asset.Digest == $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}"));

    private IEnumerable<string> Said(bool takesFiles) =>
    [
        .. (receipts.Read($"{Receipt}.said") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries),
        takesFiles ? $"{Verification.FileName} is attached" : $"an immutable release takes no more files: what was seen is in {receipts.PathOf(Verification.FileName)}",
    ];

    private static bool IsWheel(OutFile file) => file.Name.EndsWith(".whl", StringComparison.Ordinal);

    /// <summary>What was read back, as text that changes when anything of it does.</summary>
    private static string Statement(ForgeRelease release, CommitId? tagged)
    {
        var lines = Assets(release).OrderBy(asset => asset.Name, StringComparer.Ordinal).Select(asset => $"{asset.Digest ?? "no digest"} {asset.Size} {asset.Name}");
        return $"{release.Tag} {tagged} {release.Id}\n{string.Join('\n', lines)}\n";
    }

    /// <param name="Text">Of SHA256SUMS; null for all others.</param>
    private sealed record Came(ReadBack File, string? Text);
}
