using Newtonsoft.Json;
using TorchTrt.Release;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.Desk;

/// <summary>
/// <c>state/target.json</c>: what the release in this folder is of. Written once when a release begins, so that every later run of the same
/// command, and every later target, continues exactly that release.
/// </summary>
public static class TargetFile
{
    public static (RunMode Mode, ReleaseTarget Target)? Read(ReleaseFolder folder)
    {
        var path = Path(folder);
        if (!File.Exists(path)) return null;
        var record = JsonConvert.DeserializeObject<Record>(File.ReadAllText(path))
            ?? throw new ReleaseException(new ReleaseError("TR9401", "the file is empty.", "remove the folder and begin again", path));
        var previous = record.PreviousTag is null || record.PreviousCommit is null
            ? null
            : new PreviousRelease(record.PreviousVersion is null ? null : ReleaseVersion.Parse(record.PreviousVersion), record.PreviousTag, new CommitId(record.PreviousCommit));
        var target = new ReleaseTarget(
            ReleaseVersion.Parse(record.Version), previous, new CommitId(record.Base), record.Branch, new RepositoryName(record.Owner, record.Name));
        return (record.Mode, target);
    }

    public static void Write(ReleaseFolder folder, RunMode mode, ReleaseTarget target)
    {
        Directory.CreateDirectory(folder.State);
        var record = new Record(
            mode, target.Version.ToString(), target.Base.Hex, target.Branch, target.Repository.Owner, target.Repository.Name,
            target.Previous?.Version?.ToString(), target.Previous?.Tag, target.Previous?.Commit.Hex);
        AtomicText.Write(Path(folder), JsonConvert.SerializeObject(record, Formatting.Indented) + "\n");
    }

    private static string Path(ReleaseFolder folder) => System.IO.Path.Combine(folder.State, "target.json");

    private sealed record Record(
        RunMode Mode, string Version, string Base, string Branch, string Owner, string Name, string? PreviousVersion, string? PreviousTag, string? PreviousCommit);
}
