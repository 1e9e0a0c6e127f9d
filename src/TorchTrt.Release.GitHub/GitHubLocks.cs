using Newtonsoft.Json.Linq;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.GitHub;

/// <summary>
/// The lock as a ref of its own kind whose commits say who holds it. GitHub makes a ref only where there is none, and without <c>force</c> moves one only to
/// a descendant (https://docs.github.com/en/rest/git/refs): every holder's commit is a child of the one that was seen, so of two that swap at once one
/// is refused. The ref stays when the lock is let go, and its history tells who released when.
/// </summary>
internal sealed class GitHubLocks(Wire wire) : IReleaseLocks
{
    private const int Attempts = 3;

    public async Task<LockSight> Look(string branch, CancellationToken cancel)
    {
        if (await Tip(branch, cancel) is not { } tip) return new(null, null);
        return new(tip, ReleaseLock.Parse(branch, (string?)(await Commit(tip, cancel))["message"] ?? ""));
    }

    public async Task<LockSight> Take(ReleaseLock wanted, LockSight seen, CancellationToken cancel)
    {
        var commit = await Swap(wanted.Branch, wanted.Message, seen, cancel);
        if (commit is not null) return new(commit, wanted);
        var now = await Look(wanted.Branch, cancel);
        if (now.Held?.Holder == wanted.Holder) return now;
        throw new ReleaseException(ExitCode.Blocked, [now.Held is { } other ? LockStep.Taken(other) : Passed(wanted.Branch)]);
    }

    public async Task LetGo(LockSight mine, CancellationToken cancel)
    {
        for (var attempt = 1; !await IsFree(mine, cancel); attempt++)
        {
            if (attempt == Attempts) throw new ReleaseException(new ReleaseError("TR3012", "the lock is still held.", "give the same command again", ReleaseLock.RefOf(mine.Held!.Branch)));
            await Task.Delay(TimeSpan.FromSeconds(attempt), wire.Time, cancel);
        }
    }

    /// <summary>Lets the lock go once. A lock that stays shuts everybody out, and one that is swapped twice harms nobody: what went wrong is tried again.</summary>
    private async Task<bool> IsFree(LockSight mine, CancellationToken cancel)
    {
        var held = mine.Held!;
        try
        {
            if (await Swap(held.Branch, held.FreeMessage, mine, cancel) is not null) return true;
        }
        catch (ReleaseException unsure) when (unsure.ExitCode == ExitCode.Failed)
        {
            // Looking says how it stands.
        }

        var now = await Look(held.Branch, cancel);
        if (now.Held is { } other && other.Holder != held.Holder) throw new ReleaseException(ExitCode.Blocked, [LockStep.Taken(other)]);
        return now is { Tip: not null, Held: null };
    }

    /// <summary>The new tip; null when the lock is no longer as it was seen.</summary>
    private async Task<CommitId?> Swap(string branch, string message, LockSight seen, CancellationToken cancel)
    {
        var commit = await Make(branch, message, seen.Tip, cancel);
        try
        {
            if (seen.Tip is null) await wire.Send(HttpMethod.Post, $"{wire.Base}/git/refs", new { @ref = $"refs/{ReleaseLock.RefOf(branch)}", sha = commit.Hex }, cancel);
            else await wire.Send(HttpMethod.Patch, $"{wire.Base}/git/refs/{Address(branch)}", new { sha = commit.Hex, force = false }, cancel);
            return commit;
        }
        catch (LostReplyException lost)
        {
            var now = await Tip(branch, cancel);
            return now == commit ? commit : now == seen.Tip ? throw lost.Unsure() : null;
        }
        catch (ReleaseException refused) when (refused.SaysInvalid() || refused.SaysConflict())
        {
            return await Tip(branch, cancel) is { } now && now == commit ? commit : null;
        }
    }

    /// <summary>A commit that nothing leads to yet; made twice it harms nobody.</summary>
    private async Task<CommitId> Make(string branch, string message, CommitId? parent, CancellationToken cancel)
    {
        var tree = (await Commit(parent ?? await Branch(branch, cancel), cancel))["tree"]!["sha"];
        var body = new { message, tree, parents = parent is null ? [] : new[] { parent.Hex } };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new CommitId((string)(await wire.Send(HttpMethod.Post, $"{wire.Base}/git/commits", body, cancel))!["sha"]!);
            }
            catch (LostReplyException lost)
            {
                if (attempt == Attempts) throw lost.Unsure();
                await Task.Delay(TimeSpan.FromSeconds(attempt), wire.Time, cancel);
            }
        }
    }

    private async Task<CommitId> Branch(string name, CancellationToken cancel)
        => new((string)(await wire.Get($"{wire.Base}/git/ref/heads/{Wire.Escape(name)}", cancel) ?? throw NoBranch(name))["object"]!["sha"]!);

    private async Task<CommitId?> Tip(string branch, CancellationToken cancel)
        => await wire.Get($"{wire.Base}/git/ref/{Address(branch)}", cancel) is { } found ? new CommitId((string)found["object"]!["sha"]!) : null;

    private async Task<JToken> Commit(CommitId commit, CancellationToken cancel)
        => await wire.LookAgain(() => wire.Get($"{wire.Base}/git/commits/{commit.Hex}", cancel), cancel)
            ?? throw new ReleaseException(new ReleaseError("TR3013", $"the lock's commit {commit.Short} is gone.", "give the same command again", commit.Hex));

    private static string Address(string branch) => Wire.Escape(ReleaseLock.RefOf(branch));

    private static ReleaseError Passed(string branch) => new(
        "TR3203", $"somebody else released from {branch} while this command looked at it.", "look at what changed, then give the same command again", ReleaseLock.RefOf(branch), "nobody else releasing this branch");

    private static ReleaseException NoBranch(string name) => new(new ReleaseError(
        "TR3204", $"the forge has no branch {name} to release from.", "push it, or name the branch with --branch", name));
}
