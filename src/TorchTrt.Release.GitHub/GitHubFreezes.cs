using Newtonsoft.Json.Linq;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.GitHub;

/// <summary>
/// The freeze as a ruleset of the release's own (https://docs.github.com/en/rest/repos/rules): one rule, <c>update</c>, on one branch, with
/// administrators let through, who merge the version bump. Nothing that protects the branch already is touched. Where rulesets are not to be had,
/// the branch is locked instead.
/// </summary>
internal sealed class GitHubFreezes(Wire wire) : IFreezes
{
    /// <summary>GitHub's number of the role "admin" of a repository.</summary>
    private const int AdministratorRole = 5;

    private const int Attempts = 3;

    private readonly GitHubBranchLocks locks = new(wire);

    /// <summary>Whether this repository was seen to have rulesets; null while nobody looked.</summary>
    private bool? knowsRulesets;

    private string Rulesets => $"{wire.Base}/rulesets";

    public async Task<FreezeSight> Look(string branch, CancellationToken cancel)
    {
        if ((await Leases(branch, cancel)) is [var first, ..]) return new(first);
        try
        {
            return new(await locks.IsLocked(branch, cancel) ? Locked(branch) : null);
        }
        catch (ReleaseException refused) when (refused.SaysAbsent() || refused.SaysForbidden())
        {
            return new(null, $"whether branch protection locks {branch} cannot be seen with this token");
        }
    }

    public async Task<FreezeLease> Take(FreezeLease lease, FreezeLease? replaced, CancellationToken cancel)
    {
        try
        {
            if (replaced is { Means: FreezeMeans.Ruleset })
            {
                await Send(HttpMethod.Put, $"{Rulesets}/{replaced.Id}", Ruleset(lease), lease, cancel);
                return lease with { Id = replaced.Id };
            }

            await Send(HttpMethod.Post, Rulesets, Ruleset(lease), lease, cancel);
        }
        catch (ReleaseException refused) when (refused.SaysAbsent() || refused.SaysForbidden())
        {
            await locks.Lock(lease.Branch, cancel);
            return Locked(lease.Branch);
        }

        return await FirstOfAll(lease, cancel);
    }

    public async Task End(FreezeLease lease, CancellationToken cancel)
    {
        if (lease.Means == FreezeMeans.BranchLock) await locks.Unlock(lease.Branch, cancel);
        else await Delete(lease, cancel);
    }

    private static FreezeLease Locked(string branch) => new(0, branch, FreezeMeans.BranchLock, "", "", null);

    /// <summary>Rulesets have no compare-and-swap; their numbers rise, and of two on a branch the lower one was first.</summary>
    private async Task<FreezeLease> FirstOfAll(FreezeLease lease, CancellationToken cancel)
    {
        var leases = await wire.LookAgain(async () => await Leases(lease.Branch, cancel) is { Count: > 0 } found && found.Any(one => one.Name == lease.Name) ? found : null, cancel)
            ?? throw new ReleaseException(new ReleaseError("TR3008", $"the ruleset {lease.Name} was made and is not there.", "give the same command again", Rulesets));
        var mine = leases.First(one => one.Name == lease.Name);
        if (leases[0] is var first && first.Id == mine.Id) return mine;
        await Delete(mine, cancel);
        throw new ReleaseException(ExitCode.Blocked, [new ReleaseError(
            "TR3202", $"{first}, since a moment ago.", $"finish that release, or end its freeze: --target=Thaw --version={first.Release}", first.Name)]);
    }

    /// <summary>The branch's freezes, oldest first. A repository that knows no rulesets has none.</summary>
    private async Task<IReadOnlyList<FreezeLease>> Leases(string branch, CancellationToken cancel)
    {
        if (await List(cancel) is not { } rulesets) return [];
        var found = new List<FreezeLease>();
        foreach (var id in rulesets.Where(IsOurs).Select(one => (long)one["id"]!).Order())
        {
            // The list says nothing of branches. What it names is there: a freeze that one late server hides would stay for ever.
            if (await wire.LookAgain(() => wire.Get($"{Rulesets}/{id}", cancel), cancel) is not JObject ruleset) continue;
            if (Includes(ruleset).Contains($"refs/heads/{branch}") && FreezeLease.Parse(id, branch, (string)ruleset["name"]!) is { } lease) found.Add(lease);
        }

        return found;
    }

    /// <summary>Null where there are no rulesets. One 404 alone may be a server that lags behind, and a freeze that it hides would stay for ever.</summary>
    private async Task<IReadOnlyList<JToken>?> List(CancellationToken cancel)
    {
        if (knowsRulesets == false) return null;
        try
        {
            var rulesets = await wire.GetAll($"{Rulesets}?includes_parents=false", cancel);
            knowsRulesets = true;
            return rulesets;
        }
        catch (ReleaseException refused) when (refused.SaysAbsent() && knowsRulesets is null)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), wire.Time, cancel);
        }

        try
        {
            return await wire.GetAll($"{Rulesets}?includes_parents=false", cancel);
        }
        catch (ReleaseException refused) when (refused.SaysAbsent())
        {
            knowsRulesets = false;
            return null;
        }
    }

    private static bool IsOurs(JToken ruleset) => ((string?)ruleset["name"])?.StartsWith(FreezeLease.Prefix, StringComparison.Ordinal) == true && (string?)ruleset["enforcement"] == "active";

    private static IEnumerable<string?> Includes(JObject ruleset) => ruleset["conditions"]?["ref_name"]?["include"]?.Values<string>() ?? [];

    private static object Ruleset(FreezeLease lease) => new
    {
        name = lease.Name,
        target = "branch",
        enforcement = "active",
        bypass_actors = new[] { new { actor_id = AdministratorRole, actor_type = "RepositoryRole", bypass_mode = "always" } },
        conditions = new { ref_name = new { include = new[] { $"refs/heads/{lease.Branch}" }, exclude = Array.Empty<string>() } },
        rules = new[] { new { type = "update" } },
    };

    private async Task Send(HttpMethod method, string path, object body, FreezeLease lease, CancellationToken cancel)
    {
        try
        {
            await wire.Send(method, path, body, cancel);
        }
        catch (LostReplyException lost)
        {
            if (await wire.LookAgain(async () => (await Leases(lease.Branch, cancel)).FirstOrDefault(one => one.Name == lease.Name), cancel) is null) throw lost.Unsure();
        }
    }

    /// <summary>Who says that it is not there may lag behind, and a number is never given twice: it is removed again until it is gone.</summary>
    private async Task Delete(FreezeLease lease, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await wire.Send(HttpMethod.Delete, $"{Rulesets}/{lease.Id}", null, cancel);
                return;
            }
            catch (LostReplyException lost)
            {
                if (await wire.Get($"{Rulesets}/{lease.Id}", cancel) is null) return;
                if (attempt == Attempts) throw lost.Unsure();
            }
            catch (ReleaseException gone) when (gone.SaysAbsent())
            {
                // Somebody else may have ended it meanwhile; that is what was wanted.
                if (attempt == Attempts || await wire.Get($"{Rulesets}/{lease.Id}", cancel) is null) return;
            }

            await Task.Delay(TimeSpan.FromSeconds(attempt), wire.Time, cancel);
        }
    }
}
