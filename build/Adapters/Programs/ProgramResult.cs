using TorchTrt.Release;

namespace Build.Adapters.Programs;

/// <summary>How a program ended.</summary>
/// <param name="Output">Standard output as text, at most its last 1 MiB characters.</param>
/// <param name="Errors">Standard error as text, at most its last 1 MiB characters.</param>
public sealed record ProgramResult(ProgramCall Call, int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last lines of output and of errors; some programs tell the reason in one, some in the other.</summary>
    public string LastWords => string.Join('\n', Last(Output, 6).Concat(Last(Errors, 10)));

    /// <summary>This result, if the program succeeded.</summary>
    /// <exception cref="ReleaseException">The code given, with the program's last words.</exception>
    public ProgramResult OrFail(string code, string next)
        => Succeeded ? this : throw new ReleaseException(new ReleaseError(code, $"'{Call}' ended with {ExitCode}: {LastWords.ReplaceLineEndings(" | ")}", next));

    private static IEnumerable<string> Last(string text, int lines) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(lines);
}
