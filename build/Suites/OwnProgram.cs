using Build.CommandLine;
using Build.Output;
using TorchTrt.Release;

namespace Build.Suites;

/// <summary>A program of this repository beside the release program.</summary>
/// <param name="Place">Its project's folder below the root; the project has the folder's name.</param>
/// <param name="Code">Of the error when it does not build or does not end well.</param>
/// <param name="Next">What to do then.</param>
public sealed record OwnProgram(string Place, string Code, string Next);

/// <summary>Builds programs of this repository and runs them; what they say is told as it comes.</summary>
public sealed class OwnPrograms(DeskFolders folders, Screen screen, TimeProvider time)
{
    /// <param name="environment">Variables set on top of this process's own.</param>
    /// <exception cref="ReleaseException">The program's own code: it does not build, or did not end with 0.</exception>
    public async Task Run(OwnProgram program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var name = Path.GetFileName(program.Place);
        var project = Path.Combine(folders.Home, program.Place);
        await Run(program, $"building {name}", ["build", project, "--configuration", "Release", "--verbosity", "quiet", "--nologo"], new Dictionary<string, string>());
        await Run(program, name, ["exec", Path.Combine(project, "bin", "Release", "net10.0", $"{name}.dll"), .. arguments], environment);
    }

    private async Task Run(OwnProgram program, string name, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        using var progress = new ToolProgress(screen.Ledger, time, name);
        var exitCode = await DotNet.Run(folders.Home, arguments, line =>
        {
            screen.Ledger.Line(line);
            progress.Report(line);
        }, environment);
        if (exitCode != 0) throw new ReleaseException(new ReleaseError(program.Code, $"{name} ended with exit code {exitCode}.", program.Next, program.Place));
    }
}
