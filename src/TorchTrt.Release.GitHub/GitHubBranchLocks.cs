using Newtonsoft.Json.Linq;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.GitHub;

/// <summary>
/// The freeze as branch protection's <c>lock_branch</c> (https://docs.github.com/en/rest/branches/branch-protection). A PUT replaces everything,
/// so what is there is read and sent back with one field changed. Administrators keep their way in: the release manager merges the version bump.
/// </summary>
internal sealed class GitHubBranchLocks(Wire wire) : IBranchLocks
{
    public async Task<CommitId?> Tip(string branch, CancellationToken cancel)
        => await wire.Get($"{wire.Base}/git/ref/heads/{branch}") is JObject found ? new CommitId((string)found["object"]!["sha"]!) : null;

    public async Task<bool> IsLocked(string branch, CancellationToken cancel) => Flag(await Protection(branch), "lock_branch");

    public async Task Lock(string branch, CancellationToken cancel)
    {
        var present = await Protection(branch);
        await Put(branch, Request(present, isLocked: true), expected: true, cancel);
    }

    public async Task Unlock(string branch, CancellationToken cancel)
    {
        var present = await Protection(branch);
        if (present is null) return;
        if (IsOnlyOurs(present)) await Remove(branch, cancel);
        else await Put(branch, Request(present, isLocked: false), expected: false, cancel);
    }

    private async Task<JObject?> Protection(string branch) => await wire.Get(Path(branch)) as JObject;

    private async Task Put(string branch, JObject request, bool expected, CancellationToken cancel)
    {
        try
        {
            await wire.Send(HttpMethod.Put, Path(branch), request);
        }
        catch (LostReplyException lost)
        {
            if (await IsLocked(branch, cancel) != expected) throw lost.Unsure();
        }
    }

    private async Task Remove(string branch, CancellationToken cancel)
    {
        try
        {
            await wire.Send(HttpMethod.Delete, Path(branch), null);
        }
        catch (LostReplyException lost)
        {
            if (await IsLocked(branch, cancel)) throw lost.Unsure();
        }
    }

    /// <summary>A protection with nothing in it but the lock is what <see cref="Lock"/> makes where there was none.</summary>
    private static bool IsOnlyOurs(JObject present)
        => present["required_status_checks"] is null && present["required_pull_request_reviews"] is null && present["restrictions"] is null
            && !Flag(present, "enforce_admins") && !Flag(present, "required_linear_history") && !Flag(present, "required_conversation_resolution")
            && !Flag(present, "allow_force_pushes") && !Flag(present, "allow_deletions") && !Flag(present, "block_creations");

    /// <summary>The reply of a GET in the form that a PUT takes: flags bare, people and apps by name.</summary>
    private static JObject Request(JObject? present, bool isLocked)
    {
        var request = new JObject
        {
            ["required_status_checks"] = StatusChecks(present?["required_status_checks"]),
            ["enforce_admins"] = Flag(present, "enforce_admins"),
            ["required_pull_request_reviews"] = Reviews(present?["required_pull_request_reviews"]),
            ["restrictions"] = People(present?["restrictions"]),
            ["lock_branch"] = isLocked,
        };
        foreach (var flag in new[] { "required_linear_history", "allow_force_pushes", "allow_deletions", "block_creations", "required_conversation_resolution", "allow_fork_syncing" })
            if (present?[flag] is not null) request[flag] = Flag(present, flag);
        return request;
    }

    private static JToken StatusChecks(JToken? present) => present is not JObject checks
        ? JValue.CreateNull()
        : new JObject
        {
            ["strict"] = (bool?)checks["strict"] ?? false,
            ["checks"] = new JArray((checks["checks"] ?? new JArray()).Select(check => new JObject { ["context"] = check["context"], ["app_id"] = check["app_id"] ?? -1 })),
        };

    private static JToken Reviews(JToken? present)
    {
        if (present is not JObject reviews) return JValue.CreateNull();
        var request = new JObject();
        foreach (var name in new[] { "dismiss_stale_reviews", "require_code_owner_reviews", "required_approving_review_count", "require_last_push_approval" })
            if (reviews[name] is { } value) request[name] = value;
        if (reviews["dismissal_restrictions"] is JObject dismissal) request["dismissal_restrictions"] = People(dismissal);
        if (reviews["bypass_pull_request_allowances"] is JObject bypass) request["bypass_pull_request_allowances"] = People(bypass);
        return request;
    }

    private static JToken People(JToken? present) => present is not JObject people
        ? JValue.CreateNull()
        : new JObject
        {
            ["users"] = new JArray((people["users"] ?? new JArray()).Select(user => user["login"])),
            ["teams"] = new JArray((people["teams"] ?? new JArray()).Select(team => team["slug"])),
            ["apps"] = new JArray((people["apps"] ?? new JArray()).Select(app => app["slug"])),
        };

    private static bool Flag(JToken? present, string name) => present?[name] switch
    {
        JObject setting => (bool?)setting["enabled"] ?? false,
        JValue { Type: JTokenType.Boolean } value => (bool)value,
        _ => false,
    };

    private string Path(string branch) => $"{wire.Base}/branches/{Uri.EscapeDataString(branch)}/protection";
}
