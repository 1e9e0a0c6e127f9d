using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Changelog;

/// <summary>One section for any range, apart from a release and from CHANGELOG.md.</summary>
/// <param name="From">Revision the range begins after; null for the first commit.</param>
/// <param name="To">Revision the range ends with.</param>
/// <param name="Version">Version of the heading; null takes it from <paramref name="To"/> when that is a release tag, else the heading names the revision.</param>
public sealed record ChangelogRequest(string? From, string To, ReleaseVersion? Version, string RepositoryUrl)
{
    /// <summary>The section, dated with the UTC day of the last commit, lines ended with LF.</summary>
    /// <exception cref="ReleaseException">TR1101 when a revision does not exist.</exception>
    public async Task<string> Render(IHistory history, CancellationToken cancel)
    {
        var range = new CommitRange(From is null ? null : await history.Resolve(From, cancel), await history.Resolve(To, cancel));
        var commits = new List<Commit>();
        await foreach (var commit in history.Commits(range, cancel)) commits.Add(commit);
        return AngularSection.Render(Header(await DayOf(range.To, commits, history, cancel)), commits);
    }

    private SectionHeader Header(DateOnly date)
    {
        var compare = From is null ? null : new CompareEnds(From, To);
        var version = Version ?? (Spelling.TryReadTag(To, out var tagged) ? tagged : null);
        return version is null
            ? new SectionHeader(To, HeadingRank.Release, date, RepositoryUrl, compare)
            : SectionHeader.Of(version, date, RepositoryUrl, compare);
    }

    private static async Task<DateOnly> DayOf(CommitId id, List<Commit> commits, IHistory history, CancellationToken cancel)
    {
        var commit = commits.Find(candidate => candidate.Id == id)
            ?? await history.Commits(new CommitRange(null, id), cancel).FirstAsync(cancel);
        return DateOnly.FromDateTime(commit.Committed.UtcDateTime);
    }
}
