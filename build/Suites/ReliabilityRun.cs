using Build.CommandLine;
using Build.Output;
using TorchTrt.Release;

namespace Build.Suites;

/// <summary>Builds the reliability experiments under <c>tests/</c> and runs every case of them, which takes an hour; the test command runs a slice.</summary>
public sealed class ReliabilityRun(DeskFolders folders, ReleaseRequest request, Screen screen, TimeProvider time)
{
    private const string Name = "Reliability.Tests";

    /// <returns>Path of the figures, Markdown.</returns>
    /// <exception cref="ReleaseException">TR9026 the experiments do not build, or a case of them ended badly.</exception>
    public async Task<string> Execute()
    {
        var project = Path.Combine(folders.Home, "tests", Name);
        var figures = Path.Combine(request.Artifacts, "reliability", "figures.md");
        Directory.CreateDirectory(Path.GetDirectoryName(figures)!);
        await File.WriteAllTextAsync(figures, "| experiment | seen |\n| --- | --- |\n");
        await Run($"building {Name}", ["build", project, "--configuration", "Release", "--verbosity", "quiet", "--nologo"], new Dictionary<string, string>());
        await Run(
            Name, ["exec", Path.Combine(project, "bin", "Release", "net10.0", $"{Name}.dll"), "-noColor", "-noLogo"],
            new Dictionary<string, string> { ["RELIABILITY"] = request.Cases is { } most ? $"{most}" : "whole", ["RELIABILITY_FIGURES"] = figures });
        foreach (var line in (await File.ReadAllLinesAsync(figures)).Skip(2)) screen.Ledger.Line(line.Trim('|', ' ').Replace(" | ", ": ", StringComparison.Ordinal));
        return figures;
    }

    private async Task Run(string name, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        using var progress = new ToolProgress(screen.Ledger, time, name);
        var exitCode = await DotNet.Run(folders.Home, arguments, line =>
        {
            screen.Ledger.Line(line);
            progress.Report(line);
        }, environment);
        if (exitCode != 0)
            throw new ReleaseException(new ReleaseError("TR9026", $"{name} ended with exit code {exitCode}.", "read its output above: every case that ended badly is named.", Path.Combine("tests", Name)));
    }
}
