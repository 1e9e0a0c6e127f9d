using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.GitHub;

/// <summary>
/// The freeze as branch protection's <c>lock_branch</c> (https://docs.github.com/en/rest/branches/branch-protection). A PUT replaces everything,
/// so what is there is read and sent back with one field changed. Administrators keep their way in: the release manager merges the version bump.
/// </summary>
internal sealed class GitHubBranchLocks(Wire wire)
{
    /// <summary>Flags that a PUT takes and that this class leaves as they are.</summary>
    private static readonly IReadOnlyList<string> Switches = ["required_linear_history", "allow_force_pushes", "allow_deletions", "block_creations", "required_conversation_resolution"];

    /// <summary>Flags that are not ours; signatures have an address of their own, and a PUT leaves them alone.</summary>
    private static readonly IReadOnlyList<string> Others = [.. Switches, "enforce_admins", "required_signatures"];

    public async Task<bool> IsLocked(string branch, CancellationToken cancel) => Flag(await Protection(branch, cancel), "lock_branch");

    public async Task Lock(string branch, CancellationToken cancel)
    {
        var present = await Protection(branch, cancel);
        await Put(branch, Gate.Locked, present, cancel);
    }

    public async Task Unlock(string branch, CancellationToken cancel)
    {
        var present = await Protection(branch, cancel);
        if (present is null) return;
        if (IsOnlyOurs(present)) await Remove(branch, cancel);
        else await Put(branch, Gate.Open, present, cancel);
    }

    /// <summary>Null where the branch has none. A 404 that says anything else is a missing branch or permission, not an open branch.</summary>
    private async Task<JObject?> Protection(string branch, CancellationToken cancel) => await wire.Get(Path(branch), cancel, absence: "Branch not protected") as JObject;

    private async Task Put(string branch, Gate gate, JObject? present, CancellationToken cancel)
    {
        try
        {
            await wire.Send(HttpMethod.Put, Path(branch), Request(present, gate), cancel);
        }
        catch (LostReplyException lost)
        {
            if (await IsLocked(branch, cancel) != (gate == Gate.Locked)) throw lost.Unsure();
        }
    }

    private async Task Remove(string branch, CancellationToken cancel)
    {
        try
        {
            await wire.Send(HttpMethod.Delete, Path(branch), null, cancel);
        }
        catch (LostReplyException lost)
        {
            if (await IsLocked(branch, cancel)) throw lost.Unsure();
        }
    }

    /// <summary>
    /// What <see cref="Lock"/> makes where there was no protection: the lock, forks may still sync, and nothing else. A protection without that mark
    /// was somebody's, even an empty one: it keeps force pushes and deletions away.
    /// </summary>
    private static bool IsOnlyOurs(JObject present)
        => Flag(present, "lock_branch") && Flag(present, "allow_fork_syncing")
            && present["required_status_checks"] is null && present["required_pull_request_reviews"] is null && present["restrictions"] is null
            && Others.All(flag => !Flag(present, flag));

    /// <summary>The reply of a GET in the form that a PUT takes: flags bare, people and apps by name.</summary>
    private static JObject Request(JObject? present, Gate gate)
    {
        var request = new JObject
        {
            ["required_status_checks"] = StatusChecks(present?["required_status_checks"]),
            ["enforce_admins"] = Flag(present, "enforce_admins"),
            ["required_pull_request_reviews"] = Reviews(present?["required_pull_request_reviews"]),
            ["restrictions"] = People(present?["restrictions"]),
            ["lock_branch"] = gate == Gate.Locked,
            ["allow_fork_syncing"] = present is null || Flag(present, "allow_fork_syncing"),
        };
        foreach (var flag in Switches)
            if (present?[flag] is not null) request[flag] = Flag(present, flag);
        return request;
    }

    private static JToken StatusChecks(JToken? present) => present is not JObject checks
        ? JValue.CreateNull()
        : new JObject
        {
            ["strict"] = (bool?)checks["strict"] ?? false,
            // Described as required, though superseded: the names alone, which the checks below then tie to their apps.
            ["contexts"] = new JArray((checks["checks"] ?? new JArray()).Select(check => check["context"])),
            ["checks"] = new JArray((checks["checks"] ?? new JArray()).Select(check => new JObject { ["context"] = check["context"], ["app_id"] = (int?)check["app_id"] ?? -1 })),
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

    private enum Gate
    {
        Open,
        Locked,
    }
}
