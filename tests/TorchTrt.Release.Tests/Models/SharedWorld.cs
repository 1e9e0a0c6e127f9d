using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Tests.Models;

/// <summary>What everybody sees: the remote's commits, branches and tags, and the forge over it. Refuses what GitHub refuses.</summary>
internal sealed class SharedWorld
{
    public const string Main = "main";

    public const string Tag = "v1.1.0";

    public const string BumpBranch = "release/v1.1.0-bump";

    private readonly Dictionary<CommitId, Commit> commits = [];

    public SharedWorld() => Branches[Main] = Commit([], "chore: Begin");

    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public Dictionary<string, CommitId> Branches { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, CommitId> Tags { get; } = new(StringComparer.Ordinal);

    public List<PullRequest> Pulls { get; } = [];

    public FreezeLease? Lease { get; set; }

    public LockSight Lock { get; set; } = new(null, null);

    public ForgeRelease? Release { get; set; }

    public IReadOnlyDictionary<CommitId, Commit> Commits => commits;

    public CommitId Commit(IReadOnlyList<CommitId> parents, string message)
    {
        var id = new CommitId(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{commits.Count} {string.Join(' ', parents)} {message}")))[..40]);
        commits[id] = new Commit(id, parents, "Ada", "ada@example.org", Now, message);
        return id;
    }

    public bool IsAncestor(CommitId ancestor, CommitId descendant) => ancestor == descendant || commits[descendant].Parents.Any(parent => IsAncestor(ancestor, parent));

    /// <summary>A branch that goes takes its open pull requests with it.</summary>
    public void DeleteBranch(string name)
    {
        if (!Branches.Remove(name)) return;
        foreach (var pull in Pulls.Where(pull => pull.Head == name && pull.State == PullRequestState.Open).ToList()) Replace(pull, pull with { State = PullRequestState.Closed });
    }

    /// <summary>An open pull request's head is its branch.</summary>
    public void Push(string branch, CommitId tip)
    {
        Branches[branch] = tip;
        foreach (var pull in Pulls.Where(pull => pull.Head == branch && pull.State == PullRequestState.Open).ToList()) Replace(pull, pull with { HeadCommit = tip });
    }

    public PullRequest Open(string title, string head, string author)
    {
        var number = Pulls.Count + 1;
        var pull = new PullRequest(number, title, $"https://forge/pull/{number}", PullRequestState.Open, false, head, Branches[head], Main, [], author, null, null);
        Pulls.Add(pull);
        return pull;
    }

    public PullRequest Merge(PullRequest pull)
    {
        var merge = Commit([Branches[Main], pull.HeadCommit], $"Merge #{pull.Number}");
        Branches[Main] = merge;
        return Replace(pull, pull with { State = PullRequestState.Merged, MergeCommit = merge });
    }

    public PullRequest Replace(PullRequest old, PullRequest pull) => Pulls[Pulls.IndexOf(old)] = pull;

    /// <summary>All of it, one fact a line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, tip) in Branches.OrderBy(branch => branch.Key, StringComparer.Ordinal)) text.Append(CultureInfo.InvariantCulture, $"branch {name} {tip.Short}\n");
        foreach (var (name, target) in Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)) text.Append(CultureInfo.InvariantCulture, $"tag {name} {target.Short}\n");
        foreach (var pull in Pulls) text.Append(CultureInfo.InvariantCulture, $"#{pull.Number} {pull.State} {pull.Head} {pull.HeadCommit.Short}\n");
        text.Append(CultureInfo.InvariantCulture, $"freeze {Lease}\nlock {Lock.Held}\n");
        if (Release is { } release)
            text.Append(CultureInfo.InvariantCulture, $"release {release.Tag} {(release.IsDraft ? "draft" : "public")} '{release.Body}' {string.Join(' ', release.Assets.Select(asset => $"{asset.Name}={asset.Digest}"))}\n");
        return text.ToString();
    }
}
