using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Ports;

/// <summary>One process at a time changes a branch's release. A lock changes hands by compare-and-swap alone.</summary>
public interface IReleaseLocks
{
    Task<LockSight> Look(string branch, CancellationToken cancel);

    /// <summary>Takes the lock, only if it still is as it was seen.</summary>
    /// <exception cref="ReleaseException">TR3203, blocked: somebody else was there first.</exception>
    Task<LockSight> Take(ReleaseLock wanted, LockSight seen, CancellationToken cancel);

    /// <summary>Lets the lock go, only if it still is ours.</summary>
    /// <exception cref="ReleaseException">TR3203 when it was taken over meanwhile.</exception>
    Task LetGo(LockSight mine, CancellationToken cancel);
}
