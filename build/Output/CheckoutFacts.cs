using System.Globalization;
using Build.CommandLine;
using Cake.Core;
using Cake.Git;
using LibGit2Sharp;
using TorchTrt.Release;
using TorchTrt.Release.Ports;

namespace Build.Output;

/// <summary>Where the checkout that is released stands.</summary>
public sealed class CheckoutFacts(ICakeContext cake, ReleaseRequest request) : IFactSource
{
    /// <summary>libgit2's name of a branch where there is none.</summary>
    private const string Detached = "(no branch)";

    /// <exception cref="ReleaseException">TR9011 when the folder is no git checkout, or has no commit.</exception>
    public IReadOnlyList<Fact> Facts()
    {
        if (request.Repo is not { } repo) return [];
        try
        {
            // Not the alias for it: where there is no repository above, it climbs for ever.
            var branch = cake.GitBranchCurrent(Repository.Discover(repo) ?? repo);
            var head = string.Create(CultureInfo.InvariantCulture, $"{new CommitId(branch.Tip.Sha).Short} {branch.Tip.Committer.When:yyyy-MM-dd} {branch.Tip.MessageShort}");
            return [new Fact("HEAD", head), new Fact("branch", branch.CanonicalName == Detached ? "none (detached)" : branch.FriendlyName)];
        }
        catch (Exception failure) when (failure is LibGit2SharpException or IOException or ArgumentNullException)
        {
            // The alias has no other word for a repository without a commit.
            var what = failure is ArgumentNullException ? "the repository has no commit" : failure.Message.TrimEnd('.');
            throw new ReleaseException(new ReleaseError("TR9011", $"{what}.", "name a git checkout of Torch-TensorRT with --repo=PATH.", repo), failure);
        }
    }
}
