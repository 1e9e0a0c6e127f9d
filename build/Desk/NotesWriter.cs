using TorchTrt.Release.Notes;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.Desk;

/// <summary>The notes of a session's release: milestone and commits from the world, the rest from the checkout.</summary>
public sealed class NotesWriter(Session on) : INotesWriter
{
    private static readonly IReadOnlyList<(Pin Pin, string Name)> Told = [(Pin.Torch, "PyTorch"), (Pin.Cuda, "CUDA"), (Pin.Cudnn, "cuDNN"), (Pin.TensorRt, "TensorRT")];

    public async Task<string> Write(IReadOnlyList<OutFile> attached, CancellationToken cancel)
    {
        var commits = new List<Commit>();
        await foreach (var commit in on.History.Commits(new CommitRange(on.Target.Previous?.Commit, on.Target.Base), cancel)) commits.Add(commit);
        return ReleaseNotes.Compose(new NotesRequest(on.Target.Version, on.Target.Previous?.Tag, on.RepositoryUrl, commits)
        {
            Milestone = await on.Forge.Milestones.Find(on.Target.Version.ToString(), cancel),
            Artifacts = [.. attached.Select(file => new NotesArtifact(file.Name, file.Size, file.Sha256))],
            Pins = [.. Pins()],
            EarlierContributors = on.Target.Previous is null ? null : await Contributors.Of(on.History, new CommitRange(null, on.Target.Previous.Commit), cancel),
        });
    }

    private IEnumerable<NotesPin> Pins()
    {
        var readings = PinRegistry.Read(Tree.Of(on.Workspace));
        foreach (var (pin, name) in Told)
            if (readings.Where(reading => reading.Pin == pin && reading.Form != PinForm.Below).MinBy(reading => reading.Form == PinForm.Tag) is { } reading) yield return new NotesPin(name, reading.Value);
    }
}
