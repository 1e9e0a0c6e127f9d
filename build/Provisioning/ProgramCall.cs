using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using TorchTrt.Release;

namespace Build.Provisioning;

/// <summary>A call of another program: a list of arguments, never a line for a shell.</summary>
/// <param name="Program">Name to look for on PATH, or an absolute path.</param>
public sealed record ProgramCall(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Folder to run in; null for the current one.</summary>
    public string? Folder { get; init; }

    /// <summary>Variables that differ from this process's own; a null value removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>What the program reads from standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Told every line of output and of errors as it comes, from any thread.</summary>
    public Action<string>? OnLine { get; init; }

    /// <summary>After this long the program and its children are ended.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The call as one would type it.</summary>
    public override string ToString() => string.Join(' ', [Program, .. Arguments.Select(Quoted)]);

    /// <summary>Runs to the end, whatever the exit code.</summary>
    /// <exception cref="ReleaseException">TR4802 when the program cannot be started, TR4803 when it runs past its limit.</exception>
    public async Task<ProgramAnswer> Run(CancellationToken cancel)
    {
        using var process = Started();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        var output = new StringBuilder();
        var errors = new StringBuilder();
        try
        {
            await Task.WhenAll(
                Feed(process, limit.Token),
                Read(process.StandardOutput, output, limit.Token),
                Read(process.StandardError, errors, limit.Token));
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new ReleaseException(new ReleaseError(
                "TR4803", $"'{this}' did not end within {Limit.TotalSeconds:0} s.", "see what it waits for by running it by hand."));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new ProgramAnswer(this, process.ExitCode, output.ToString(), errors.ToString());
    }

    private Process Started()
    {
        var start = new ProcessStartInfo(Program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder ?? "",
        };
        foreach (var argument in Arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ReleaseException(
                new ReleaseError("TR4802", $"'{Program}' cannot be started: {e.Message}.", $"install {Program}, or put it on PATH."), e);
        }
    }

    private async Task Feed(Process process, CancellationToken cancel)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Input, cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program stopped reading; its exit code and its words tell why.
        }
    }

    private async Task Read(StreamReader reader, StringBuilder text, CancellationToken cancel)
    {
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            text.Append(line).Append('\n');
            OnLine?.Invoke(line);
        }
    }

    private static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,+@%".Contains(c)) ? argument : $"'{argument}'";
}

/// <summary>What a program said and how it ended.</summary>
public sealed record ProgramAnswer(ProgramCall Call, int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last lines of output and of errors; some programs tell the reason in one, some in the other.</summary>
    public string LastWords => string.Join('\n', Last(Output, 6).Concat(Last(Errors, 10)));

    /// <summary>This answer, if the program succeeded.</summary>
    /// <exception cref="ReleaseException">The code given, with the program's last words.</exception>
    public ProgramAnswer OrFail(string code, string next) =>
        Succeeded ? this : throw new ReleaseException(new ReleaseError(code, $"'{Call}' ended with {ExitCode}: {LastWords.ReplaceLineEndings(" | ")}", next));

    private static IEnumerable<string> Last(string text, int lines) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(lines);
}
