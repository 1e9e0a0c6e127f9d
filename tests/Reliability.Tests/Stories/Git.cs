using System.Diagnostics;

namespace Reliability.Tests.Stories;

/// <summary>git, with nobody's configuration.</summary>
public static class Git
{
    /// <summary>Every commit of a release is made at the same moment, so that two runs publish the same bytes.</summary>
    public const string Moment = "2026-05-04T03:02:01Z";

    public static string Run(string place, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", place, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Seclude(start.Environment, place);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.TrimEnd('\n') : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors.Result}");
    }

    public static void Seclude(IDictionary<string, string?> environment, string home)
    {
        foreach (var name in environment.Keys.Where(key => key.StartsWith("GIT_", StringComparison.Ordinal) || key.StartsWith("GITHUB_", StringComparison.Ordinal) || key is "GH_TOKEN" or "CI").ToList())
            environment.Remove(name);
        environment["HOME"] = home;
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_AUTHOR_DATE"] = environment["GIT_COMMITTER_DATE"] = Moment;
    }
}
