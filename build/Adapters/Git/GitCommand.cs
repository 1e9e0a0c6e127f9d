using System.Diagnostics;
using System.Text;
using TorchTrt.Release;

namespace Build.Adapters.Git;

/// <summary>Runs <c>git</c> in one folder with an argument list, no shell and no prompt.</summary>
public sealed class GitCommand(string folder)
{
    public string Folder { get; } = folder;

    /// <summary>Standard output as text without its last line end.</summary>
    /// <exception cref="ReleaseException">TR2001 when git is missing, TR2004 with git's own last words when it fails.</exception>
    public async Task<string> Text(CancellationToken cancel, params IReadOnlyList<string> arguments)
        => Encoding.UTF8.GetString(await Bytes(cancel, arguments)).TrimEnd('\n');

    public async Task<byte[]> Bytes(CancellationToken cancel, params IReadOnlyList<string> arguments)
    {
        var (exit, output, error) = await Try(cancel, null, arguments);
        return exit == 0 ? output : throw Failed(arguments, exit, error);
    }

    /// <summary>Feeds text to git's standard input.</summary>
    public async Task<string> Feed(string input, CancellationToken cancel, params IReadOnlyList<string> arguments)
    {
        var (exit, output, error) = await Try(cancel, input, arguments);
        return exit == 0 ? Encoding.UTF8.GetString(output).TrimEnd('\n') : throw Failed(arguments, exit, error);
    }

    /// <summary>Exit code, output and error of a command that may fail.</summary>
    public async Task<(int Exit, byte[] Output, string Error)> Try(CancellationToken cancel, string? input, IReadOnlyList<string> arguments)
    {
        using var process = Start(arguments, input is not null);
        await using var kill = cancel.Register(() => process.Kill(entireProcessTree: true));
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var output = new MemoryStream();
        var copy = process.StandardOutput.BaseStream.CopyToAsync(output, CancellationToken.None);
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }

        await copy;
        await process.WaitForExitAsync(CancellationToken.None);
        cancel.ThrowIfCancellationRequested();
        return (process.ExitCode, output.ToArray(), await error);
    }

    /// <summary>Records of output that end with NUL, as they come.</summary>
    public async IAsyncEnumerable<string> Records([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel, params IReadOnlyList<string> arguments)
    {
        using var process = Start(arguments, isFed: false);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var finished = false;
        try
        {
            var pending = new StringBuilder();
            var buffer = new char[1 << 16];
            int read;
            while ((read = await process.StandardOutput.ReadAsync(buffer, cancel)) > 0)
            {
                var from = 0;
                for (var end = Array.IndexOf(buffer, '\0', 0, read); end >= 0; end = Array.IndexOf(buffer, '\0', from, read - from))
                {
                    pending.Append(buffer, from, end - from);
                    yield return pending.ToString();
                    pending.Clear();
                    from = end + 1;
                }

                pending.Append(buffer, from, read - from);
            }

            await process.WaitForExitAsync(cancel);
            finished = true;
        }
        finally
        {
            if (!finished && !process.HasExited) process.Kill(entireProcessTree: true);
        }

        if (process.ExitCode != 0) throw Failed(arguments, process.ExitCode, await error);
    }

    private Process Start(IReadOnlyList<string> arguments, bool isFed)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = isFed,
            StandardOutputEncoding = Encoding.UTF8,
            StandardInputEncoding = isFed ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) : null,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("git did not start.");
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new ReleaseException(new ReleaseError("TR2001", $"git cannot be started: {error.Message}.", "install git (Debian: apt-get install git)", Folder), error);
        }
    }

    private ReleaseException Failed(IReadOnlyList<string> arguments, int exit, string error)
    {
        var said = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var verb = arguments.FirstOrDefault(argument => !argument.StartsWith('-') && !argument.Contains('=')) ?? "git";
        return new ReleaseException(new ReleaseError(
            "TR2004", $"git {verb} failed with {exit}: {string.Join(" | ", said.TakeLast(3))}.", "repair what git says, then give the same command again", Folder));
    }
}
