namespace TorchTrt.Release.Perf;

/// <summary>Part of the matrix. An empty list leaves that side whole; for devices that is what the checklist asks for, without <see cref="PerfCatalog.Other"/>.</summary>
/// <param name="Least">Cells that are wanted less are left out; null leaves none out.</param>
public sealed record PerfFilter(
    IReadOnlyList<PerfModel> Models, IReadOnlyList<PerfDevice> Devices, IReadOnlyList<int> Batches, IReadOnlyList<PerfFramework> Frameworks, Priority? Least)
{
    public static PerfFilter None { get; } = new([], [], [], [], null);

    /// <summary>Everything that is measured on some devices.</summary>
    public static PerfFilter On(params IReadOnlyList<PerfDevice> devices) => None with { Devices = devices };

    /// <summary>Reads the keys that a command line gives.</summary>
    /// <exception cref="ReleaseException">TR6001 for every name that is not in the catalog, TR6002 for every batch size that no device has.</exception>
    public static PerfFilter Parse(
        IReadOnlyList<string> models, IReadOnlyList<string> devices, IReadOnlyList<int> batches, IReadOnlyList<string>? frameworks = null, Priority? least = null)
    {
        var errors = new List<ReleaseError>();
        var filter = new PerfFilter(
            Pick(models, PerfCatalog.Models, model => model.Key, "--perf-models", errors),
            Pick(devices, [.. PerfCatalog.Devices, PerfCatalog.Other], device => device.Key, "--perf-devices", errors),
            batches,
            Pick(frameworks ?? [], PerfCatalog.Frameworks, framework => framework.Key, "--perf-frameworks", errors),
            least);
        var known = PerfCatalog.Devices.SelectMany(device => device.Batches).Distinct().Order().ToList();
        errors.AddRange(batches.Except(known).Select(batch => new ReleaseError(
            "TR6002", $"{batch} is not a batch size of the performance matrix.", "leave it out, or give one of these", "--perf-batch", string.Join(", ", known))));
        return errors.Count == 0 ? filter : throw new ReleaseException(ExitCode.Failed, errors);
    }

    public bool Has(PerfModel model) => Models.Count == 0 || Models.Contains(model);

    public bool Has(PerfDevice device) => Devices.Count == 0 ? device != PerfCatalog.Other : Devices.Contains(device);

    public bool Has(PerfFramework framework) => Frameworks.Count == 0 || Frameworks.Contains(framework);

    public bool Has(Priority priority) => Least is null || priority <= Least;

    /// <summary>The batch sizes for a device. One that the checklist does not ask for has no list to keep to: it takes every size that is named.</summary>
    public IEnumerable<int> BatchesOf(PerfDevice device) => Batches.Count == 0 ? device.Batches
        : device == PerfCatalog.Other ? Batches
        : device.Batches.Where(Batches.Contains);

    private static List<T> Pick<T>(IReadOnlyList<string> keys, IReadOnlyList<T> known, Func<T, string> key, string option, List<ReleaseError> errors)
    {
        errors.AddRange(keys.Where(given => !known.Any(one => key(one) == given)).Select(given => new ReleaseError(
            "TR6001", $"'{given}' is not in the performance matrix.", "leave it out, or give one of these", option, string.Join(", ", known.Select(key)))));
        return [.. known.Where(one => keys.Contains(key(one)))];
    }
}
