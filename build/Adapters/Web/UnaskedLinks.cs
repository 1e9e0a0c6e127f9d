using TorchTrt.Release.Ports;

namespace Build.Adapters.Web;

/// <summary>Follows no link.</summary>
/// <param name="why">A few words, for the evidence.</param>
public sealed class UnaskedLinks(string why) : ILinks
{
    public Task<IReadOnlyList<LinkAnswer>> Ask(IReadOnlyList<Uri> links, CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<LinkAnswer>>([.. links.Select(link => new LinkAnswer(link, LinkState.NotAsked, why))]);
}
