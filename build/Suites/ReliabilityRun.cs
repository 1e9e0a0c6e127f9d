using Build.CommandLine;
using Build.Output;
using TorchTrt.Release;

namespace Build.Suites;

/// <summary>Builds the reliability experiments under <c>tests/</c> and runs every case of them, which takes hours; the test command runs a slice.</summary>
public sealed class ReliabilityRun(OwnPrograms programs, ReleaseRequest request, Screen screen)
{
    private static readonly OwnProgram Program = new(Path.Combine("tests", "Reliability.Tests"), "TR9026", "read its output above: every case that ended badly is named.");

    /// <returns>Path of the figures, Markdown.</returns>
    /// <exception cref="ReleaseException">TR9026 the experiments do not build, or a case of them ended badly.</exception>
    public async Task<string> Execute()
    {
        var figures = Path.Combine(request.Artifacts, "reliability", "figures.md");
        Directory.CreateDirectory(Path.GetDirectoryName(figures)!);
        await File.WriteAllTextAsync(figures, "| experiment | seen |\n| --- | --- |\n");
        await programs.Run(
            Program, ["-noColor", "-noLogo"],
            new Dictionary<string, string> { ["RELIABILITY"] = request.Cases is { } most ? $"{most}" : "whole", ["RELIABILITY_FIGURES"] = figures });
        foreach (var line in (await File.ReadAllLinesAsync(figures)).Skip(2)) screen.Ledger.Line(line.Trim('|', ' ').Replace(" | ", ": ", StringComparison.Ordinal));
        return figures;
    }
}
