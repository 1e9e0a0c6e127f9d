using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Ports;

/// <summary>What is seen of a branch's freeze.</summary>
/// <param name="Lease">Null when there is none.</param>
/// <param name="Unseen">What this token may not see, in one sentence; null when everything was seen.</param>
public sealed record FreezeSight(FreezeLease? Lease, string? Unseen = null);

/// <summary>Branches that are shut for a release.</summary>
public interface IFreezes
{
    Task<FreezeSight> Look(string branch, CancellationToken cancel);

    /// <summary>
    /// Shuts the branch to all but administrators; everything else that protects it stays as it is. Of two that do so at once one is refused.
    /// </summary>
    /// <param name="replaced">A lease that this one takes the place of, without a moment in which the branch is open; null for none.</param>
    /// <exception cref="ReleaseException">TR3202, blocked: another lease was there first.</exception>
    Task<FreezeLease> Take(FreezeLease lease, FreezeLease? replaced, CancellationToken cancel);

    /// <summary>Opens the branch again; a lease that is gone is fine.</summary>
    Task End(FreezeLease lease, CancellationToken cancel);
}
