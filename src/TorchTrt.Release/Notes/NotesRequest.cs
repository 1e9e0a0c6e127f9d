using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Notes;

/// <summary>What release notes are made from: checklist step 6, "Paste in Milestone information and Changelog information".</summary>
/// <param name="PreviousTag">Tag of the previous final release; null for a first release.</param>
/// <param name="RepositoryUrl">For example <c>https://github.com/pytorch/TensorRT</c>, no slash at the end.</param>
/// <param name="Commits">Commits since the previous release in the order of <c>git log</c>; merge commits are passed over.</param>
public sealed record NotesRequest(ReleaseVersion Version, string? PreviousTag, string RepositoryUrl, IReadOnlyList<Commit> Commits)
{
    /// <summary>Its description, as written, opens the notes; its closed issues are listed. Null when the release has none.</summary>
    public Milestone? Milestone { get; init; }

    /// <summary>Files of the release, in the order of the table.</summary>
    public IReadOnlyList<NotesArtifact> Artifacts { get; init; } = [];

    /// <summary>What the binaries are built for.</summary>
    public IReadOnlyList<NotesPin> Pins { get; init; } = [];

    /// <summary>Everybody who contributed to an earlier release (<see cref="Contributors.Of(IHistory, CommitRange, CancellationToken)"/>); null when unknown, and then nobody is marked as new.</summary>
    public IReadOnlyCollection<Contributor>? EarlierContributors { get; init; }
}

/// <param name="Size">Bytes.</param>
/// <param name="Sha256">64 lowercase hexadecimal digits.</param>
public sealed record NotesArtifact(string Name, long Size, string Sha256);

/// <param name="Name">For example <c>PyTorch</c>.</param>
public sealed record NotesPin(string Name, string Version);
