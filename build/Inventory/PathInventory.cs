using System.ComponentModel;
using System.Diagnostics;

namespace Build.Inventory;

/// <summary>The tools of the checklist, looked up on the PATH and asked for their versions.</summary>
public sealed class PathInventory : IToolInventory
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly Wanted[] Tools =
    [
        new("git", ["--version"], "git", "everything"),
        new("dotnet", ["--version"], "dotnet-sdk-10.0 (Microsoft's repository, or --install-dotnet)", "Test"),
        new("bazel", ["--version"], "bazel-bootstrap", "SupportedOps, Libtorchtrt, Applications"),
        new("docker", ["version", "--format", "engine {{.Server.Version}}"], "docker.io", "WheelContainer, Wheels"),
        new("make", ["--version"], "make", "Docs"),
        new("python3", ["--version"], "python3", "Docs, Perf"),
        new("sphinx-build", ["--version"], "python3-sphinx", "Docs"),
        new("doxygen", ["--version"], "doxygen", "Docs"),
        new("nvidia-smi", ["--query-gpu=name", "--format=csv,noheader"], "nvidia-smi", "Perf"),
    ];

    public IReadOnlyList<ToolFact> Look() => [.. Tools.AsParallel().AsOrdered().Select(Look)];

    private static ToolFact Look(Wanted tool)
    {
        var path = Find(tool.Command);
        return new ToolFact(tool.Command, path is null ? null : Ask(path, tool.VersionArguments), path, tool.Package, tool.NeededFor);
    }

    private static string? Find(string command)
    {
        string[] names = OperatingSystem.IsWindows() ? [$"{command}.exe", $"{command}.cmd"] : [command];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Null when the tool fails or does not answer in time, as a Docker client without an engine does.</summary>
    private static string? Ask(string path, IEnumerable<string> arguments)
    {
        try
        {
            using var tool = Process.Start(new ProcessStartInfo(path, arguments)
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            });
            if (tool is null) return null;
            tool.StandardInput.Close();
            var output = tool.StandardOutput.ReadToEndAsync();
            var errors = tool.StandardError.ReadToEndAsync();
            if (!tool.WaitForExit(Patience))
            {
                tool.Kill(entireProcessTree: true);
                return null;
            }

            Task.WaitAll(output, errors);
            var line = output.Result.Split('\n').Select(text => text.Trim()).FirstOrDefault(text => text.Length > 0);
            return tool.ExitCode == 0 ? line : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private sealed record Wanted(string Command, string[] VersionArguments, string Package, string NeededFor);
}
