using System.Diagnostics;
using TorchTrt.Release.Testing;

namespace Reliability.Tests.Stories;

/// <summary>git, with nobody's configuration.</summary>
public static class Git
{
    public static string Run(string place, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", place, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Seclusion.Seclude(start.Environment, place);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.TrimEnd('\n') : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors.Result}");
    }
}
