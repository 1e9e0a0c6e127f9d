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
        try
        {
            return Compare(await Wanted(cancel));
        }
        catch (ReleaseException problem)
        {
            return new Blocked(problem.Errors);
        }
    }

    public async Task Apply(Pending pending, CancellationToken cancel)
        => workspace.Write([new FileChange(options.File, (await Wanted(cancel)).Content)]);

    private Observation Compare(WantedSection wanted)
    {
        var existing = workspace.Read(options.File);
        var summary = $"section {target.Version}, {Lines(wanted.Text)} lines, {wanted.Commits} commits since {target.Previous?.Tag ?? "the first commit"}";
        if (existing is not null && existing.AsSpan().SequenceEqual(wanted.Content)) return new Done($"{options.File} has {summary}");
        var present = ChangelogFile.Find(existing, target.Version);
        return new Pending([new Change(
            existing is null ? "create" : "edit",
            options.File,
            present is null ? null : $"section {target.Version} on line {present.Line}, {Lines(present.Text)} lines",
            summary)]);
    }

    private async Task<WantedSection> Wanted(CancellationToken cancel)
    {
        var existing = workspace.Read(options.File);
        var date = ChangelogFile.Find(existing, target.Version)?.Date ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var compare = target.Previous is null ? null : new CompareEnds(target.Previous.Tag, target.Version.Tag());
        var header = SectionHeader.Of(target.Version, date, options.RepositoryUrl, compare);
        var range = new CommitRange(target.Previous?.Commit, target.Base);
        var section = await AngularSection.Read(history, range, options.RepositoryUrl, options.Format, cancel);
        var text = options.Tool is null ? section.Render(header) : await options.Tool.Section(range, header, cancel);
        return new WantedSection(text, ChangelogFile.Insert(existing, text, target.Version), section.Commits);
    }

    private static int Lines(string section) => section.Count(c => c == '\n');

    /// <param name="Content">The whole file with the section in it.</param>
    private sealed record WantedSection(string Text, byte[] Content, int Commits);
}
