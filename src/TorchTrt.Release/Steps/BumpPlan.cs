using TorchTrt.Release.Channels;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>Everything that has to be edited for a version bump, and what proves it once it is done.</summary>
public sealed record BumpPlan(IReadOnlyList<Edit> Edits, IReadOnlyList<string> Evidence)
{
    /// <exception cref="ReleaseException">TR1010 to TR1019: everything that stands in the way, together.</exception>
    public static BumpPlan Make(Tree tree, BumpRequest request)
    {
        var problems = new List<ReleaseError>();
        var sites = SiteRegistry.Read(tree, problems);
        if (sites.OfType<ValueReading>().FirstOrDefault() is not { } package) throw new ReleaseException(ExitCode.Failed, problems);
        if (request.Stragglers == Stragglers.Stop) problems.AddRange(sites.OfType<ValueReading>().Where(site => IsStray(site, package, request)).Select(site => Stray(site, package, request)));
        var edits = sites.SelectMany(site => EditsFor(site, request, problems)).ToList();
        var asked = WithTorch(tree, package, request);
        var pins = PinPlan.Make(tree, asked, problems);
        var channels = request.Kind == BumpKind.Cut || request.Pins.Cuda is not null
            ? ChannelPlan.Make(tree, request.Kind == BumpKind.Cut ? request.Channel : Channel.Nightly, request.Pins.Cuda, (asked.Torch ?? Together(tree, request))?.Text)
            : new ChannelPlan([], []);
        List<Edit> all = [.. edits.Concat(pins.Edits).Concat(channels.Edits).DistinctBy(edit => (edit.File.Path, edit.Span, edit.New))];
        problems.AddRange(Overlaps(all));
        if (problems.Count > 0) throw new ReleaseException(ExitCode.Failed, problems);
        return new BumpPlan(all, [string.Join(", ", sites.Select(site => Proof(site, request))), .. pins.Evidence, .. channels.Evidence]);
    }

    /// <summary>Two registries that read the same text differently would write over each other.</summary>
    private static IEnumerable<ReleaseError> Overlaps(IEnumerable<Edit> edits) => edits
        .GroupBy(edit => edit.File.Path, StringComparer.Ordinal)
        .Select(file => file.OrderBy(edit => edit.Span.Start).ThenBy(edit => edit.Span.End).ToList())
        .SelectMany(file => file.Zip(file.Skip(1)))
        .Where(pair => pair.Second.Span.Start < pair.First.Span.End)
        .Select(pair => new ReleaseError(
            "TR1020", $"this place would have to become both '{pair.First.New}' and '{pair.Second.New}'.", "set it by hand and run the same command again", pair.First.File.Where(pair.First.Span.Start), "one value"));

    private static IEnumerable<Edit> EditsFor(SiteReading site, BumpRequest request, ICollection<ReleaseError> problems) => (request.Kind, site) switch
    {
        // A branch that is cut is released later; until then its places only say which series it is of.
        (BumpKind.Cut, ValueReading value) => value.Version.Line == request.Version.Final ? [] : value.Spelled(request.Version.Development),
        (BumpKind.Cut, _) => [],
        _ => site.EditsFor(request.Version, problems),
    };

    private static string Proof(SiteReading site, BumpRequest request)
        => request.Kind == BumpKind.Cut ? $"{site.Site.Name} {site.Text}" : site.Evidence(request.Version);

    /// <summary>In 2.x package and PyTorch carry the same series and move together, whichever went first; what was given on the command line stands.</summary>
    private static PinRequest WithTorch(Tree tree, ValueReading package, BumpRequest request)
    {
        ReleaseVersion[] series = [package.Version.Line, request.Version];
        if (request.Pins.Torch is not null || TorchPin.Read(tree) is not { } torch || !series.Any(version => (version.Major, version.Minor) == (torch.Major, torch.Minor)))
            return request.Pins;
        return request.Kind switch
        {
            BumpKind.Development => request.Pins with { Torch = PinVersion.Read($"{request.Version.Final}.dev") },
            BumpKind.Cut when IsNightly(tree) => request.Pins with { Torch = PinVersion.Read($"{request.Version.Final}") },
            _ => request.Pins,
        };
    }

    /// <summary>The PyTorch of that name, where the tree is built for its series.</summary>
    private static PinVersion? Together(Tree tree, BumpRequest request)
        => TorchPin.Read(tree) is { } torch && (torch.Major, torch.Minor) == (request.Version.Major, request.Version.Minor) ? PinVersion.Read($"{request.Version.Final}") : null;

    private static bool IsNightly(Tree tree) => PinRegistry.Read(tree).Any(pin => pin.Pin == Pin.Torch && pin.Value.Contains(".dev", StringComparison.Ordinal));

    private static bool IsStray(ValueReading site, ValueReading package, BumpRequest request)
        => site.Version.Line != package.Version.Line && site.Version.Line != request.Version.Final;

    private static ReleaseError Stray(ValueReading site, ValueReading package, BumpRequest request) => new(
        "TR1019", $"it says {site.Text}, which is neither the version of this checkout nor the new one.",
        "add --catch-up when an earlier bump forgot it, or set it by hand", site.Where, $"{package.Text} or {request.Version}");
}
