using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Audit;

/// <summary>One state of the project that is audited: a checkout, or a commit that nobody checks out.</summary>
/// <param name="Ref">As the user named it: <c>v2.13.0</c>, <c>main</c>; <c>checkout</c> for the files on disk.</param>
/// <param name="Names">Every file it tracks.</param>
/// <param name="Tree">The contents, each read when a rule asks for it.</param>
public sealed record AuditSubject(string Ref, Folder Names, Tree Tree)
{
    /// <summary>The release this is by its tag, or the version all places should lead to; null takes the tree's own.</summary>
    public ReleaseVersion? Version { get; init; }

    /// <summary>Whether it is what people install: the tree of a final release tag.</summary>
    public bool IsRelease { get; init; }

    /// <summary>The tags as somebody at that commit knew them.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>The commit; null for files on disk.</summary>
    public CommitId? Commit { get; init; }

    /// <summary>The commits since the last release; null where nobody looked.</summary>
    public CommitsSince? Since { get; init; }

    /// <summary>Files held in memory.</summary>
    public static AuditSubject Of(IWorkspace files, IEnumerable<string> paths) => new("checkout", Folder.Of(paths), Tree.Of(files));
}

/// <summary>The commits since a release, newest first.</summary>
/// <param name="From">The release; null when there was none.</param>
public sealed record CommitsSince(ReleaseVersion? From, IReadOnlyList<Commit> Commits);
