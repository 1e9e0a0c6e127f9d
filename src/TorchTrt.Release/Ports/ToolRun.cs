namespace TorchTrt.Release.Ports;

/// <summary>How a tool ended.</summary>
/// <param name="Tool">The command, for people: <c>bazel build //:libtorchtrt</c>.</param>
/// <param name="LogFile">Absolute path of its whole output.</param>
/// <param name="Complaint">The line in which it says what is wrong; its last line where none stands out.</param>
public sealed record ToolRun(string Tool, int ExitCode, string LogFile, string Complaint)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The failure as an error under a code of the step that ran it.</summary>
    public ReleaseError Failure(string code) => new(
        code, $"{Tool} failed with {ExitCode}: {Complaint.TrimEnd('.')}.", $"read {LogFile}, mend what it says, then give the same command again", LogFile);
}
