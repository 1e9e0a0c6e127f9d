using System.Security.Cryptography;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.GitHub;

/// <summary>
/// https://docs.github.com/en/rest/releases. A draft is not found by its tag, so releases are listed; an asset is good only when its state is
/// <c>uploaded</c>, and a <c>starter</c> is the ghost of an upload that failed.
/// </summary>
internal sealed class GitHubReleases(Wire wire) : IReleases
{
    private const int Uploads = 3;

    public async Task<ForgeRelease?> Find(string tag, CancellationToken cancel)
    {
        var found = (await wire.GetAll($"{wire.Base}/releases", cancel)).Where(release => (string?)release["tag_name"] == tag).DistinctBy(release => (long)release["id"]!).ToList();
        if (found.Count > 1)
            throw new ReleaseException(new ReleaseError(
                "TR3101", $"{found.Count} releases carry the tag {tag}: {string.Join(", ", found.Select(release => release["html_url"]))}.", "delete all but one of them", tag));
        return found.Count == 0 ? null : await Whole(found[0], cancel);
    }

    public async Task<ForgeRelease> CreateDraft(NewRelease release, CancellationToken cancel)
    {
        try
        {
            return await Whole((await wire.Send(HttpMethod.Post, $"{wire.Base}/releases", Body(release, Visibility.Draft), cancel))!, cancel);
        }
        catch (LostReplyException lost)
        {
            return await wire.LookAgain(() => Find(release.Tag, cancel), cancel) ?? throw lost.Unsure();
        }
    }

    public Task<ForgeRelease> Describe(ForgeRelease release, NewRelease description, CancellationToken cancel) => Patch(
        release,
        Body(description, release.IsDraft ? Visibility.Draft : Visibility.Public),
        after => after.Name == description.Name && after.Body == description.Body.ReplaceLineEndings("\n") && after.IsPrerelease == description.IsPrerelease,
        cancel);

    public async Task<ReleaseAsset> Upload(ForgeRelease release, string path, CancellationToken cancel)
    {
        var name = Path.GetFileName(path);
        var there = release.Assets.FirstOrDefault(asset => AssetName.IsSame(asset.Name, name));
        var spare = release.Assets.FirstOrDefault(asset => AssetName.IsSame(asset.Name, AssetName.Replacement(name)));
        if (there is { IsComplete: true } && await IsSame(there, path, cancel)) return there;
        there = await WithoutGhost(there, cancel);
        if (spare is not null && !(spare.IsComplete && await IsSame(spare, path, cancel)))
        {
            await DeleteAsset(spare, cancel);
            spare = null;
        }

        if (there is null && spare is null) return await Send(release, path, name, cancel);

        // The new one is there whole before the old one goes; a run that dies between the two is continued from what it left.
        spare ??= await Send(release, path, AssetName.Replacement(name), cancel);
        if (there is not null) await DeleteAsset(there, cancel);
        return await Rename(spare, name, cancel);
    }

    private async Task<ReleaseAsset> Send(ForgeRelease release, string path, string name, CancellationToken cancel)
    {
        var address = new Uri($"{(await UploadUrl(release, cancel)).Split('{')[0]}?name={Uri.EscapeDataString(name)}");
        for (var attempt = 1; ; attempt++)
        {
            ReleaseException failure;
            try
            {
                var reply = await wire.Upload(address, path, cancel);
                var asset = Asset(reply.Asset);
                if (asset.IsComplete && asset.Size == reply.Size && (asset.Digest is null || asset.Digest == reply.Digest)) return asset;
                failure = Damaged(asset, reply, path);
            }
            catch (LostReplyException lost)
            {
                failure = lost.Unsure();
            }
            catch (ReleaseException refused) when (refused.SaysInvalid())
            {
                failure = refused;
            }

            // The bytes may have arrived, now or in an earlier run, or a ghost may stand in their place: look before sending again.
            var left = await Uploaded(release, name, cancel);
            if (left is { IsComplete: true } && await IsSame(left, path, cancel)) return left;
            if (left is { IsComplete: true } && failure.SaysInvalid()) throw Different(left, path);
            if (left is not null) await DeleteAsset(left, cancel);
            if (attempt == Uploads || (left is null && failure.SaysInvalid())) throw failure;
        }
    }

    private async Task<ReleaseAsset?> WithoutGhost(ReleaseAsset? asset, CancellationToken cancel)
    {
        if (asset is null or { IsComplete: true }) return asset;
        await DeleteAsset(asset, cancel);
        return null;
    }

    private async Task<ReleaseAsset> Rename(ReleaseAsset asset, string name, CancellationToken cancel)
    {
        var address = $"{wire.Base}/releases/assets/{asset.Id}";
        try
        {
            return Asset((await wire.Send(HttpMethod.Patch, address, new { name }, cancel))!);
        }
        catch (LostReplyException lost)
        {
            return await wire.Get(address, cancel) is { } found && AssetName.IsSame((string)found["name"]!, name) ? Asset(found) : throw lost.Unsure();
        }
    }

