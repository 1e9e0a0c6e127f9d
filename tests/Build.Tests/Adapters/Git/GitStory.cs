using System.Diagnostics;
using Build.Adapters.Git;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Testing;

namespace Build.Tests.Adapters.Git;

/// <summary>A real repository in a temporary folder, told in the words of git. Neither the machine's nor the user's configuration is read.</summary>
public sealed class GitStory : IDisposable
{
    private readonly ToolsFolder folder = new();
    private int hour;

    public GitStory()
    {
        Directory.CreateDirectory(Root);
        Git(Root, "init", "--quiet", "--initial-branch=main");
        Git(Root, "config", "user.name", "Ada");
        Git(Root, "config", "user.email", "ada@example.org");
    }

    public string Root => folder["checkout"];

    public string At(string path) => folder[path];

    /// <summary>A bare repository beside the checkout, which is its remote.</summary>
    public string Remote()
    {
        Git(folder.Root, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git");
        Git(Root, "remote", "add", "origin", folder["remote.git"]);
        Git(Root, "push", "--quiet", "origin", "HEAD:refs/heads/main");
        return folder["remote.git"];
    }

    public GitStory File(string path, string text)
    {
        folder.Write(Path.Combine("checkout", path), text);
        return this;
    }

    public CommitId Commit(string message)
    {
        Git(Root, "add", "--all", "--force");
        Git(Root, "commit", "--quiet", "--allow-empty", "--message", message);
        return Head();
    }

    public CommitId Head() => new(Git(Root, "rev-parse", "HEAD"));

    public Task<GitRepositoryAt> Open() => GitRepositoryAt.Open(Root, TestContext.Current.CancellationToken);

    public string Git(string place, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = place, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var time = new DateTimeOffset(2024, 1, 1, hour++ % 24, 0, 0, TimeSpan.Zero).ToString("O");
        foreach (var (name, value) in new[] { ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_AUTHOR_DATE", time), ("GIT_COMMITTER_DATE", time), ("HOME", folder.Root) })
            start.Environment[name] = value;
        using var git = Process.Start(start)!;
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd().TrimEnd('\n');
        git.WaitForExit();
        return git.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error.Result}");
    }

    public void Dispose() => folder.Dispose();
}
