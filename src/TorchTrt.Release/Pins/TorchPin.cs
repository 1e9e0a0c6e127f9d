using System.Globalization;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Pins;

/// <summary>The PyTorch series a tree is built for: the first place in registry order decides.</summary>
/// <param name="Where"><c>path:line</c>.</param>
public sealed record TorchPin(int Major, int Minor, string Where)
{
    /// <summary><c>2.13</c>.</summary>
    public string Series => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    /// <summary>Every path that is looked at.</summary>
    public static IReadOnlyList<string> Paths { get; } = [.. PinRegistry.All.Where(site => site.Pin == Pin.Torch).Select(site => site.Path).Distinct()];

    public static TorchPin? Read(IWorkspace files) => Read(Tree.Of(files));

    /// <summary>Null when the tree names none.</summary>
    public static TorchPin? Read(Tree tree)
        => PinRegistry.All.Where(site => site.Pin == Pin.Torch).SelectMany(site => site.Read(tree))
            .Where(reading => reading.Form != PinForm.Below && reading.Numbers.Count >= 2)
            .Select(reading => new TorchPin(reading.Numbers[0], reading.Numbers[1], reading.Where))
            .FirstOrDefault();
}
