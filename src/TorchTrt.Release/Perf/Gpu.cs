using System.Text.RegularExpressions;

namespace TorchTrt.Release.Perf;

/// <summary>One GPU, or one slice of a GPU, that a process can be given.</summary>
/// <param name="Name">For example <c>NVIDIA A100-SXM4-80GB</c> or <c>NVIDIA A30 MIG 1g.6gb</c>.</param>
/// <param name="Handle">What <c>CUDA_VISIBLE_DEVICES</c> takes: the UUID, or the number where the driver's UUID is of another kind (Jetson).</param>
public sealed partial record Gpu(string Name, string Handle)
{
    /// <summary>Which device of the catalog it is.</summary>
    public PerfDevice Device => PerfCatalog.DeviceOf(Name);

    /// <summary>Reads what <c>nvidia-smi -L</c> prints. A GPU that is cut into MIG slices gives its slices, any other gives itself.</summary>
    public static IReadOnlyList<Gpu> Listed(string text)
    {
        var found = new List<Gpu>();
        Gpu? whole = null;
        foreach (var line in text.Split('\n'))
        {
            if (Whole().Match(line) is { Success: true } gpu)
            {
                var uuid = gpu.Groups["uuid"].Value;
                whole = new Gpu(gpu.Groups["name"].Value, uuid.StartsWith("GPU-", StringComparison.Ordinal) ? uuid : gpu.Groups["number"].Value);
                found.Add(whole);
            }
            else if (whole is not null && Slice().Match(line) is { Success: true } slice)
            {
                found.Remove(whole);
                found.Add(new Gpu($"{whole.Name} MIG {slice.Groups["profile"].Value}", slice.Groups["uuid"].Value));
            }
        }

        return found;
    }

    [GeneratedRegex(@"^GPU (?<number>\d+): (?<name>.+) \(UUID: (?<uuid>[0-9A-Za-z-]+)\)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^\s+MIG (?<profile>\S+)\s+Device\s+\d+: \(UUID: (?<uuid>MIG-[0-9A-Za-z/-]+)\)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Slice();
}
