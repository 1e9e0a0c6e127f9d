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
        var summary = $"section {target.Version}, {Lines(wanted.Text)} lines, {wanted.Section.Commits} commits since {target.Previous?.Tag ?? "the first commit"}";
        if (existing is not null && existing.AsSpan().SequenceEqual(wanted.Content)) return new Done($"{options.File} has {summary}");
        var present = ChangelogFile.Find(existing, target.Version);
        if (present is not null && HandEdit.Between(present.Text, wanted.Text, wanted.Section) is { Written.Count: > 0 } edit)
        {
            return edit.IsInTheWay
                ? new Blocked([InTheWay(present, edit)])
                : new Done($"{options.File} has section {target.Version}, edited by hand: {Count(edit.Written.Count, "line")} of its own stay");
        }

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
        var section = await AngularSection.Read(history.Commits(range, cancel), options.RepositoryUrl, options.Format);
        var text = options.Tool is null ? section.Render(header) : await options.Tool.Section(range, header, cancel);
        return new WantedSection(text, ChangelogFile.Insert(existing, text, target.Version, options.Order), section);
    }

    private ReleaseError InTheWay(ChangelogSection present, HandEdit edit) => new(
        "TR1404",
        $"The section of {target.Version} is edited by hand and lacks {Count(edit.Missing.Count, "line")}; writing it would lose '{edit.Written[0]}'{(edit.Written.Count > 1 ? $" and {edit.Written.Count - 1} more" : "")}.",
        "add what is missing, or take the section out and run Changelog again",
        $"{options.File}:{present.Line}",
        edit.Missing[0]);

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";

    private static int Lines(string section) => section.Count(c => c == '\n');

    /// <param name="Content">The whole file with the section in it.</param>
    private sealed record WantedSection(string Text, byte[] Content, AngularSection Section);
}
