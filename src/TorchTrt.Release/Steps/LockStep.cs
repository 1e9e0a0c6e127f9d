using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>How the lock is to be held.</summary>
/// <param name="Holder">See <see cref="ReleaseLock.Holder"/>.</param>
/// <param name="TakeOver">Why another's lock is to be broken; null: it is not.</param>
public sealed record LockTerms(string Owner, string Machine, string Holder, string? TakeOver);

/// <summary>
/// Two release managers at once: the second is refused before its first effect. What was seen when the step first looked is what the lock is swapped
/// for, so nobody can have come and gone between a review of the world and the lock.
/// </summary>
public sealed class LockStep(IForge forge, ReleaseTarget target, LockTerms terms, TimeProvider time) : IStep
{
    private LockSight? seen;
    private LockSight? mine;

    public string Name => "Lock";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var now = await forge.Locks.Look(target.Branch, cancel);
        seen ??= now;
        return now.Held switch
        {
            null => new Pending([Taking(null)]),
            var held when held.Holder == terms.Holder => Kept(now),
            var held when terms.TakeOver is null => new Blocked([Taken(held)]),
            var held => new Pending([Taking(held)]),
        };
    }

    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var wanted = new ReleaseLock(target.Branch, target.Version.ToString(), terms.Owner, terms.Machine, terms.Holder, time.GetUtcNow(), seen?.Held is null ? null : terms.TakeOver);
        mine = await forge.Locks.Take(wanted, seen ?? await forge.Locks.Look(target.Branch, cancel), cancel);
    }

    /// <summary>Lets the lock go, if this run holds it, or one before it that could not let it go.</summary>
    public async Task LetGo(CancellationToken cancel)
    {
        if ((mine ?? await Left(cancel)) is not { } held) return;
        mine = null;
        await forge.Locks.LetGo(held, cancel);
    }

    /// <summary>What an earlier run of this release could not let go; null where there is none, or it cannot be seen: this run took nothing.</summary>
    private async Task<LockSight?> Left(CancellationToken cancel)
    {
        try
        {
            return await forge.Locks.Look(target.Branch, cancel) is { Held: { } held } sight && held.Holder == terms.Holder ? sight : null;
        }
        catch (ReleaseException)
        {
            return null;
        }
    }

    /// <summary>The refusal of whoever comes second.</summary>
    public static ReleaseError Taken(ReleaseLock held) => new(
        "TR3203", $"{held}.", $"wait until that run has ended; if it died, give its command again on {held.Machine}, or add --take-over=\"WHY\" to yours", ReleaseLock.RefOf(held.Branch), "nobody else releasing this branch");

    private Done Kept(LockSight now)
    {
        mine = now;
        return new Done($"{target.Branch} is locked for this run");
    }

    private Change Taking(ReleaseLock? from) => new(
        from is null ? "lock" : "take over lock", ReleaseLock.RefOf(target.Branch), from?.ToString(), $"held for {target.Version} while this command runs", Reach.Reversible);
}
