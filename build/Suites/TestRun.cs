using Build.CommandLine;
using Build.Output;
using TorchTrt.Release;

namespace Build.Suites;

/// <summary>Builds this repository's solution and runs every test program under <c>tests/</c>, one after the other.</summary>
public sealed class TestRun(DeskFolders folders, ReleaseRequest request, Screen screen, TimeProvider time)
{
    private const string Solution = "TorchTensorRT.Release.slnx";
    private const string Configuration = "Release";

    /// <exception cref="ReleaseException">TR9020 the solution does not build; TR9021 a test program ended without a result.</exception>
    public async Task<TestCounts> Execute()
    {
        await Build();
        var results = Path.Combine(request.Artifacts, "test");
        Directory.CreateDirectory(results);
        var total = TestCounts.None;
        foreach (var name in Suites()) total = total.Plus(await Execute(name, Path.Combine(results, $"{name}.trx")));
        return total;
    }

    /// <summary>Names of the folders under <c>tests/</c> that hold a project of the same name.</summary>
    private IEnumerable<string> Suites() => Directory.EnumerateDirectories(Path.Combine(folders.Home, "tests"))
        .Select(folder => Path.GetFileName(folder))
        .Where(name => File.Exists(Path.Combine(folders.Home, "tests", name, $"{name}.csproj")))
        .Order(StringComparer.Ordinal);

    private async Task Build()
    {
        var (exitCode, lines) = await Run($"building {Solution}", ["build", Solution, "--configuration", Configuration, "--verbosity", "quiet", "--nologo"]);
        if (exitCode == 0) return;
        Show(lines);
        throw new ReleaseException(new ReleaseError("TR9020", $"{Solution} does not build.", "mend the errors above.", folders.Home));
    }

    private async Task<TestCounts> Execute(string name, string trx)
    {
        File.Delete(trx);
        var program = Path.Combine(folders.Home, "tests", name, "bin", Configuration, "net10.0", $"{name}.dll");
        var (exitCode, lines) = await Run(name, ["exec", program, "-result-trx", trx, "-noColor", "-noLogo"]);
        if (!File.Exists(trx))
        {
            Show(lines);
            throw new ReleaseException(new ReleaseError("TR9021", $"{name} ended with exit code {exitCode} and no result file.", "read its output above.", program, trx));
        }

        using var file = File.OpenRead(trx);
        var counts = TrxFile.Read(file);
        if (exitCode != 0 || counts.Failed > 0) Show(lines);
        screen.Ledger.Line($"{name}: {counts}");
        foreach (var reason in counts.MissingComponents.Distinct()) screen.Ledger.Line($"  skipped: {reason}");
        return exitCode != 0 && counts.Failed == 0 ? counts with { Failed = 1 } : counts;
    }

    private async Task<(int ExitCode, List<string> Lines)> Run(string name, IReadOnlyList<string> arguments)
    {
        var lines = new List<string>();
        using var progress = new ToolProgress(screen.Ledger, time, name);
        var exitCode = await DotNet.Run(folders.Home, arguments, line =>
        {
            lines.Add(line);
            progress.Report(line);
        }, new Dictionary<string, string>());
        return (exitCode, lines);
    }

    private void Show(IEnumerable<string> lines)
    {
        foreach (var line in lines) screen.Ledger.Line(line);
    }
}
