using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>What is being released.</summary>
/// <param name="Version">The version.</param>
/// <param name="Previous">What the release is compared with; null for a first release.</param>
/// <param name="Base">The commit the release starts from: the tip of the branch before the version-bump PR.</param>
/// <param name="Branch">Branch that is frozen and that the PR goes to, for example <c>main</c> or <c>release/2.13</c>.</param>
public sealed record ReleaseTarget(ReleaseVersion Version, PreviousRelease? Previous, CommitId Base, string Branch, RepositoryName Repository);

/// <summary>Where the range of a release begins: the highest lower final release, or what the user named instead.</summary>
/// <param name="Version">Null when a revision was named that is no release.</param>
/// <param name="Tag">Its tag, or the revision that was named.</param>
public sealed record PreviousRelease(ReleaseVersion? Version, string Tag, CommitId Commit);

/// <summary>Owner and name on the forge.</summary>
public sealed record RepositoryName(string Owner, string Name)
{
    public override string ToString() => $"{Owner}/{Name}";
}

/// <summary>
/// The release's own folder, <c>artifacts/release/&lt;version&gt;/</c>: absolute paths, nothing else. State between targets lives here as files.
/// </summary>
public sealed record ReleaseFolder(string Root)
{
    /// <summary>Files to publish, and nothing but these.</summary>
    public string Out => System.IO.Path.Combine(Root, "out");

    /// <summary>Scratch clone of the checkout.</summary>
    public string Work => System.IO.Path.Combine(Root, "work");

    /// <summary>The twin's state and its bare repository.</summary>
    public string World => System.IO.Path.Combine(Root, "world");

    /// <summary>Whole output of every tool that ran.</summary>
    public string Logs => System.IO.Path.Combine(Root, "logs");

    /// <summary>Intermediate results of steps, one file or folder a step.</summary>
    public string State => System.IO.Path.Combine(Root, "state");

    public string Journal => System.IO.Path.Combine(Root, "journal.jsonl");

    public string Plan => System.IO.Path.Combine(Root, "plan.json");

    public string Summary => System.IO.Path.Combine(Root, "summary.json");
}
