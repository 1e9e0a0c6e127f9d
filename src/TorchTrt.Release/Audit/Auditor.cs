using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Audit;

/// <summary>Whether a checkout agrees with itself. Reads only.</summary>
public static class Auditor
{
    /// <inheritdoc cref="Run(Tree, ReleaseVersion?)"/>
    public static IReadOnlyList<Finding> Run(IWorkspace files, ReleaseVersion? expected) => Run(Tree.Of(files), expected);

    /// <summary>Everything that disagrees, in the order of the registries; empty when all is well.</summary>
    /// <param name="expected">The version all places should lead to; null takes the tree's own.</param>
    /// <exception cref="ReleaseException">TR1010 when this is no Torch-TensorRT checkout.</exception>
    public static IReadOnlyList<Finding> Run(Tree tree, ReleaseVersion? expected)
    {
        var problems = new List<ReleaseError>();
        var sites = SiteRegistry.Read(tree, problems);
        if (problems.Find(problem => problem.Code == "TR1010") is { } notACheckout) throw new ReleaseException(notACheckout);
        return [.. problems.Select(Unreadable), .. Identity([.. sites.OfType<ValueReading>()], expected), .. Pins(PinRegistry.Read(tree))];
    }

    private static Finding Unreadable(ReleaseError problem)
        => new(problem.Code, problem.Where ?? "", problem.Expected ?? "a version that can be read", problem.What.TrimEnd('.'), problem.Next);

    /// <summary>TR1030: a place leads to another version than the package.</summary>
    private static IEnumerable<Finding> Identity(IReadOnlyList<ValueReading> sites, ReleaseVersion? expected)
    {
        if (sites.Count == 0) return [];
        var line = expected?.Final ?? sites[0].Version.Line;
        return sites.Where(site => site.Version.Line != line)
            .Select(site => new Finding("TR1030", site.Where, $"{line}", site.Text, $"./build.sh --target=Bump --version={line}"));
    }

    /// <summary>TR1031: places write the same dependency in different minor series. Wheel indexes are compared among themselves.</summary>
    private static IEnumerable<Finding> Pins(IReadOnlyList<PinReading> readings)
        => readings.Where(reading => reading.Form != PinForm.Below && reading.Numbers.Count >= 2)
            .GroupBy(reading => (reading.Pin, IsTag: reading.Form == PinForm.Tag))
            .SelectMany(group => group.Where(reading => Series(reading) != Series(group.First()))
                .Select(reading => Differs(reading, group.First())));

    private static Finding Differs(PinReading reading, PinReading first) => new(
        "TR1031", reading.Where, $"{first.Pin.Display()} {Series(first)} as in {first.Where}", $"{reading.Pin.Display()} {Series(reading)}",
        reading.Pin == Pin.TorchVision ? "set it by hand" : $"./build.sh --target=Bump {reading.Pin.Option()}=VERSION");

    private static string Series(PinReading reading) => string.Join('.', reading.Numbers.Take(2));
}
