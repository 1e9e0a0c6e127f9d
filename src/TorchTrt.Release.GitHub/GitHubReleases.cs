using Newtonsoft.Json.Linq;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.GitHub;

/// <summary>
/// https://docs.github.com/en/rest/releases. A draft is not found by its tag, so releases are listed; an asset is good only when its state is
/// <c>uploaded</c>, and a <c>starter</c> is the ghost of an upload that failed.
/// </summary>
internal sealed class GitHubReleases(Wire wire) : IReleases
{
    public async Task<ForgeRelease?> Find(string tag, CancellationToken cancel)
    {
        var found = (await wire.GetAll($"{wire.Base}/releases")).Where(release => (string?)release["tag_name"] == tag).ToList();
        if (found.Count > 1)
            throw new ReleaseException(new ReleaseError(
                "TR3101", $"{found.Count} releases carry the tag {tag}: {string.Join(", ", found.Select(release => release["html_url"]))}.", "delete all but one of them", tag));
        return found.Count == 0 ? null : await Whole(found[0]);
    }

    public async Task<ForgeRelease> CreateDraft(NewRelease release, CancellationToken cancel)
    {
        try
        {
            return await Whole((await wire.Send(HttpMethod.Post, $"{wire.Base}/releases", Body(release, isDraft: true)))!);
        }
        catch (LostReplyException lost)
        {
            return await Find(release.Tag, cancel) ?? throw lost.Unsure();
        }
    }

    public async Task<ForgeRelease> Describe(ForgeRelease release, NewRelease description, CancellationToken cancel)
        => await Patch(release, Body(description, release.IsDraft), after => after.Body == description.Body, cancel);

    public async Task<ReleaseAsset> Upload(ForgeRelease release, string path, CancellationToken cancel)
    {
        var name = Path.GetFileName(path);
        var address = new Uri($"{(await UploadUrl(release)).Split('{')[0]}?name={Uri.EscapeDataString(name)}");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Asset((await wire.Upload(address, path, cancel))!);
            }
            catch (LostReplyException lost)
            {
                // The bytes may have arrived, or a ghost may stand in their place: look before sending again.
                var left = await Uploaded(release, Steps.AssetName.OnForge(name));
                if (left is { IsComplete: true } && left.Size == new FileInfo(path).Length) return left;
                if (left is not null) await DeleteAsset(left, cancel);
                if (attempt == 3) throw lost.Unsure();
            }
        }
    }

    public async Task DeleteAsset(ReleaseAsset asset, CancellationToken cancel)
    {
        try
        {
            await wire.Send(HttpMethod.Delete, $"{wire.Base}/releases/assets/{asset.Id}", null);
        }
        catch (LostReplyException lost)
        {
            if (await wire.Get($"{wire.Base}/releases/assets/{asset.Id}") is not null) throw lost.Unsure();
        }
    }

    public Task<ForgeRelease> Publish(ForgeRelease release, CancellationToken cancel)
        => Patch(release, new JObject { ["tag_name"] = release.Tag, ["draft"] = false, ["prerelease"] = release.IsPrerelease }, after => !after.IsDraft, cancel);

    public async Task DeleteDraft(ForgeRelease release, CancellationToken cancel)
    {
        if ((bool?)(await wire.Get($"{wire.Base}/releases/{release.Id}"))?["draft"] is not true)
            throw new ReleaseException(new ReleaseError("TR3102", $"{release.Tag} is not a draft.", "a public release is not taken back by this program", release.Url));
        try
        {
            await wire.Send(HttpMethod.Delete, $"{wire.Base}/releases/{release.Id}", null);
        }
        catch (LostReplyException lost)
        {
            if (await wire.Get($"{wire.Base}/releases/{release.Id}") is not null) throw lost.Unsure();
        }
    }

    public Task<Stream> Download(ReleaseAsset asset, CancellationToken cancel) => wire.Download($"{wire.Base}/releases/assets/{asset.Id}", cancel);

    private async Task<ForgeRelease> Patch(ForgeRelease release, JObject body, Func<ForgeRelease, bool> happened, CancellationToken cancel)
    {
        try
        {
            return await Whole((await wire.Send(HttpMethod.Patch, $"{wire.Base}/releases/{release.Id}", body))!);
        }
        catch (LostReplyException lost)
        {
            return await Find(release.Tag, cancel) is { } after && happened(after) ? after : throw lost.Unsure();
        }
    }

    private async Task<string> UploadUrl(ForgeRelease release)
        => (string)(await wire.Get($"{wire.Base}/releases/{release.Id}") ?? throw Gone(release))["upload_url"]!;

    private async Task<ReleaseAsset?> Uploaded(ForgeRelease release, string name)
        => (await wire.GetAll($"{wire.Base}/releases/{release.Id}/assets")).Select(Asset).FirstOrDefault(asset => asset.Name == name);

    /// <summary>The release with the assets of its own list: ghosts are missing from the release object.</summary>
    private async Task<ForgeRelease> Whole(JToken release) => new(
        (long)release["id"]!,
        (string)release["tag_name"]!,
        (string?)release["name"] ?? "",
        ((string?)release["body"] ?? "").ReplaceLineEndings("\n"),
        (bool)release["draft"]!,
        (bool)release["prerelease"]!,
        (string)release["target_commitish"]!,
        (string)release["html_url"]!,
        [.. (await wire.GetAll($"{wire.Base}/releases/{release["id"]}/assets")).Select(Asset)]);

    private static ReleaseAsset Asset(JToken asset) => new(
        (long)asset["id"]!, (string)asset["name"]!, (long)asset["size"]!, (string?)asset["digest"], (string?)asset["state"] == "uploaded", (string?)asset["browser_download_url"] ?? "");

    private static JObject Body(NewRelease release, bool isDraft) => new()
    {
        ["tag_name"] = release.Tag,
        ["target_commitish"] = release.Target.Hex,
        ["name"] = release.Name,
        ["body"] = release.Body,
        ["draft"] = isDraft,
        ["prerelease"] = release.IsPrerelease,
    };

    private static ReleaseException Gone(ForgeRelease release) => new(new ReleaseError("TR3103", $"the draft of {release.Tag} is gone.", "give the same command again", release.Url));
}
