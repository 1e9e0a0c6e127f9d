using System.Text;
using Build.Adapters.Json;
using Build.CommandLine;
using Build.Output;
using Newtonsoft.Json;
using TorchTrt.Release;
using TorchTrt.Release.Changelog;
using TorchTrt.Release.Journal;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.Desk;

/// <summary>Targets that answer a question: they read, print their result and change nothing.</summary>
public sealed class Reports(ReleaseRequest request, SourceOpener sources, VersionChooser chooser, ResultWriter results, ArtifactSources finished, ChangelogTools changelogs)
{
    /// <summary>The next version and the rule, commit by commit.</summary>
    public async Task NextVersion(CancellationToken cancel)
    {
        var source = await sources.Open(SampleUse.ReadOnly, cancel);
        var next = await chooser.Next(source, cancel);
        var judged = request.Version is { } given ? next.Sentence(given) : null;
        results.Write(request.Format == ResultFormat.Json
            ? JsonConvert.SerializeObject(
                new
                {
                    version = next.Version.ToString(), rule = next.Rule.Display(), contradiction = next.Contradiction, explanation = next.Explanation,
                    given = request.Version?.ToString(), agreement = request.Version is null ? null : next.Judge(request.Version).ToString(), judgement = judged,
                },
                Formatting.Indented) + "\n"
            : $"{next.Version}\n{string.Concat(next.Explanation.Append(judged).OfType<string>().Select(line => $"{line}\n"))}");
    }

    /// <summary>The section of any range, or those of all releases, apart from CHANGELOG.md.</summary>
    public async Task ChangelogSection(CancellationToken cancel)
    {
        var source = await sources.Open(SampleUse.ReadOnly, cancel);
        var to = request.To ?? "HEAD";
        if (request.Changelog.Sections == ChangelogSections.All)
        {
            results.Write(await new AllReleasesRequest(to, Url(source), request.Changelog.Format).Render(source.History, source.Tags.Known, cancel));
            return;
        }

        var from = request.From ?? (await chooser.Choose(source, cancel)).Previous?.Tag;
        results.Write(await new ChangelogRequest(from, to, request.Version, Url(source), request.Changelog.Format) { Tool = changelogs.For(source.Path) }.Render(source.History, cancel));
    }

    /// <summary>The files of the release, a cell each.</summary>
    public async Task Matrix(CancellationToken cancel)
    {
        var source = await sources.Open(SampleUse.ReadOnly, cancel);
        var version = request.Version ?? (await chooser.Choose(source, cancel)).Version;
        results.Write(MatrixJson.Of(finished.Of(request).Catalog(source.Files, version)) + "\n");
    }

    /// <summary>Where the release stands: what its journal tells, then what the world shows.</summary>
    public void Status(Session session, IReadOnlyList<StepOutcome> seen)
    {
        var entries = JsonlJournal.Read(session.Folder.Journal);
        if (request.Format == ResultFormat.Json)
        {
            results.Write(SummaryFile.Json(new Summary(session.Target.Version, seen)).ToString(Formatting.Indented) + "\n");
            return;
        }

        var text = new StringBuilder();
        text.Append($"{session.Target.Version} of {session.Target.Repository}, {session.Target.Branch} at {session.Target.Base.Short}\n");
        text.Append(entries.Count == 0 ? "No run has changed anything yet.\n" : "");
        foreach (var entry in entries) text.Append($"{entry.Time:u}  {entry.Kind.Word(),-12} {entry.Step} {string.Join("; ", entry.Lines.Take(2))}\n");
        results.Write(text.ToString());
    }

    /// <summary>Links lead to the repository that the user names, or to the one the clone comes from.</summary>
    private string Url(SourceCheckout source) => request.GitHub is { } named ? $"https://github.com/{named}" : source.RepositoryUrl;
}
