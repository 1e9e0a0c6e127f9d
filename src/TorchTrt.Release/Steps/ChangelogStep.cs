using TorchTrt.Release.Changelog;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>
/// Writes the release's section into CHANGELOG.md: checklist step 4, "Generate changelog". The range is everything since the previous final
/// release, whichever branch that one was tagged on. A section written on another day keeps its date.
/// </summary>
public sealed class ChangelogStep(IWorkspace workspace, IHistory history, ReleaseTarget target, TimeProvider clock, ChangelogOptions options) : IStep
{
    public string Name => "Changelog";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var commits = await ReadCommits(cancel);
        try
        {
            return Compare(workspace.Read(options.File), commits);
        }
        catch (ReleaseException problem)
        {
            return new Blocked(problem.Errors);
        }
    }

    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var existing = workspace.Read(options.File);
        workspace.Write([new FileChange(options.File, Wanted(existing, await ReadCommits(cancel)).Content)]);
    }

    private Observation Compare(byte[]? existing, List<ConventionalCommit> commits)
    {
        var (content, section) = Wanted(existing, commits);
        var summary = $"section {target.Version}, {Lines(section)} lines, {commits.Count} commits since {target.Previous?.Tag ?? "the first commit"}";
        if (existing is not null && existing.AsSpan().SequenceEqual(content)) return new Done($"{options.File} has {summary}");
        var present = ChangelogFile.Find(existing, target.Version);
        return new Pending([new Change(
            existing is null ? "create" : "edit",
            options.File,
            present is null ? null : $"section {target.Version} on line {present.Line}, {Lines(present.Text)} lines",
            summary)]);
    }

    private (byte[] Content, string Section) Wanted(byte[]? existing, List<ConventionalCommit> commits)
    {
        var date = ChangelogFile.Find(existing, target.Version)?.Date ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var compare = target.Previous is null ? null : new CompareEnds(target.Previous.Tag, target.Version.Tag());
        var section = AngularSection.Render(SectionHeader.Of(target.Version, date, options.RepositoryUrl, compare), commits);
        return (ChangelogFile.Insert(existing, section, target.Version), section);
    }

    private async Task<List<ConventionalCommit>> ReadCommits(CancellationToken cancel)
    {
        var commits = new List<ConventionalCommit>();
        await foreach (var commit in history.Commits(new CommitRange(target.Previous?.Commit, target.Base), cancel))
            if (commit.Parents.Count < 2) commits.Add(ConventionalCommit.Parse(commit));
        return commits;
    }

    private static int Lines(string section) => section.Count(c => c == '\n');
}
