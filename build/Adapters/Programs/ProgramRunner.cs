using System.Globalization;
using System.Text;
using Build.Output;
using TorchTrt.Release;

namespace Build.Adapters.Programs;

/// <summary>
/// Runs other programs: argument list, allow-listed environment, whole output to a log file, exit code always read, the whole process group ended on cancellation.
/// </summary>
public sealed class ProgramRunner
{
    private const int Kept = 1024 * 1024;

    /// <summary>How long output is still read after a program ended, for daemons that inherited its pipes.</summary>
    public TimeSpan Stragglers { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Runs a program that prints text.</summary>
    /// <exception cref="ReleaseException">TR4001 when the program is missing, TR4002 when it cannot be started, TR4803 when it runs past its limit.</exception>
    public async Task<ProgramResult> Run(ProgramCall call, CancellationToken cancel)
    {
        if (call.Limit is not { } limit) return await RunToEnd(call, cancel);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        enough.CancelAfter(limit);
        try
        {
            return await RunToEnd(call, enough.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new ReleaseException(new ReleaseError("TR4803", $"'{call}' did not end within {limit.TotalSeconds:0} s.", "see what it waits for by running it by hand."));
        }
    }

    /// <summary>Runs a program and returns its standard output byte for byte.</summary>
    public async Task<(ProgramResult Result, byte[] Output)> Read(ProgramCall call, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        var result = await Stream(call, (output, token) => output.CopyToAsync(bytes, token), cancel);
        return (result, bytes.ToArray());
    }

    /// <summary>Runs a program and hands its standard output on as it comes; <see cref="ProgramResult.Output"/> stays empty.</summary>
    public async Task<ProgramResult> Stream(ProgramCall call, Func<Stream, CancellationToken, Task> consume, CancellationToken cancel)
    {
        await using var log = Log(call);
        await using var program = RunningProgram.Start(call);
        var errors = new Tail();
        var reading = Pump(program.Errors, errors, call.Progress, log, cancel);
        var feeding = program.Feed(call.Input, cancel);
        await consume(program.Output, cancel);
        await feeding;
        var exitCode = await program.Ended(cancel);
        await Task.WhenAny(reading, Task.Delay(Stragglers, cancel));
        return new ProgramResult(call, exitCode, "", errors.Text);
    }

    private async Task<ProgramResult> RunToEnd(ProgramCall call, CancellationToken cancel)
    {
        await using var log = Log(call);
        await using var program = RunningProgram.Start(call);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var (output, errors) = (new Tail(), new Tail());
        var reading = Task.WhenAll(
            Pump(program.Output, output, call.Progress, log, enough.Token), Pump(program.Errors, errors, call.Progress, log, enough.Token));
        var feeding = program.Feed(call.Input, cancel);
        var ended = program.Ended(cancel);
        // A log that cannot be written stops the reading, and a program nobody reads would wait for ever.
        if (await Task.WhenAny(ended, reading) == reading) await reading;
        var exitCode = await ended;
        await feeding;
        enough.CancelAfter(Stragglers);
        await Quietly(reading, cancel);
        return new ProgramResult(call, exitCode, output.Text, errors.Text);
    }

    private static TextWriter Log(ProgramCall call)
    {
        if (call.LogFile is null) return TextWriter.Null;
        Directory.CreateDirectory(Path.GetDirectoryName(call.LogFile)!);
        var writer = TextWriter.Synchronized(new StreamWriter(call.LogFile, append: true, new UTF8Encoding(false)) { AutoFlush = true });
        writer.WriteLine(Redactor.OfThisProcess.Redact(string.Create(CultureInfo.InvariantCulture, $"$ {call.Program} {string.Join(' ', call.Arguments)}")));
        return writer;
    }

    private static async Task Pump(Stream from, Tail to, Action<string>? progress, TextWriter log, CancellationToken cancel)
    {
        using var reader = new StreamReader(from, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            to.Add(line);
            await log.WriteLineAsync(Redactor.OfThisProcess.Redact(line));
            progress?.Invoke(line);
        }
    }

    /// <summary>Waits for readers that may have been told to stop, but lets the caller's own cancellation through.</summary>
    private static async Task Quietly(Task reading, CancellationToken cancel)
    {
        try
        {
            await reading;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // A daemon keeps the pipe open; what the program itself printed has been read.
        }
    }

    private sealed class Tail
    {
        private readonly StringBuilder kept = new();

        public string Text => kept.ToString();

        public void Add(string line)
        {
            kept.Append(line).Append('\n');
            if (kept.Length > 2 * Kept) kept.Remove(0, kept.Length - Kept);
        }
    }
}