    public async Task DeleteAsset(ReleaseAsset asset, CancellationToken cancel)
    {
        try
        {
            await wire.Send(HttpMethod.Delete, $"{wire.Base}/releases/assets/{asset.Id}", null, cancel);
        }
        catch (LostReplyException lost)
        {
            if (await wire.Get($"{wire.Base}/releases/assets/{asset.Id}", cancel) is not null) throw lost.Unsure();
        }
        catch (ReleaseException gone) when (gone.SaysAbsent())
        {
            if (await wire.Get($"{wire.Base}/releases/assets/{asset.Id}", cancel) is not null) throw;
        }
    }

    public Task<ForgeRelease> Publish(ForgeRelease release, CancellationToken cancel)
        => Patch(release, new JObject { ["tag_name"] = release.Tag, ["draft"] = false, ["prerelease"] = release.IsPrerelease }, after => !after.IsDraft, cancel);

    public async Task DeleteDraft(ForgeRelease release, CancellationToken cancel)
    {
        if (await wire.Get(Address(release), cancel) is { } found && (bool?)found["draft"] is not true)
            throw new ReleaseException(new ReleaseError("TR3102", $"{release.Tag} is not a draft.", "a public release is not taken back by this program", release.Url));
        try
        {
            await wire.Send(HttpMethod.Delete, Address(release), null, cancel);
        }
        catch (LostReplyException lost)
        {
            if (await wire.Get(Address(release), cancel) is not null) throw lost.Unsure();
        }
    }

    public async Task<Immutability> Immutability(CancellationToken cancel)
    {
        try
        {
            return (bool?)(await wire.Get($"{wire.Base}/immutable-releases", cancel))?["enabled"] switch
            {
                true => Ports.Immutability.Immutable,
                false => Ports.Immutability.Editable,
                null => Ports.Immutability.Unknown,
            };
        }
        catch (ReleaseException refused) when (refused.SaysForbidden())
        {
            return Ports.Immutability.Unknown;
        }
    }

    public Task<Stream> Download(ReleaseAsset asset, CancellationToken cancel) => wire.Download($"{wire.Base}/releases/assets/{asset.Id}", cancel);

    private async Task<ForgeRelease> Patch(ForgeRelease release, JObject body, Func<ForgeRelease, bool> happened, CancellationToken cancel)
    {
        try
        {
            return await Whole((await wire.Send(HttpMethod.Patch, Address(release), body, cancel))!, cancel);
        }
        catch (LostReplyException lost)
        {
            return await wire.Get(Address(release), cancel) is { } found && await Whole(found, cancel) is var after && happened(after) ? after : throw lost.Unsure();
        }
    }

    private async Task<string> UploadUrl(ForgeRelease release, CancellationToken cancel)
        => (string)(await wire.Get(Address(release), cancel) ?? throw Gone(release))["upload_url"]!;

    private async Task<ReleaseAsset?> Uploaded(ForgeRelease release, string name, CancellationToken cancel)
        => (await wire.GetAll($"{Address(release)}/assets", cancel)).Select(Asset).FirstOrDefault(asset => AssetName.IsSame(asset.Name, name));

    private static async Task<bool> IsSame(ReleaseAsset asset, string path, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 18, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return asset.Size == file.Length && (asset.Digest is null || asset.Digest == $"sha256:{Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel))}");
    }

    /// <summary>The release with the assets of its own list: ghosts are missing from the release object.</summary>
    private async Task<ForgeRelease> Whole(JToken release, CancellationToken cancel) => new(
        (long)release["id"]!,
        (string)release["tag_name"]!,
        (string?)release["name"] ?? "",
        ((string?)release["body"] ?? "").ReplaceLineEndings("\n"),
        (bool)release["draft"]!,
        (bool)release["prerelease"]!,
        (string)release["target_commitish"]!,
        (string)release["html_url"]!,
        [.. (await wire.GetAll($"{wire.Base}/releases/{release["id"]}/assets", cancel)).Select(Asset)])
    {
        IsImmutable = (bool?)release["immutable"] == true,
    };

    private string Address(ForgeRelease release) => $"{wire.Base}/releases/{release.Id}";

    private static ReleaseAsset Asset(JToken asset) => new(
        (long)asset["id"]!, (string)asset["name"]!, (long)asset["size"]!, (string?)asset["digest"], (string?)asset["state"] == "uploaded", (string?)asset["browser_download_url"] ?? "");

    private static JObject Body(NewRelease release, Visibility visibility) => new()
    {
        ["tag_name"] = release.Tag,
        ["target_commitish"] = release.Target.Hex,
        ["name"] = release.Name,
        ["body"] = release.Body,
        ["draft"] = visibility == Visibility.Draft,
        ["prerelease"] = release.IsPrerelease,
    };

    private static ReleaseException Gone(ForgeRelease release) => new(new ReleaseError("TR3103", $"the draft of {release.Tag} is gone.", "give the same command again", release.Url));

    private static ReleaseException Damaged(ReleaseAsset asset, UploadReply sent, string path) => new(new ReleaseError(
        "TR3106", $"{asset.Name} arrived with {asset.Size} bytes, {asset.Digest ?? "no digest"}.", "give the same command again", path, $"{sent.Size} bytes, {sent.Digest}"));

    private static ReleaseException Different(ReleaseAsset asset, string path) => new(new ReleaseError(
        "TR3105", $"{asset.Name} is attached already, with other bytes ({asset.Size}, {asset.Digest ?? "no digest"}).", "delete it on the release page if it is not wanted, then give the same command again", path));

    private enum Visibility
    {
        Draft,
        Public,
    }
}
