using System.Diagnostics;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.Testing;

namespace Build.Tests.Release;

/// <summary>The real program in a folder of its own, with a home of its own and no git identity but what it makes itself.</summary>
public sealed class ReleaseProgram : IDisposable
{
    /// <summary>Tests that make the wheel container's image go one after the other: its tag is the same on a whole machine.</summary>
    public const string WheelImage = "the image of the wheel container";

    private readonly string root = Directory.CreateTempSubdirectory("release-").FullName;

    public ReleaseProgram()
    {
        Directory.CreateDirectory(Path.Combine(root, "home"));
        ArtifactsAt(Path.Combine(root, "artifacts"));
    }

    public string Artifacts { get; private set; } = "";

    /// <summary>Token for the forge; null is none.</summary>
    public string? Token { get; set; }

    /// <summary>Variables beside the machine's own.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Folder of the release of that version.</summary>
    public string Folder(string version = "1.1.0") => Path.Combine(Artifacts, "release", version);

    /// <summary>Names another artifacts folder.</summary>
    public void ArtifactsAt(string path) => Artifacts = path;

    /// <summary>A path in this program's own folder.</summary>
    public string Place(string name) => Path.Combine(root, name);

    /// <summary>Runs to the end.</summary>
    public (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    /// <summary>Runs until the journal has an intent of that step, waits so long, and kills the process with SIGKILL.</summary>
    /// <returns>Whether it was killed; false when it ended before.</returns>
    public bool KillAfterIntent(string step, TimeSpan later, params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardOutput.ReadToEndAsync();
        process.StandardError.ReadToEndAsync();
        var journal = Path.Combine(Folder(), "journal.jsonl");
        while (!process.HasExited && !HasIntent(journal, step)) Thread.Sleep(1);
        Thread.Sleep(later);
        var killed = !process.HasExited;
        process.Kill(entireProcessTree: false);
        process.WaitForExit();
        return killed;
    }

    /// <summary>Runs until something is so, and kills the process with SIGKILL.</summary>
    /// <returns>Whether it was killed; false when it ended before.</returns>
    public bool KillWhen(Func<bool> isTime, params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardOutput.ReadToEndAsync();
        process.StandardError.ReadToEndAsync();
        while (!process.HasExited && !isTime()) Thread.Sleep(1);
        var killed = !process.HasExited;
        process.Kill(entireProcessTree: false);
        process.WaitForExit();
        return killed;
    }

    /// <summary>Runs for so long and kills the process with SIGKILL.</summary>
    public void KillAfter(TimeSpan time, params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardOutput.ReadToEndAsync();
        process.StandardError.ReadToEndAsync();
        process.WaitForExit(time);
        process.Kill(entireProcessTree: false);
        process.WaitForExit();
    }

    /// <summary>Outcome of each step in summary.json.</summary>
    public IReadOnlyDictionary<string, string> Summary(string version = "1.1.0")
        => JObject.Parse(File.ReadAllText(Path.Combine(Folder(version), "summary.json")))["steps"]!.ToDictionary(step => (string)step["name"]!, step => (string)step["outcome"]!);

    /// <summary>
    /// What the forge holds in the end, without what no two runs have in common (times, commit ids made at different times): trees of all branches and tags,
    /// pull requests, releases, assets with digests, locks.
    /// </summary>
    public string World(string version = "1.1.0")
    {
        var world = Path.Combine(Folder(version), "world");
        var state = JObject.Parse(File.ReadAllText(Path.Combine(world, "state.json")));
        var refs = Git(Path.Combine(world, "repository.git"), "for-each-ref", "--format=%(refname)").Split('\n');
        var trees = refs.Select(name => $"{name} {Git(Path.Combine(world, "repository.git"), "rev-parse", $"{name}^{{tree}}")}");
        var pulls = state["pulls"]!.Select(pull => $"#{pull["number"]} {pull["title"]} {pull["state"]} merged {pull["merged_at"]!.Type != JTokenType.Null}");
        var releases = state["releases"]!.Select(release => $"{release["tag_name"]} draft {release["draft"]} {release["body"]}");
        var assets = state["assets"]!.Select(asset => $"{asset["name"]} {asset["state"]} {asset["size"]} {asset["digest"]}").Order(StringComparer.Ordinal);
        return string.Join('\n', [.. trees, .. pulls, .. releases, .. assets, state["protections"]!.ToString()]);
    }

    public string Git(string where, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", where, .. arguments]) { RedirectStandardOutput = true };
        Seclude(start);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.TrimEnd('\n') : throw new InvalidOperationException($"git {string.Join(' ', arguments)} failed.");
    }

    /// <summary>A place in this repository.</summary>
    public static string Repository(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json"))) folder = folder.Parent;
        return Path.Combine([folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run from inside the repository."), .. path]);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static bool HasIntent(string journal, string step)
    {
        if (!File.Exists(journal)) return false;
        using var reader = new StreamReader(new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n').Any(line => line.Contains("\"intent\"", StringComparison.Ordinal) && line.Contains($"\"{step}\"", StringComparison.Ordinal));
    }

    private Process Start(string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "torch-tensorrt-release.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, $"--artifacts={Artifacts}", .. arguments])
        {
            WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        Seclude(start);
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        if (Token is not null) start.Environment["GITHUB_TOKEN"] = Token;
        return Process.Start(start)!;
    }

    private void Seclude(ProcessStartInfo start) => Seclusion.Seclude(start.Environment, Path.Combine(root, "home"));
}
