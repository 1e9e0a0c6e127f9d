using Build.CommandLine;
using TorchTrt.Release.Pins;

namespace Build.Output;

/// <summary>What was asked for.</summary>
public sealed class RequestFacts(ReleaseRequest request) : IFactSource
{
    public IReadOnlyList<Fact> Facts() =>
    [
        new Fact("mode", Mode),
        new Fact("repository", request.Repo ?? $"the bundled sample ({request.Sample.ToString().ToLowerInvariant()} layout)"),
        new Fact("version", request.Version?.ToString() ?? "the next one by the release criteria"),
        .. Pinned(),
        .. request.Destination == Destination.Publication ? [new Fact("forge", $"{request.Forge} {request.GitHub}".TrimEnd())] : Array.Empty<Fact>(),
        new Fact("artifacts", request.Artifacts),
        .. request.ArtifactsFrom is { } from ? [new Fact("artifacts from", from)] : Array.Empty<Fact>(),
    ];

    private string Mode => (request.IsPlan, request.Destination) switch
    {
        (true, Destination.Publication) => "plan of the release; nothing is changed",
        (true, _) => "plan of a rehearsal; nothing is changed",
        (false, Destination.Publication) => "PUBLISH: this changes the repository on the forge",
        _ => "rehearsal; nothing leaves this machine",
    };

    private IEnumerable<Fact> Pinned()
    {
        var given = request.Pins.ToRequest().Given.Select(pin => $"{pin.Pin.Key()} {pin.Version}").ToList();
        return given.Count > 0 ? [new Fact("pins", string.Join(", ", given))] : [];
    }
}
