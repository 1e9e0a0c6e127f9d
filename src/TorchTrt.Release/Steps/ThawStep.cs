using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>The end of the freeze: the branch takes pushes again.</summary>
public sealed class ThawStep(IForge forge, ReleaseTarget target) : IStep
{
    public string Name => "Thaw";

    public async Task<Observation> Observe(CancellationToken cancel)
        => await forge.Branches.IsLocked(target.Branch, cancel)
            ? new Pending([new Change("unlock", target.Branch, "read-only", "open for pushes", Reach.Reversible)])
            : new Done($"{target.Branch} is open for pushes");

    public Task Apply(Pending pending, CancellationToken cancel) => forge.Branches.Unlock(target.Branch, cancel);
}
