using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Changelog;

/// <summary>One section for any range, apart from a release and from CHANGELOG.md.</summary>
/// <param name="From">Revision the range begins after; null for the first commit.</param>
/// <param name="To">Revision the range ends with.</param>
/// <param name="Version">Version of the heading; null takes it from <paramref name="To"/> when that is a release tag, else the heading names the revision.</param>
public sealed record ChangelogRequest(string? From, string To, ReleaseVersion? Version, string RepositoryUrl, ChangelogFormat Format = ChangelogFormat.Cli5)
{
    /// <summary>Writes the section; null: this program does.</summary>
    public IChangelogTool? Tool { get; init; }

    /// <summary>The section, dated with the UTC day of the last commit, lines ended with LF.</summary>
    /// <exception cref="ReleaseException">TR1101 when a revision does not exist.</exception>
    public async Task<string> Render(ICommitLog history, CancellationToken cancel)
    {
        if (Tool is not null)
        {
            var range = new CommitRange(From is null ? null : await history.Resolve(From, cancel), await history.Resolve(To, cancel));
            return await Tool.Section(range, Header(await DayOf(range.To, history, cancel)), cancel);
        }

        var section = await AngularSection.Read(history.Commits(From, To, cancel), RepositoryUrl, Format);
        return section.Render(Header(section.Newest is { } end ? DayOf(end) : await DayOf(await history.Resolve(To, cancel), history, cancel)));
    }

    private SectionHeader Header(DateOnly date)
    {
        var compare = From is null ? null : new CompareEnds(From, To);
        var version = Version ?? (Spelling.TryReadTag(To, out var tagged) ? tagged : null);
        return version is null
            ? new SectionHeader(To, HeadingRank.Release, date, RepositoryUrl, compare)
            : SectionHeader.Of(version, date, RepositoryUrl, compare);
    }

    private static async Task<DateOnly> DayOf(CommitId id, ICommitLog history, CancellationToken cancel)
        => DayOf(await history.Commits(new CommitRange(null, id), cancel).FirstAsync(cancel));

    private static DateOnly DayOf(Commit commit) => DateOnly.FromDateTime(commit.Committed.UtcDateTime);
}
