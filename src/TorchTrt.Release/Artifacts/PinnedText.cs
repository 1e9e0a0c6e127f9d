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
            // A constant of versions.py or dev_dep_versions.yml is what the scripts print, letter for letter.
            if (readings.FirstOrDefault(reading => IsConstant(reading.File.Path)) is { } constant && pin != Pin.Torch) return constant.Value;
            return readings.Count == 0 ? null : string.Join('.', (readings.FirstOrDefault(reading => reading.Form != PinForm.Tag) ?? readings[0]).Numbers);
        }
    }

    private static bool IsConstant(string path) => path is "dev_dep_versions.yml" or "py/versions.py" or "versions.py";
}
