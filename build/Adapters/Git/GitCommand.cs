using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Build.Adapters.Programs;
using TorchTrt.Release;

namespace Build.Adapters.Git;

/// <summary>Runs <c>git</c> in one folder with an argument list, no shell and no prompt.</summary>
public sealed class GitCommand(string folder)
{
    internal static readonly string[] Always =
        ["-c", "core.quotePath=false", "-c", "core.fsmonitor=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "color.ui=false", "-c", "user.useConfigOnly=true"];

    internal static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["GIT_TERMINAL_PROMPT"] = "0", ["GIT_OPTIONAL_LOCKS"] = "0", ["GIT_PAGER"] = "cat", ["GIT_EDITOR"] = "true", ["GIT_NO_REPLACE_OBJECTS"] = "1", ["LC_ALL"] = "C.UTF-8", ["LANGUAGE"] = "C",
    };

    private readonly ProgramRunner programs = new();

    private IReadOnlyDictionary<string, string> environment = Settings;

    public string Folder { get; } = folder;

    /// <summary>The same git with one more environment variable.</summary>
    public GitCommand With(string variable, string value)
        => new(Folder) { environment = new Dictionary<string, string>(environment, StringComparer.Ordinal) { [variable] = value } };

    /// <summary>Standard output as text without its last line end.</summary>
    /// <exception cref="ReleaseException">TR4001 when git is missing, TR2004 with git's own words when it fails, TR2006 when the disk is full, TR2016 when another git holds the repository.</exception>
    public async Task<string> Text(CancellationToken cancel, params IReadOnlyList<string> arguments)
        => Encoding.UTF8.GetString(await Bytes(cancel, arguments)).TrimEnd('\n');

    public async Task<byte[]> Bytes(CancellationToken cancel, params IReadOnlyList<string> arguments)
    {
        var (exit, output, error) = await Try(null, arguments, cancel);
        return exit == 0 ? output : throw Failed(arguments, exit, error);
    }

    /// <summary>Feeds text to git's standard input.</summary>
    public async Task<string> Feed(string input, CancellationToken cancel, params IReadOnlyList<string> arguments)
        => Encoding.UTF8.GetString(await FeedForBytes(input, cancel, arguments)).TrimEnd('\n');

    /// <summary>Feeds text to git's standard input and returns its output byte for byte.</summary>
    public async Task<byte[]> FeedForBytes(string input, CancellationToken cancel, params IReadOnlyList<string> arguments)
    {
        var (exit, output, error) = await Try(input, arguments, cancel);
        return exit == 0 ? output : throw Failed(arguments, exit, error);
    }

    /// <summary>Exit code, output and error of a command that may fail.</summary>
    public async Task<(int Exit, byte[] Output, string Error)> Try(string? input, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var (result, output) = await programs.Read(Call(arguments) with { Input = Encoding.UTF8.GetBytes(input ?? "") }, cancel);
        return (result.ExitCode, output, result.Errors);
    }

    /// <summary>Standard output as text without its last line end; null when git says no.</summary>
    public async Task<string?> Ask(CancellationToken cancel, params IReadOnlyList<string> arguments)
    {
        var (exit, output, _) = await Try(null, arguments, cancel);
        return exit == 0 ? Encoding.UTF8.GetString(output).TrimEnd('\n') : null;
    }

    /// <summary>Records of output that end with NUL, as they come.</summary>
    public async IAsyncEnumerable<string> Records([EnumeratorCancellation] CancellationToken cancel, params IReadOnlyList<string> arguments)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var records = Channel.CreateBounded<string>(1024);
        var reading = Read(arguments, records.Writer, stop.Token);
        try
        {
            await foreach (var record in records.Reader.ReadAllAsync(cancel)) yield return record;
            await reading;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAny(reading);
        }
    }

    /// <summary>Starts a git to talk with.</summary>
    internal RunningProgram Start(params IReadOnlyList<string> arguments) => RunningProgram.Start(Call(arguments));

    internal ReleaseException Failed(IReadOnlyList<string> arguments, int exit, string error)
    {
        var said = Said(error);
        return new ReleaseException(
            IsFull(error) ? new ReleaseError("TR2006", $"the disk is full: {said}.", "free some space and give the same command again", Folder)
            : error.Contains(".lock': File exists", StringComparison.Ordinal) ? new ReleaseError(
                "TR2016", $"another git holds the repository: {said}.", "when no other git runs there, delete the .lock file that is named, and give the same command again", Folder)
            : new ReleaseError("TR2004", $"git {arguments[0]} failed with {exit}: {said}.", "repair what git says, then give the same command again", Folder));
    }

    /// <summary>Git does not always say why it could not write a file.</summary>
    private bool IsFull(string error) => error.Contains("No space left on device", StringComparison.Ordinal)
        || (error.Contains("unable to write", StringComparison.Ordinal) && new DriveInfo(Folder).AvailableFreeSpace < 1024 * 1024);

    /// <summary>The line in which git says what is wrong.</summary>
    internal static string Said(string error)
    {
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines.FirstOrDefault(line => line.StartsWith("fatal: ", StringComparison.Ordinal) || line.StartsWith("error: ", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "it said nothing";
        return line.TrimEnd('.');
    }

    private async Task Read(IReadOnlyList<string> arguments, ChannelWriter<string> to, CancellationToken cancel)
    {
        try
        {
            var result = await programs.Stream(Call(arguments), (output, token) => Split(output, to, token), cancel);
            to.Complete(result.Succeeded ? null : Failed(arguments, result.ExitCode, result.Errors));
        }
        catch (Exception failure)
        {
            // Handed to the reader, which throws it.
            to.Complete(failure);
        }
    }

    private static async Task Split(Stream output, ChannelWriter<string> to, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        var (start, end) = (0, 0);
        for (int read; (read = await output.ReadAsync(buffer.AsMemory(end), cancel)) > 0;)
        {
            var searched = end;
            end += read;
            for (int nul; (nul = Array.IndexOf(buffer, (byte)0, searched, end - searched)) >= 0; start = searched = nul + 1)
                await to.WriteAsync(Encoding.UTF8.GetString(buffer, start, nul - start), cancel);
            Array.Copy(buffer, start, buffer, 0, end - start);
            (start, end) = (0, end - start);
            if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    private ProgramCall Call(IReadOnlyList<string> arguments) => new("git", [.. Always, .. arguments])
    {
        Folder = Folder, Inherited = ProgramEnvironment.ForGit(), Environment = environment, Session = ProgramSession.Shared,
    };
}
