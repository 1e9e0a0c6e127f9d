using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using TorchTrt.Release;

namespace Build.Adapters.Programs;

/// <summary>A program that has been started. Disposing it before it ended kills it and everything it started.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private const int Kill = 9;
    private readonly Process process;
    private readonly bool ownGroup;

    private RunningProgram(Process process, bool ownGroup)
    {
        this.process = process;
        this.ownGroup = ownGroup;
    }

    /// <summary>For a conversation; <see cref="Feed"/> is for input that is known beforehand.</summary>
    public Stream Input => process.StandardInput.BaseStream;

    public Stream Output => process.StandardOutput.BaseStream;

    public Stream Errors => process.StandardError.BaseStream;

    public static RunningProgram Start(ProgramCall call)
    {
        var program = ProgramPath.Need(call.Program);
        // setsid replaces itself by the program, so the child's id is also the id of its new process group.
        var setsid = call.Session == ProgramSession.Own && !OperatingSystem.IsWindows() ? ProgramPath.Find("setsid") : null;
        var start = new ProcessStartInfo(setsid ?? program)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            WorkingDirectory = call.Folder ?? Environment.CurrentDirectory,
        };
        if (setsid is not null) start.ArgumentList.Add(program);
        foreach (var argument in call.Arguments) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in call.Inherited) start.Environment[name] = value;
        foreach (var (name, value) in call.Environment) start.Environment[name] = value;
        try
        {
            return new RunningProgram(Process.Start(start)!, setsid is not null);
        }
        catch (Win32Exception failure)
        {
            throw new ReleaseException(
                new ReleaseError("TR4002", $"'{call.Program}' could not be started: {failure.Message}.", "check the program and its working folder", start.WorkingDirectory),
                failure);
        }
    }

    /// <summary>Hands the program its input and closes it. A program that does not read all of it is no error.</summary>
    public async Task Feed(ReadOnlyMemory<byte> input, CancellationToken cancel)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancel);
            process.StandardInput.Close();
        }
        catch (IOException) when (!cancel.IsCancellationRequested)
        {
            // The program ended, or closed its input, before reading everything: its exit code says whether that was right.
        }
    }

    public async Task<int> Ended(CancellationToken cancel)
    {
        await process.WaitForExitAsync(cancel);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            End();
            await process.WaitForExitAsync(CancellationToken.None);
        }
        process.Dispose();
    }

    private void End()
    {
        if (ownGroup) _ = Signal(-process.Id, Kill);
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended between the look and the blow.
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
