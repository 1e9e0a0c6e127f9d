using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Notes;

/// <summary>
/// Commits put together as they were proposed. Until 2024 pull requests were merged with merge commits, of which the title says more than the
/// commits do (<c>chore: Minor fixes</c>); since then a commit is a pull request.
/// </summary>
internal static class Proposals
{
    /// <summary>Newest first. Linear in the number of commits.</summary>
    /// <param name="commits">A range in the order of <c>git log</c>, merges included.</param>
    public static IReadOnlyList<Proposal> Of(IReadOnlyList<Commit> commits)
    {
        if (commits.Count == 0) return [];
        var walk = new Walk(commits.ToDictionary(commit => commit.Id));
        // The newest leads to all of them, but where a range has loose ends.
        foreach (var commit in commits) walk.Mainline(commit);
        var place = commits.Select((commit, at) => (commit.Id, at)).ToDictionary(pair => pair.Id, pair => pair.at);
        return [.. walk.Found.OrderBy(proposal => place[proposal.Ids[0]])];
    }

    private sealed class Walk(Dictionary<CommitId, Commit> range)
    {
        private readonly HashSet<CommitId> seen = [];

        public List<Proposal> Found { get; } = [];

        /// <summary>A line of first parents; what its merges brought in is looked at on the way, oldest first.</summary>
        public void Mainline(Commit tip)
        {
            foreach (var commit in Line(tip))
            {
                if (commit.Parents.Count < 2) Found.Add(Proposal.Of(commit));
                else if (Proposal.MergedPullRequest(commit) is { } number) PullRequest(commit, number);
                else foreach (var side in Sides(commit)) Mainline(side);
            }
        }

        /// <summary>Other pull requests that were merged into its branch stay what they are.</summary>
        private void PullRequest(Commit merge, int number)
        {
            var own = new List<Commit>();
            foreach (var commit in Sides(merge).SelectMany(Line))
            {
                if (commit.Parents.Count < 2 && IsSquashOfAnother(commit, number)) Found.Add(Proposal.Of(commit));
                else if (commit.Parents.Count < 2) own.Add(commit);
                else if (Proposal.MergedPullRequest(commit) is { } inner) PullRequest(commit, inner);
                else foreach (var side in Sides(commit)) Mainline(side);
            }

            own.Reverse();
            if (own.Count > 0) Found.Add(Proposal.Of(merge, number, own));
        }

        /// <summary>A branch that took others in names their pull requests; the low numbers in it are those of a fork.</summary>
        private static bool IsSquashOfAnother(Commit commit, int pullRequest)
            => Proposal.Of(commit).PullRequests is [.., var named] && named != pullRequest && named > pullRequest / 2;

        private IEnumerable<Commit> Sides(Commit merge) => merge.Parents.Skip(1).Select(range.GetValueOrDefault).OfType<Commit>();

        private List<Commit> Line(Commit tip)
        {
            var line = new List<Commit>();
            for (var at = tip; at is not null && seen.Add(at.Id); at = at.Parents.Count == 0 ? null : range.GetValueOrDefault(at.Parents[0])) line.Add(at);
            line.Reverse();
            return line;
        }
    }
}
