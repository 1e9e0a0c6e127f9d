using System.Text.RegularExpressions;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Examine;

/// <summary>What a checkout promises of the artifacts that are built from it.</summary>
/// <param name="Pins">Dependencies' versions, each as the first place has it.</param>
/// <param name="Requirements">What its packaging declares for PyTorch and TensorRT.</param>
/// <param name="Torch">The libtorch that it is to be used with; null where none was given.</param>
/// <param name="BuildRoots">Folders of building machines, which must not be found in what is shipped.</param>
/// <param name="SizeBudget">Bytes that an artifact may have.</param>
public sealed partial record Expectations(
    IReadOnlyDictionary<Pin, PinReading> Pins, IReadOnlyList<PinReading> Requirements, TorchExports? Torch, IReadOnlyList<string> BuildRoots, long SizeBudget)
{
    /// <summary>What an asset of a GitHub release may have at most is 2 GiB (docs.github.com, "About releases").</summary>
    public const long LargestAsset = (2L << 30) - 1;

    /// <summary>Bazel keeps its outputs below such a folder of the user.</summary>
    private const string BazelOutputs = "/.cache/bazel/";

    private static readonly string[] SetupFiles = ["setup.py", "py/setup.py"];

    /// <param name="mountedAt">Where the wheel container has the checkout; null where there is none.</param>
    public static Expectations Of(IWorkspace files, TorchExports? torch, string? mountedAt)
    {
        var tree = Tree.Of(files);
        var readings = PinRegistry.Read(tree).Where(reading => reading.Form != PinForm.Below && reading.Numbers.Count > 0).ToList();
        var pins = readings.GroupBy(reading => reading.Pin).ToDictionary(pin => pin.Key, pin => pin.FirstOrDefault(reading => reading.Form != PinForm.Tag) ?? pin.First());
        var roots = new[] { BazelOutputs, mountedAt is null ? null : $"{mountedAt}/", $"{files.Root.TrimEnd('/')}/" }.OfType<string>().Where(root => root.Length > 4).Distinct(StringComparer.Ordinal);
        return new Expectations(pins, [.. readings.Where(IsDeclared)], torch, [.. roots], LargestAsset);
    }

    /// <summary>A pin's numbers; none where the checkout names no version.</summary>
    public IReadOnlyList<int> Numbers(Pin pin) => Pins.TryGetValue(pin, out var reading) ? reading.Numbers : [];

    /// <summary>Whether it stands where packages' requirements are declared: in a setup.py, or in the project's own list of a pyproject.toml, not that of its build.</summary>
    private static bool IsDeclared(PinReading reading)
    {
        if (reading.Pin is not (Pin.Torch or Pin.TensorRt) || reading.Form is not (PinForm.Exact or PinForm.AtLeast)) return false;
        if (SetupFiles.Contains(reading.File.Path)) return true;
        return reading.File.Path == "pyproject.toml" && Dependencies().Match(reading.File.Text) is { Success: true } list && reading.Span.Start >= list.Index && reading.Span.End <= list.Index + list.Length;
    }

    [GeneratedRegex(@"^dependencies[ \t]*=[ \t]*\[.*?^\]", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Dependencies();
}
