using System.Diagnostics;

namespace Build.Suites;

/// <summary>The dotnet program that runs this process, called with an argument list.</summary>
internal static class DotNet
{
    /// <summary>Runs to the end, giving every line of output away as it comes. Returns the exit code.</summary>
    public static async Task<int> Run(string folder, IReadOnlyList<string> arguments, Action<string> line, IReadOnlyDictionary<string, string> environment)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("the path of dotnet is unknown");
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            // A compiler server left behind would hold the output pipe open for minutes.
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0", ["DOTNET_NOLOGO"] = "1", ["UseSharedCompilation"] = "false" },
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} cannot be started");
        await Task.WhenAll(Drain(process.StandardOutput, line), Drain(process.StandardError, line));
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static async Task Drain(StreamReader reader, Action<string> line)
    {
        while (await reader.ReadLineAsync() is { } text)
        {
            lock (line) line(text);
        }
    }
}
