using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Artifacts;

/// <summary>The dependencies of a checkout as the project's scripts write them into names: <c>10.7.0.post1</c>, <c>13.0</c>. Null where the checkout names none.</summary>
public sealed record PinnedText(string? Torch, string? Cuda, string? Cudnn, string? TensorRt)
{
    public static PinnedText Of(IWorkspace files)
    {
        var tree = Tree.Of(files);
        return new PinnedText(Of(Pin.Torch), Of(Pin.Cuda), Of(Pin.Cudnn), Of(Pin.TensorRt));

        string? Of(Pin pin)
        {
            var readings = PinRegistry.All.Where(site => site.Pin == pin).SelectMany(site => site.Read(tree)).Where(reading => reading.Form != PinForm.Below && reading.Numbers.Count > 0).ToList();
            // A constant is what the scripts print, letter for letter, whatever else pins more exactly.
            if (readings.FirstOrDefault(IsConstant) is { } constant && pin != Pin.Torch) return constant.Value;
            return readings.Count == 0 ? null : string.Join('.', (readings.FirstOrDefault(reading => reading.Form != PinForm.Tag) ?? readings[0]).Numbers);
        }
    }

    /// <summary>In setup.py requirements stand beside constants; until v1.3.0 it writes these into the _version.py that the scripts import.</summary>
    private static bool IsConstant(PinReading reading)
        => reading.File.Path is "dev_dep_versions.yml" or "py/versions.py" or "versions.py" || (reading.File.Path == "py/setup.py" && reading.Form == PinForm.Brief);
}
