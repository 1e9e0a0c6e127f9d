namespace TorchTrt.Release.Ports;

/// <summary>What the release changes in git, always in its own scratch clone or in the checkout the user named.</summary>
public interface IGit
{
    /// <summary>Paths with uncommitted changes, ignored files excluded; empty when clean.</summary>
    Task<IReadOnlyList<string>> Uncommitted(CancellationToken cancel);

    /// <summary>The commit a local branch, remote-tracking branch or tag names; null when absent. Give the full ref name.</summary>
    Task<CommitId?> Ref(string fullName, CancellationToken cancel);

    /// <summary>Commits every change in the checkout on top of <paramref name="parent"/> and points the local branch there. Returns the commit.</summary>
    Task<CommitId> CommitAll(string branch, CommitId parent, string message, CancellationToken cancel);

    /// <summary>Pushes one commit to one ref of the remote, only if the ref is where <paramref name="expected"/> says (null: absent).</summary>
    /// <exception cref="ReleaseException">TR2101 when the remote refuses.</exception>
    Task Push(CommitId commit, string remoteRef, CommitId? expected, CancellationToken cancel);

    /// <summary>Makes an annotated tag (signed when git is configured to sign tags) and pushes it. Never moves a tag.</summary>
    Task PushTag(string tag, CommitId target, string message, CancellationToken cancel);

    /// <summary>Refreshes remote-tracking refs and tags.</summary>
    Task Fetch(CancellationToken cancel);

    /// <summary>Moves the checkout to a commit, detached. Only for the release's own scratch clone.</summary>
    Task CheckOut(CommitId commit, CancellationToken cancel);
}
