using System.ComponentModel;
using System.Diagnostics;
using Build.CommandLine;
using TorchTrt.Release;

namespace Build.Output;

/// <summary>Where the checkout that is released stands.</summary>
public sealed class CheckoutFacts(ReleaseRequest request) : IFactSource
{
    private const string Pointer = "HEAD -> ";

    /// <exception cref="ReleaseException">TR9011 when the folder is no git checkout or git is missing.</exception>
    public IReadOnlyList<Fact> Facts()
    {
        if (request.Repo is not { } repo) return [];
        // One call for both: the branch is the one that the decoration points to.
        var parts = Git(repo, "log", "-1", "--no-show-signature", "--decorate=short", "--decorate-refs=refs/heads/", "--decorate-refs=HEAD", "--format=%D%n%h %cs %s").Split('\n', 2);
        var branch = parts[0].Split(", ").FirstOrDefault(name => name.StartsWith(Pointer, StringComparison.Ordinal));
        return [new Fact("HEAD", parts[^1]), new Fact("branch", branch is null ? "none (detached)" : branch[Pointer.Length..])];
    }

    private static string Git(string repo, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", repo, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            using var git = Process.Start(start) ?? throw new Win32Exception();
            var errors = git.StandardError.ReadToEndAsync();
            var output = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : throw Refusal(repo, errors.Result.Trim().Split('\n')[0]);
        }
        catch (Win32Exception exception)
        {
            throw Refusal(repo, $"git cannot be started ({exception.Message})");
        }
    }

    private static ReleaseException Refusal(string repo, string what)
        => new(new ReleaseError("TR9011", $"{what}.", "name a git checkout of Torch-TensorRT with --repo=PATH.", repo));
}
