using Build.CommandLine;
using Build.Output;
using TorchTrt.Release;

namespace Build.Suites;

/// <summary>Builds the benchmark program under <c>bench/</c> and runs its contests.</summary>
public sealed class BenchRun(DeskFolders folders, ReleaseRequest request, Screen screen, TimeProvider time)
{
    private const string Name = "TorchTrt.Release.Bench";

    /// <returns>Path of the results, Markdown.</returns>
    /// <exception cref="ReleaseException">TR9025 the program does not build or a contest failed.</exception>
    public async Task<string> Execute()
    {
        var project = Path.Combine(folders.Home, "bench", Name);
        await Run($"building {Name}", ["build", project, "--configuration", "Release", "--verbosity", "quiet", "--nologo"]);
        var results = request.Output is { } output && !request.ResultsOnStandardOutput ? output : Path.Combine(request.Artifacts, "bench", "results.md");
        var program = Path.Combine(project, "bin", "Release", "net10.0", $"{Name}.dll");
        await Run(Name, ["exec", program, .. request.Contests, .. request.Repo is { } repo ? ["--repo", repo] : Array.Empty<string>(), "--output", results]);
        return results;
    }

    private async Task Run(string name, IReadOnlyList<string> arguments)
    {
        using var progress = new ToolProgress(screen.Ledger, time, name);
        var exitCode = await DotNet.Run(folders.Home, arguments, line =>
        {
            screen.Ledger.Line(line);
            progress.Report(line);
        });
        if (exitCode != 0)
            throw new ReleaseException(new ReleaseError("TR9025", $"{name} ended with exit code {exitCode}.", "read its output above.", Path.Combine("bench", Name)));
    }
}
