using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

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
            var lease when IsOthers(lease) => await IsPublished(cancel)
                ? new Done([$"{lease}; {target.Version} is published and holds nothing shut"])
                : new Blocked([new ReleaseError("TR3202", $"{lease}, not for {target.Version}.", $"give --version={lease.Release} to end that freeze", lease.Name)]),
            var lease => new Pending([new Change("thaw", target.Branch, lease.ToString(), "open for pushes", Reach.Reversible)]),
        };
    }

    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        if ((await forge.Freezes.Look(target.Branch, cancel)).Lease is { } lease && !IsOthers(lease)) await forge.Freezes.End(lease, cancel);
    }

    /// <summary>A lease of another release that still binds: this one may not end it.</summary>
    private bool IsOthers(FreezeLease lease) => lease.IsOthers(target.Version, time.GetUtcNow());

    private async Task<bool> IsPublished(CancellationToken cancel) => await forge.Releases.Find(target.Version.Tag(), cancel) is { IsDraft: false };
}
