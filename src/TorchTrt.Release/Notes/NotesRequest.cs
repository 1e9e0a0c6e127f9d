using TorchTrt.Release.Docs;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Notes;

/// <summary>What release notes are made from: checklist step 6, "Paste in Milestone information and Changelog information".</summary>
/// <param name="PreviousTag">Tag of the release before it, or the revision the range begins after; null for a first release.</param>
/// <param name="RepositoryUrl">For example <c>https://github.com/pytorch/TensorRT</c>, no slash at the end.</param>
/// <param name="Commits">Commits since the previous release in the order of <c>git log</c>, merge commits included: they name pull requests.</param>
public sealed record NotesRequest(ReleaseVersion Version, string? PreviousTag, string RepositoryUrl, IReadOnlyList<Commit> Commits)
{
    /// <summary>Its description opens the notes; its open issues are the known ones, its closed issues are listed. Null when the release has none.</summary>
    public Milestone? Milestone { get; init; }

    /// <summary>Files that each commit touches, with '/'; a commit that is missing is judged by its words alone.</summary>
    public IReadOnlyDictionary<CommitId, IReadOnlyList<string>> Paths { get; init; } = new Dictionary<CommitId, IReadOnlyList<string>>();

    /// <summary>Commits of the range that users of the previous release have already.</summary>
    public CarriedChanges Carried { get; init; } = CarriedChanges.None;

    /// <summary>Commits of other branches by pull request: what the cherry-picks of the range were made from.</summary>
    public IReadOnlyDictionary<int, Commit> Originals { get; init; } = new Dictionary<int, Commit>();

    /// <summary>Files of the release, in the order of the table.</summary>
    public IReadOnlyList<NotesArtifact> Artifacts { get; init; } = [];

    /// <summary>What the release is built with and on.</summary>
    public IReadOnlyList<NotesDependency> Dependencies { get; init; } = [];

    /// <summary>What became of the supported operators; null when the two releases cannot be compared.</summary>
    public OperatorChanges? Operators { get; init; }

    /// <summary>Reports of measurements, Markdown with a heading of the first level each.</summary>
    public IReadOnlyList<string> PerformanceReports { get; init; } = [];

    /// <summary>Everybody who contributed to an earlier release (<see cref="Contributors.Of(IHistory, CommitRange, CancellationToken)"/>); null when unknown, and then nobody is marked as new.</summary>
    public IReadOnlyCollection<Contributor>? EarlierContributors { get; init; }
}

/// <param name="Size">Bytes.</param>
/// <param name="Sha256">64 lowercase hexadecimal digits.</param>
public sealed record NotesArtifact(string Name, long Size, string Sha256);

/// <param name="Name">For example <c>PyTorch</c>.</param>
/// <param name="Before">In the previous release; null when it had none, or there is no previous one.</param>
/// <param name="Now">In this release; null when it is no longer used.</param>
public sealed record NotesDependency(string Name, string? Before, string? Now);
