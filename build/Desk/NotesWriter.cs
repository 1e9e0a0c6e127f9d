using System.Security.Cryptography;
using System.Text;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Notes;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>The notes of a session's release: commits, pins and people from git, milestone from the forge, the rest from earlier steps.</summary>
public sealed class NotesWriter(Session on) : INotesWriter
{
    private readonly NotesFolder folder = new(on.Folder);
    private NotesRequest? fromGit;

    public async Task<WrittenNotes> Write(IReadOnlyList<OutFile> attached, CancellationToken cancel)
    {
        fromGit ??= await Survey(cancel);
        var document = ReleaseNotes.Compose(fromGit with
        {
            Milestone = await on.Forge.Milestones.Find(on.Target.Version.ToString(), cancel),
            Artifacts = [.. attached.Select(file => new NotesArtifact(file.Name, file.Size, file.Sha256))],
            Operators = OperatorChanges.Read(on.Receipts.Read(OperatorChanges.Receipt)) ?? fromGit.Operators,
            PerformanceReports = [.. PerfCatalog.Reports.Select(report => on.Receipts.Read(report.File)).OfType<string>()],
        });
        return new WrittenNotes(document.Body, document.Rest is { } rest ? Rest(rest) : null);
    }

    public void Store(NotesRest? rest) => folder.Hold(rest);

    private Task<NotesRequest> Survey(CancellationToken cancel)
    {
        var previous = on.Target.Previous is { } release ? new NotesEnd(release.Tag, release.Commit) : null;
        return new NotesSurvey(on.History, on.Patches).Take(on.Target.Version, previous, on.Target.Base, on.Workspace.Read, on.RepositoryUrl, cancel);
    }

    private NotesRest Rest(NotesAttachment rest)
    {
        var content = Encoding.UTF8.GetBytes(rest.Text);
        return new NotesRest(new OutFile(rest.Name, folder.PathOf(rest.Name), content.Length, Convert.ToHexStringLower(SHA256.HashData(content))), content);
    }
}
