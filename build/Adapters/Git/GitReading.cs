using System.Diagnostics;
using System.Text;
using Build.Adapters.Programs;
using TorchTrt.Release;

namespace Build.Adapters.Git;

/// <summary>One git that is read to its end on the caller's thread: the shortest way from a process to its words.</summary>
internal sealed class GitReading : IDisposable
{
    private readonly string folder;
    private readonly IReadOnlyList<string> arguments;
    private readonly Process process;

    private GitReading(string folder, IReadOnlyList<string> arguments, Process process)
    {
        this.folder = folder;
        this.arguments = arguments;
        this.process = process;
        // Nobody reads what git complains about: who fails here is asked again in the usual way, which tells it.
        new Thread(() => process.StandardError.BaseStream.CopyTo(Stream.Null)) { IsBackground = true }.Start();
    }

    /// <summary>Starts git; several may run at once.</summary>
    public static GitReading Start(string folder, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(ProgramPath.Need("git")) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in GitCommand.Always) start.ArgumentList.Add(argument);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var name in ProgramEnvironment.Misleading) start.Environment.Remove(name);
        foreach (var (name, value) in GitCommand.Settings) start.Environment[name] = value;
        return new GitReading(folder, arguments, Process.Start(start)!);
    }

    /// <summary>Its records, as they come.</summary>
    /// <param name="separator">What ends a record.</param>
    /// <exception cref="ReleaseException">TR2004 when git fails.</exception>
    public IEnumerable<string> Records(byte separator)
    {
        var output = process.StandardOutput.BaseStream;
        var buffer = new byte[64 * 1024];
        var end = 0;
        for (int read; (read = output.Read(buffer, end, buffer.Length - end)) > 0;)
        {
            var searched = end;
            end += read;
            var start = 0;
            for (int found; (found = Array.IndexOf(buffer, separator, searched, end - searched)) >= 0; start = searched = found + 1)
                yield return Encoding.UTF8.GetString(buffer, start, found - start);
            Buffer.BlockCopy(buffer, start, buffer, 0, end - start);
            end -= start;
            if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        }

        process.WaitForExit();
        if (process.ExitCode != 0) throw new ReleaseException(new ReleaseError("TR2004", $"git {arguments[0]} failed with {process.ExitCode}.", "repair what git says, then give the same command again", folder));
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
