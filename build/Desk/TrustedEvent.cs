using Build.CommandLine;
using TorchTrt.Release;

namespace Build.Desk;

/// <summary>
/// A workflow that publishes must have been started by somebody who may write to the repository: whoever can open an issue, comment, fork or send a pull request
/// must not be able to start one (https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows).
/// </summary>
public static class TrustedEvent
{
    /// <summary>Events that only people with write access, or the schedule, cause. Whatever is not here is refused.</summary>
    private static readonly IReadOnlySet<string> Trusted = new HashSet<string>(StringComparer.Ordinal) { "workflow_dispatch", "repository_dispatch", "push", "schedule", "release" };

    /// <exception cref="ReleaseException">TR9406</exception>
    public static void Require(ReleaseRequest request, Func<string, string?> environment)
    {
        if (request.Destination != Destination.Publication || Options.GitHubActions.Read(environment) != "true") return;
        if (Options.GitHubEvent.Read(environment) is { } name && Trusted.Contains(name)) return;
        throw new ReleaseException(new ReleaseError(
            "TR9406",
            $"the event {Options.GitHubEvent.Read(environment) ?? "without a name"} started this workflow, and a stranger can cause it.",
            "publish from a workflow on workflow_dispatch or on a pushed tag; what others cause may rehearse",
            Options.GitHubEvent.Name,
            string.Join(", ", Trusted)));
    }
}
