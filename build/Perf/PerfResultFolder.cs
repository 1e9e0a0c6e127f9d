using Build.Adapters.Json;
using Newtonsoft.Json;
using TorchTrt.Release;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.Perf;

/// <summary>
/// Results as one JSON file a cell: those of this machine under <c>state/perf/</c>, and those that other machines measured,
/// in the folder <c>perf/</c> of what <c>--artifacts-from</c> names. Where both have a cell of one setup, this machine's counts.
/// </summary>
/// <param name="own">Absolute path of this release's <c>state/perf/</c>.</param>
/// <param name="brought">Absolute path of a folder with results from elsewhere; null when there is none.</param>
public sealed class PerfResultFolder(string own, string? brought) : IPerfResults
{
    public static PerfResultFolder Of(ReleaseFolder folder, string? artifactsFrom)
        => new(Path.Combine(folder.State, "perf"), artifactsFrom is null ? null : Path.Combine(artifactsFrom, "perf"));

    public IReadOnlyList<PerfResult> All()
    {
        var errors = new List<ReleaseError>();
        var results = new List<PerfResult>();
        foreach (var file in Files(own).Concat(brought is null ? [] : Files(brought)))
        {
            try
            {
                results.Add(PerfResultJson.Read(JsonFile.Read(file)!));
            }
            catch (ReleaseException problem)
            {
                errors.AddRange(problem.Errors.Select(error => Unreadable(file, error.What)));
            }
            catch (JsonException problem)
            {
                errors.Add(Unreadable(file, problem.Message));
            }
        }

        return errors.Count == 0
            ? [.. results.DistinctBy(result => (result.Cell, result.Setup.Identity)).OrderBy(result => result.Cell, StringComparer.Ordinal)]
            : throw new ReleaseException(ExitCode.Failed, errors);
    }

    public void Keep(PerfResult result) => JsonFile.Write(Path.Combine(own, $"{result.Cell}.json"), PerfResultJson.Kept(result));

    private static IEnumerable<string> Files(string folder)
        => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal) : [];

    private static ReleaseError Unreadable(string file, string what) => new(
        "TR6103", $"The file is no performance result: {what.TrimEnd('.')}.", "move it away; a cell of this machine is measured anew", file);
}
