using Build.CommandLine;
using Build.Output;
using Build.Perf;
using TorchTrt.Release;
using TorchTrt.Release.Perf;

namespace Build.Desk;

/// <summary>Makes performance reports from a folder of results, without a release and without a checkout.</summary>
public sealed class PerfReports(ReleaseRequest request, Screen screen)
{
    /// <summary>Writes every report that the results suffice for to <c>ARTIFACTS/perf/</c>.</summary>
    /// <exception cref="ReleaseException">TR6103 for every file that is no result; TR6104 when there are none.</exception>
    public void Write(string folder)
    {
        var results = new PerfResultFolder(folder, null).All();
        var last = request.Perf.Last is { } before ? new PerfResultFolder(before, null).All() : [];
        var sheets = PerfCatalog.Reports.Select(kind => PerfSheet.Of(kind, request.Version, results, last)).OfType<PerfSheet>().ToList();
        if (sheets.Count == 0)
            throw new ReleaseException(new ReleaseError("TR6104", "There is no performance result in the folder.", "name the folder with the .json or .jsonl files that --target=Perf kept", folder));
        var target = Path.Combine(request.Artifacts, "perf");
        Directory.CreateDirectory(target);
        foreach (var (sheet, format) in sheets.SelectMany(sheet => PerfFormats.All.Select(format => (sheet, format))))
        {
            var file = Path.Combine(target, sheet.Kind.File + format.Extension);
            AtomicText.Write(file, format.Of(sheet));
            screen.Ledger.Line($"wrote {file}");
        }
    }
}
