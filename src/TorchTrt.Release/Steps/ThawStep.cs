using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>The end of the freeze, also of one that another machine made before it died: the branch takes pushes again.</summary>
/// <param name="foresight">What a plan has come to; null outside a plan.</param>
public sealed class ThawStep(IForge forge, ReleaseTarget target, TimeProvider time, Foresight? foresight = null) : IStep
{
    public string Name => "Thaw";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var sight = await forge.Freezes.Look(target.Branch, cancel);
        return sight.Lease switch
        {
            null when foresight?.Changes("Freeze") == true => new Pending([new Change("thaw", target.Branch, $"shut for {target.Version}", "open for pushes", Reach.Reversible)]),
            null => new Done([$"{target.Branch} is open for pushes", .. sight.Unseen is { } unseen ? [unseen] : Array.Empty<string>()]),
            { Means: FreezeMeans.Ruleset } lease when lease.Release != target.Version.ToString() && !lease.IsExpired(time.GetUtcNow()) => new Blocked([new ReleaseError(
                "TR3202", $"{lease}, not for {target.Version}.", $"give --version={lease.Release} to end that freeze", lease.Name)]),
            var lease => new Pending([new Change("thaw", target.Branch, lease.ToString(), "open for pushes", Reach.Reversible)]),
        };
    }

    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        if ((await forge.Freezes.Look(target.Branch, cancel)).Lease is { } lease) await forge.Freezes.End(lease, cancel);
    }
}
