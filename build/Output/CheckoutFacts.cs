using System.ComponentModel;
using System.Diagnostics;
using Build.CommandLine;
using TorchTrt.Release;

namespace Build.Output;

/// <summary>Where the checkout that is released stands.</summary>
public sealed class CheckoutFacts(ReleaseRequest request) : IFactSource
{
    /// <exception cref="ReleaseException">TR9011 when the folder is no git checkout or git is missing.</exception>
    public IReadOnlyList<Fact> Facts()
    {
        if (request.Repo is not { } repo) return [];
        var head = Git(repo, "log", "-1", "--no-show-signature", "--format=%h %cs %s");
        var branch = Git(repo, "branch", "--show-current");
        return [new Fact("HEAD", head), new Fact("branch", branch.Length > 0 ? branch : "none (detached)")];
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
