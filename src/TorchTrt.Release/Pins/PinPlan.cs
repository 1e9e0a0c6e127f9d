using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Pins;

/// <summary>What has to be edited so that every place says the dependency versions asked for.</summary>
/// <param name="Evidence">One line a dependency: <c>PyTorch 2.13.0 in 7 places</c>.</param>
public sealed record PinPlan(IReadOnlyList<Edit> Edits, IReadOnlyList<string> Evidence)
{
    /// <summary>A dependency that is asked for and written nowhere is added to the problems (TR1017).</summary>
    public static PinPlan Make(Tree tree, PinRequest request, ICollection<ReleaseError> problems)
    {
        IReadOnlyList<PinReading> readings = request.Given.Count == 0 ? [] : [.. PinRegistry.Read(tree).Where(reading => reading.Keeper == PinKeeper.Bump)];
        var given = request.Given.Select(pin => (pin, places: readings.Where(reading => reading.Pin == pin.Pin).ToList())).ToList();
        foreach (var (pin, _) in given.Where(pin => pin.places.Count == 0)) problems.Add(Nowhere(pin.Pin));
        return new PinPlan(
            [.. given.SelectMany(pin => pin.places.Select(place => place.Set(pin.pin.Version))).Concat(TorchVision(readings, request)).OfType<Edit>()],
            [.. given.Select(pin => Count(pin.pin.Pin, pin.pin.Version, pin.places.Count))]);
    }

    /// <summary>Ranges of torchvision follow PyTorch where nobody asked for another.</summary>
    private static IEnumerable<Edit?> TorchVision(IEnumerable<PinReading> readings, PinRequest request)
        => request.Torch is { } torch && request.Given.All(pin => pin.Pin != Pin.TorchVision) && TorchVisionRule.For(torch) is { } follows
            ? readings.Where(reading => reading is { Pin: Pin.TorchVision, Form: PinForm.AtLeast or PinForm.Below }).Select(reading => reading.Set(follows))
            : [];

    private static string Count(Pin pin, PinVersion version, int places) => $"{pin.Display()} {version} in {places} {(places == 1 ? "place" : "places")}";

    private static ReleaseError Nowhere(Pin pin) => new(
        "TR1017", $"this checkout writes no version of {pin.Display()} anywhere.", $"leave {pin.Option()} out", pin.Option(),
        $"a place in {string.Join(", ", PinRegistry.All.Where(site => site.Pin == pin).Select(site => site.Path).Distinct())}");
}
