using Build.CommandLine;
using Build.Output;
using TorchTrt.Release.Notes;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.Desk;

/// <summary>The target Notes: the notes of any release, past or next, as far as git knows them. Milestone, files and measurements come with GitHubRelease.</summary>
public sealed class NotesDesk(ReleaseRequest request, SourceOpener sources, VersionChooser chooser, ResultWriter results, ILedger ledger)
{
    public async Task Run(CancellationToken cancel)
    {
        var source = await sources.Open(SampleUse.ReadOnly, cancel);
        var to = request.To is null ? source.Head.Id : await source.History.Resolve(request.To, cancel);
        var version = request.Version ?? (Spelling.TryReadTag(request.To ?? "", out var tagged) ? tagged : (await chooser.Choose(source, cancel)).Version);
        var start = await chooser.Start(version, source, [.. source.Tags.Known, .. source.Tags.Later], cancel);
        ledger.Line($"{version}: commits since {start.Why}");

        var previous = start is { Revision: { } revision, Commit: { } commit } ? new NotesEnd(revision, commit) : null;
        var notes = await new NotesSurvey(source.History, source.Patches).Take(version, previous, to, request.To is null ? source.Files.Read : null, source.RepositoryUrl, cancel);
        if (notes.Carried.Count > 0) ledger.Line($"left out because {previous?.Revision} has them: {Commits(notes.Carried.ByPatch.Count)} by patch, {notes.Carried.ByPullRequest.Count} by pull request");
        results.Write(Whole(ReleaseNotes.Compose(notes)));
    }

    private static string Whole(NotesDocument notes) => notes.Rest is { } rest ? $"{notes.Body}\n{rest.Text}" : notes.Body;

    private static string Commits(int count) => count == 1 ? "1 commit" : $"{count} commits";
}
