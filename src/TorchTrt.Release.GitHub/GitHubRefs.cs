using Newtonsoft.Json.Linq;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.GitHub;

/// <summary>https://docs.github.com/en/rest/git/refs and …/git/tags</summary>
internal sealed class GitHubRefs(Wire wire) : IRefs
{
    public async Task<CommitId?> Tag(string name, CancellationToken cancel)
    {
        var target = (await wire.Get($"{wire.Base}/git/ref/tags/{Wire.Escape(name)}", cancel))?["object"];
        while (target is not null && (string?)target["type"] == "tag")
            target = (await wire.Get($"{wire.Base}/git/tags/{target["sha"]}", cancel))?["object"];
        return target is null ? null : new CommitId((string)target["sha"]!);
    }

    public async Task<CommitId?> Branch(string name, CancellationToken cancel)
        => await wire.Get($"{wire.Base}/git/ref/heads/{Wire.Escape(name)}", cancel) is JObject found ? new CommitId((string)found["object"]!["sha"]!) : null;

    public async Task DeleteBranch(string name, CommitId expected, CancellationToken cancel)
    {
        var tip = (string?)(await wire.Get($"{wire.Base}/git/ref/heads/{Wire.Escape(name)}", cancel))?["object"]?["sha"];
        if (tip is null) return;
        if (tip != expected.Hex)
            throw new ReleaseException(new ReleaseError("TR3402", $"branch {name} moved to {tip[..7]}.", "look at it before deleting it", name, expected.Short));
        try
        {
            await wire.Send(HttpMethod.Delete, $"{wire.Base}/git/refs/heads/{Wire.Escape(name)}", null, cancel);
        }
        catch (LostReplyException lost)
        {
            if (await wire.Get($"{wire.Base}/git/ref/heads/{Wire.Escape(name)}", cancel) is not null) throw lost.Unsure();
        }
    }
}
