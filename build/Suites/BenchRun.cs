using Build.CommandLine;
using TorchTrt.Release;

namespace Build.Suites;

/// <summary>Builds the benchmark program under <c>bench/</c> and runs its contests.</summary>
public sealed class BenchRun(OwnPrograms programs, ReleaseRequest request)
{
    private static readonly OwnProgram Program = new(Path.Combine("bench", "TorchTrt.Release.Bench"), "TR9025", "read its output above.");

    /// <returns>Path of the results, Markdown.</returns>
    /// <exception cref="ReleaseException">TR9025 the program does not build or a contest failed.</exception>
    public async Task<string> Execute()
    {
        var results = request.Output is { } output && !request.ResultsOnStandardOutput ? output : Path.Combine(request.Artifacts, "bench", "results.md");
        string[] repo = request.Repo is { } path ? ["--repo", path] : [];
        await programs.Run(Program, [.. request.Contests, .. repo, "--output", results], new Dictionary<string, string>());
        return results;
    }
}
