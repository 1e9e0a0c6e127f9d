using Build.Adapters.Json;
using Newtonsoft.Json;
using TorchTrt.Release;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.Perf;

/// <summary>
/// Results as JSON files, one a cell, or as JSON lines (<c>.jsonl</c>), one a cell: those of this machine under <c>state/perf/</c>, and those that
/// other machines measured, in the folder <c>perf/</c> of what <c>--artifacts-from</c> names. Where both have a cell of one setup, this machine's counts.
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
        foreach (var (place, text) in Texts(own).Concat(brought is null ? [] : Texts(brought)))
        {
            try
            {
                results.Add(PerfResultJson.Read(JsonFile.Parse(text)));
            }
            catch (Exception problem) when (problem is JsonException or OverflowException or ArgumentException)
            {
                errors.Add(Unreadable(place, problem.Message));
            }
        }

        return errors.Count == 0
            ? [.. results.DistinctBy(result => (result.Cell, result.Setup.Identity)).OrderBy(result => result.Cell, StringComparer.Ordinal)]
            : throw new ReleaseException(ExitCode.Failed, errors);
    }

    public void Keep(PerfResult result) => JsonFile.Write(Path.Combine(own, $"{result.Cell}.json"), PerfResultJson.Kept(result));

    /// <summary>Every result's text and where it stands, in the order of the names.</summary>
    private static IEnumerable<(string Place, string Text)> Texts(string folder)
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (file.EndsWith(".json", StringComparison.Ordinal)) yield return (file, File.ReadAllText(file));
            if (!file.EndsWith(".jsonl", StringComparison.Ordinal)) continue;
            foreach (var (number, line) in File.ReadLines(file).Index())
                if (!string.IsNullOrWhiteSpace(line)) yield return ($"{file}:{number + 1}", line);
        }
    }

    private static ReleaseError Unreadable(string place, string what) => new(
        "TR6103", $"This is no performance result: {what.TrimEnd('.')}.", "move it away; a cell of this machine is measured anew", place);
}

/// <summary>Rounds as folders of results: <c>state/perf/rounds/now-03/</c>.</summary>
/// <param name="root">Absolute path of <c>state/perf/rounds/</c>.</param>
public sealed class PerfRoundFolders(string root) : IPerfRounds
{
    public IPerfResults Of(PerfSide side, int round)
        => new PerfResultFolder(Path.Combine(root, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{side.ToString().ToLowerInvariant()}-{round:00}")), null);
}
