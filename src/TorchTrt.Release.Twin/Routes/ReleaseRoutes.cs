using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin.Routes;

/// <summary>Releases and their assets: drafts hidden from the by-tag route, the tag made on publishing, digests, ghosts, renamed files.</summary>
internal sealed class ReleaseRoutes(TwinOptions options, TwinState state, BareGit git)
{
    private const string Zero = "0000000000000000000000000000000000000000";

    private const int LongestBody = 125_000;

    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("/releases", (HttpContext context) => Reply.Page(context, Seen(context).OrderByDescending(one => (long)one["id"]!).Select(one => Shown(context, one))));
        group.MapGet("/releases/{id:long}", (HttpContext context, long id) => Seen(context).FirstOrDefault(one => (long)one["id"]! == id) is { } release ? Reply.Json(Shown(context, release)) : Reply.NotFound());
        group.MapGet("/releases/latest", (HttpContext context) => Public().LastOrDefault(one => !(bool)one["prerelease"]!) is { } release ? Reply.Json(Shown(context, release)) : Reply.NotFound());
        group.MapGet("/releases/tags/{**tag}", (HttpContext context, string tag) => Public().FirstOrDefault(one => (string?)one["tag_name"] == tag) is { } release ? Reply.Json(Shown(context, release)) : Reply.NotFound());
        group.MapPost("/releases", (Delegate)Create);
        group.MapPatch("/releases/{id:long}", Edit);
        group.MapDelete("/releases/{id:long}", Delete);
        group.MapGet("/releases/{id:long}/assets", (HttpContext context, long id) => Seen(context).All(one => (long)one["id"]! != id) ? Reply.NotFound() : Reply.Page(context, Assets(id).Select(asset => ShownAsset(context, asset))));
        group.MapPost("/releases/{id:long}/assets", Upload);
        group.MapGet("/releases/assets/{id:long}", Asset);
        group.MapPatch("/releases/assets/{id:long}", EditAsset);
        group.MapGet("/immutable-releases", () => Reply.Json(new JObject { ["enabled"] = IsImmutable, ["enforced_by_owner"] = false }));
        group.MapPut("/immutable-releases", () => SetImmutable(true));
        group.MapDelete("/immutable-releases", () => SetImmutable(false));
        group.MapDelete("/releases/assets/{id:long}", (long id) =>
        {
            if (OfImmutable(id)) return Fixed();
            if (!state.Change(content => Remove(content, id))) return Reply.NotFound();
            File.Delete(Bytes(id));
            return Reply.NoContent();
        });
        group.MapGet("/releases/download/{tag}/{name}", (string tag, string name) =>
            Public().FirstOrDefault(one => (string?)one["tag_name"] == tag) is { } release && Assets((long)release["id"]!).FirstOrDefault(asset => (string?)asset["name"] == name) is { } asset
                ? Results.File(Bytes((long)asset["id"]!), "application/octet-stream")
                : Reply.NotFound());
    }

    private async Task<IResult> Create(HttpContext context)
    {
        var body = await Reply.Body(context);
        var tag = (string?)body["tag_name"];
        if (string.IsNullOrEmpty(tag)) return Reply.Invalid("Release", "tag_name", "missing_field");
        if (((string?)body["body"])?.Length > LongestBody) return Reply.Invalid("Release", "body", "custom", "body is too long (maximum is 125000 characters)");
        var isDraft = (bool?)body["draft"] ?? false;
        if (IsBurned(tag)) return Reply.Invalid("Release", "tag_name", "custom", "tag_name was used by an immutable release");
        if (IsTaken(tag, null)) return Reply.Invalid("Release", "tag_name", "already_exists");
        var target = (string?)body["target_commitish"] ?? options.DefaultBranch;
        if (!isDraft && !MakeTag(tag, target)) return Reply.Invalid("Release", "target_commitish", "invalid");
        return Reply.Created(Shown(context, state.Change(content =>
        {
            var release = new JObject
            {
                ["id"] = TwinState.Next(content, "id"),
                ["tag_name"] = tag,
                ["target_commitish"] = target,
                ["name"] = body["name"] ?? tag,
                ["body"] = body["body"] ?? "",
                ["draft"] = isDraft,
                ["prerelease"] = body["prerelease"] ?? false,
                ["created_at"] = state.Now,
                ["published_at"] = isDraft ? null : state.Now,
            };
            ((JArray)content["releases"]!).Add(release);
            return (JObject)release.DeepClone();
        })));
    }

    private async Task<IResult> Edit(HttpContext context, long id)
    {
        var body = await Reply.Body(context);
        if (Find(id) is not { } release) return Reply.NotFound();
        if (((string?)body["body"])?.Length > LongestBody) return Reply.Invalid("Release", "body", "custom", "body is too long (maximum is 125000 characters)");
        var publishes = (bool)release["draft"]! && (bool?)body["draft"] == false;
        var tag = (string?)body["tag_name"] ?? (string)release["tag_name"]!;
        if ((publishes || !(bool)release["draft"]!) && IsTaken(tag, id)) return Reply.Invalid("Release", "tag_name", "already_exists");
        if (publishes && !MakeTag(tag, (string?)body["target_commitish"] ?? (string)release["target_commitish"]!)) return Reply.Invalid("Release", "target_commitish", "invalid");
        return Reply.Json(Shown(context, state.Change(content =>
        {
            var one = content["releases"]!.First(other => (long)other["id"]! == id);
            foreach (var name in new[] { "tag_name", "target_commitish", "name", "body", "draft", "prerelease" })
                if (body[name] is { } value) one[name] = value;
            if (publishes) one["published_at"] = state.Now;
            if (publishes && IsImmutable)
            {
                one["immutable"] = true;
                ((JArray)(content["burnedTags"] ??= new JArray())).Add(tag);
            }

            return (JObject)one.DeepClone();
        })));
    }

    private IResult Delete(long id)
    {
        if (Find(id) is null) return Reply.NotFound();
        var assets = Assets(id).Select(asset => (long)asset["id"]!).ToList();
        state.Change(content =>
        {
            content["releases"]!.First(other => (long)other["id"]! == id).Remove();
            foreach (var asset in assets) Remove(content, asset);
        });
        foreach (var asset in assets) File.Delete(Bytes(asset));
        return Reply.NoContent();
    }

    private async Task<IResult> Upload(HttpContext context, long id)
    {
        var name = Steps.AssetName.OnForge(context.Request.Query["name"].ToString());
        if (Find(id) is not { } release) return Reply.NotFound();
        if ((bool?)release["immutable"] == true) return Fixed();
        if (name.Length == 0) return Reply.Invalid("ReleaseAsset", "name", "missing_field");
        if (Assets(id).Any(asset => (string?)asset["name"] == name)) return AlreadyThere();

        var isGhost = context.Items.ContainsKey(Fault.GhostItem);
        var incoming = Path.Combine(state.AssetFolder, $"{Guid.NewGuid():N}.incoming");
        try
        {
            var (size, digest) = await Receive(context, incoming);
            var asset = new JObject
            {
                ["release"] = id,
                ["name"] = name,
                ["label"] = "",
                ["state"] = isGhost ? "starter" : "uploaded",
                ["size"] = isGhost ? 0 : size,
                ["digest"] = isGhost ? null : digest,
                ["content_type"] = context.Request.ContentType ?? "application/octet-stream",
                ["download_count"] = 0,
                ["created_at"] = state.Now,
                ["updated_at"] = state.Now,
            };
            if (!state.Change(content => Keep(content, asset, incoming))) return AlreadyThere();
            return isGhost ? Reply.Error(StatusCodes.Status502BadGateway, "Server Error") : Reply.Created(ShownAsset(context, asset));
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    /// <summary>Gives the asset its number and its bytes their place; false when another upload took the name meanwhile.</summary>
    private bool Keep(JObject content, JObject asset, string incoming)
    {
        if (content["assets"]!.Any(one => (long)one["release"]! == (long)asset["release"]! && (string?)one["name"] == (string?)asset["name"])) return false;
        asset["id"] = TwinState.Next(content, "id");
        File.Move(incoming, Bytes((long)asset["id"]!), overwrite: true);
        ((JArray)content["assets"]!).Add(asset.DeepClone());
        return true;
    }

    private static IResult AlreadyThere() => Reply.Invalid("ReleaseAsset", "name", "already_exists");

    /// <summary>Streams the body to a file and hashes it on the way; memory stays flat.</summary>
    private static async Task<(long Size, string Digest)> Receive(HttpContext context, string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = 0L;
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
        var buffer = new byte[1 << 18];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            size += read;
        }

        file.Flush(flushToDisk: true);
        return (size, $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}");
    }

    private async Task<IResult> EditAsset(HttpContext context, long id)
    {
        var body = await Reply.Body(context);
        if (OfImmutable(id)) return Fixed();
        var name = body["name"] is { } given ? Steps.AssetName.OnForge((string)given!) : null;
        var (found, taken) = state.Change(content =>
        {
            var asset = content["assets"]!.FirstOrDefault(one => (long)one["id"]! == id) as JObject;
            if (asset is null) return (null, false);
            if (name is not null && content["assets"]!.Any(one => (long)one["id"]! != id && (long)one["release"]! == (long)asset["release"]! && (string?)one["name"] == name)) return (null, true);
            if (name is not null) asset["name"] = name;
            if (body["label"] is { } label) asset["label"] = label;
            asset["updated_at"] = state.Now;
            return ((JObject?)asset.DeepClone(), false);
        });
        return taken ? AlreadyThere() : found is null ? Reply.NotFound() : Reply.Json(ShownAsset(context, found));
    }

    private bool IsImmutable => state.Read(content => (bool?)content["immutableReleases"] == true);

    private IResult SetImmutable(bool enabled)
    {
        state.Change(content => content["immutableReleases"] = enabled);
        return Reply.NoContent();
    }

    /// <summary>A tag that an immutable release had is never free again.</summary>
    private bool IsBurned(string tag) => state.Read(content => (content["burnedTags"] as JArray)?.Any(one => (string?)one == tag) == true);

    private bool OfImmutable(long asset)
        => state.List("assets").FirstOrDefault(one => (long)one["id"]! == asset) is { } found && (bool?)Find((long)found["release"]!)?["immutable"] == true;

    private static IResult Fixed() => Reply.Error(StatusCodes.Status422UnprocessableEntity, "Cannot modify the assets of an immutable release");

    private IResult Asset(HttpContext context, long id)
    {
        var asset = state.List("assets").FirstOrDefault(one => (long)one["id"]! == id);
        if (asset is null || Seen(context).All(one => (long)one["id"]! != (long)asset["release"]!)) return Reply.NotFound();
        return context.Request.Headers.Accept.ToString().Contains("application/octet-stream", StringComparison.Ordinal)
            ? Results.File(Bytes(id), "application/octet-stream")
            : Reply.Json(ShownAsset(context, asset));
    }

    /// <summary>Publishing makes a lightweight tag where there is none; an existing tag stays where it is.</summary>
    private bool MakeTag(string tag, string target)
    {
        if (git.Exact($"refs/tags/{tag}") is not null) return true;
        var commit = git.Ref(target) ?? git.Ref($"refs/heads/{target}");
        return commit is not null && git.Update($"refs/tags/{tag}", commit, Zero);
    }

    private static bool Remove(JObject content, long id)
    {
        var asset = content["assets"]!.FirstOrDefault(one => (long)one["id"]! == id);
        asset?.Remove();
        return asset is not null;
    }

    /// <summary>A tag has one public release.</summary>
    private bool IsTaken(string tag, long? by) => Public().Any(one => (string?)one["tag_name"] == tag && (long)one["id"]! != by);

    /// <summary>Drafts are for those who may write.</summary>
    private IEnumerable<JObject> Seen(HttpContext context) => Door.IsWriter(context) ? state.List("releases") : Public();

    private JObject? Find(long id) => state.List("releases").FirstOrDefault(one => (long)one["id"]! == id);

    private IEnumerable<JObject> Public() => state.List("releases").Where(one => !(bool)one["draft"]!);

    private IEnumerable<JObject> Assets(long release) => state.List("assets").Where(asset => (long)asset["release"]! == release);

    private string Bytes(long id) => Path.Combine(state.AssetFolder, id.ToString(CultureInfo.InvariantCulture));

    private JObject Shown(HttpContext context, JObject release)
    {
        var shown = (JObject)release.DeepClone();
        var page = $"https://github.twin.invalid/{options.Owner}/{options.Name}/releases";
        shown["html_url"] = (bool)release["draft"]! ? $"{page}/tag/untagged-{release["id"]}" : $"{page}/tag/{release["tag_name"]}";
        shown["node_id"] = release["id"]!.ToString();
        shown["url"] = $"{Here(context)}/releases/{release["id"]}";
        shown["assets_url"] = $"{Here(context)}/releases/{release["id"]}/assets";
        shown["tarball_url"] = $"{Here(context)}/tarball/{release["tag_name"]}";
        shown["zipball_url"] = $"{Here(context)}/zipball/{release["tag_name"]}";
        shown["upload_url"] = $"{Here(context)}/releases/{release["id"]}/assets{{?name,label}}";
        shown["author"] = Shapes.User(options.Owner);
        shown["immutable"] = (bool?)release["immutable"] ?? false;
        // Ghosts are missing here, as on GitHub; the asset list has them.
        shown["assets"] = new JArray(Assets((long)release["id"]!).Where(asset => (string?)asset["state"] == "uploaded").Select(asset => ShownAsset(context, asset)));
        return shown;
    }

    private JObject ShownAsset(HttpContext context, JObject asset)
    {
        var shown = (JObject)asset.DeepClone();
        shown.Remove("release");
        var tag = (string?)Find((long)asset["release"]!)?["tag_name"];
        shown["node_id"] = asset["id"]!.ToString();
        shown["uploader"] = Shapes.User(options.Owner);
        shown["url"] = $"{Here(context)}/releases/assets/{asset["id"]}";
        shown["browser_download_url"] = $"{Here(context)}/releases/download/{tag}/{asset["name"]}";
        return shown;
    }

    private string Here(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}/repos/{options.Owner}/{options.Name}";
}
