using TorchTrt.Release.Ports;

namespace Build.Adapters.Git;

/// <summary>A scratch clone to be made.</summary>
/// <param name="Source">The checkout it is made from.</param>
/// <param name="Branch">The local branch that is made at <paramref name="Commit"/>.</param>
/// <param name="Remote">Address of <c>origin</c>.</param>
/// <param name="DocsFolder">The one folder under docs/ that this release writes, <c>v1.2.0</c>; those of other versions (810 MiB on main) are left out of the work tree.</param>
/// <param name="Unnamed">Who commits where git knows nobody; null where that is an error.</param>
public sealed record ScratchPlan(string Source, CommitId Commit, string Folder, string Branch, string Remote, string DocsFolder, Identity? Unnamed);

/// <summary>Name and mail address of a committer.</summary>
public sealed record Identity(string Name, string Email)
{
    /// <summary>Who commits in a rehearsal on a machine where nobody is configured.</summary>
    public static Identity Rehearsal { get; } = new("Release Rehearsal", "rehearsal@localhost");
}
