using Build.Adapters.Git;
using Build.Adapters.Programs;
using TorchTrt.Release;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.Adapters.Builds;

/// <summary>
/// Runs a release's tools: whole output to <c>logs/</c>, each line to the progress. Not through Cake's IProcessRunner: it flattens arguments to one
/// string, inherits the whole environment, and cannot end what a tool started.
/// </summary>
/// <param name="progress">Receives every line a tool prints; null for none.</param>
public sealed class ToolRunner(ReleaseFolder folder, IProgress<string>? progress)
{
    private readonly ProgramRunner programs = new();

    /// <param name="log">Name of the log file, without ending; letters, digits and hyphens.</param>
    /// <param name="people">The command as people know it.</param>
    public async Task<ToolRun> Run(ProgramCall call, string log, string people, CancellationToken cancel)
        => ToRun(await Run(Logged(call, log), cancel), people);

    /// <summary>Runs a tool whose standard output is the answer.</summary>
    public async Task<(ToolRun Run, string Output)> Ask(ProgramCall call, string log, string people, CancellationToken cancel)
    {
        var result = await Run(Logged(call, log), cancel);
        return (ToRun(result, people), result.Output.TrimEnd('\n'));
    }

    private async Task<ProgramResult> Run(ProgramCall call, CancellationToken cancel)
    {
        try
        {
            return await programs.Run(call, cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(DiskTrouble.Explain(failure, call.LogFile!), failure);
        }
    }

    private ProgramCall Logged(ProgramCall call, string log)
        => call with { LogFile = Path.Combine(folder.Logs, $"{log}.log"), Progress = progress is null ? null : progress.Report };

    private static ToolRun ToRun(ProgramResult result, string people)
        => new(people, result.ExitCode, result.Call.LogFile!, result.Succeeded ? "" : Complaint.In(result.Errors, result.Output));
}
