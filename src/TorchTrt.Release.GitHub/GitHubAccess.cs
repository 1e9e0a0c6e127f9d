using Newtonsoft.Json.Linq;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.GitHub;

/// <summary>What a token may do, found out by reading: the scopes a classic token carries, the role the repository grants, and which areas answer.</summary>
internal sealed class GitHubAccess(Wire wire)
{
    private static readonly string[] Roles = ["admin", "maintain", "push", "triage", "pull"];

    /// <param name="branch">Branch of the release.</param>
    public async Task<ForgeAccess> Look(string branch, CancellationToken cancel)
    {
        var (repository, headers) = await wire.GetWithHeaders(wire.Base, cancel);
        var scopes = headers.FirstOrDefault(header => header.Key.Equals("X-OAuth-Scopes", StringComparison.OrdinalIgnoreCase)).Value;
        var kind = !wire.HasToken ? TokenKind.None : scopes is null ? TokenKind.FineGrained : TokenKind.Classic;
        var readable = new HashSet<ForgeArea>();
        var commit = $"{wire.Base}/commits/{Uri.EscapeDataString(branch)}";
        foreach (var (area, path) in new[]
        {
            (ForgeArea.Contents, commit),
            (ForgeArea.PullRequests, $"{wire.Base}/pulls?per_page=1"),
            (ForgeArea.Issues, $"{wire.Base}/milestones?per_page=1"),
            (ForgeArea.Checks, $"{commit}/check-runs?per_page=1"),
            (ForgeArea.CommitStatuses, $"{commit}/status?per_page=1"),
            (ForgeArea.Actions, $"{wire.Base}/actions/runs?per_page=1"),
            (ForgeArea.Administration, $"{wire.Base}/actions/permissions"),
        })
            if (await IsSeen(path, cancel)) readable.Add(area);

        return new ForgeAccess(
            kind,
            (scopes ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal),
            (bool?)repository["private"] == true,
            kind == TokenKind.None ? null : Roles.FirstOrDefault(role => (bool?)repository["permissions"]?[role] == true),
            readable,
            (string)repository["default_branch"]!);
    }

    private async Task<bool> IsSeen(string path, CancellationToken cancel)
    {
        try
        {
            return await wire.Get(path, cancel) is not null;
        }
        catch (ReleaseException refused) when (refused.SaysForbidden() || refused.SaysInvalid() || refused.SaysUnknown())
        {
            return false;
        }
    }
}
