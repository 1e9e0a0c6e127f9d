using Build.CommandLine;
using TorchTrt.Release;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>What the chosen targets make of this run; known once the graph is.</summary>
public sealed class GraphScope
{
    /// <summary>Targets that belong to a release as a whole: they work in its scratch clone and talk to the forge.</summary>
    private static readonly IReadOnlySet<string> OnTheForge = new HashSet<string>(StringComparer.Ordinal)
    {
        "Freeze", "Thaw", "ReleaseTesting", "VersionBumpPr", "Tag", "GitHubRelease", "Verify", "Release", "Plan", "Status", "Undo",
    };

    private IReadOnlyList<string>? tasks;

    /// <summary>Names of the tasks that will run, in order.</summary>
    public IReadOnlyList<string> Tasks => tasks ?? throw new InvalidOperationException("The graph is known after Setup.");

    /// <summary>Whether these targets edit the checkout they are given instead of a scratch clone.</summary>
    public bool IsInPlace => !Tasks.Any(OnTheForge.Contains);

    /// <summary>Whether these targets change the release on the forge. A freeze can always be ended, so ending one alone needs no lock.</summary>
    public bool NeedsLock => !IsInPlace && !Tasks.All(task => task == "Thaw");

    /// <param name="names">The graph, in order.</param>
    public void Learn(IEnumerable<string> names, ReleaseRequest request)
    {
        var chosen = request.Host.Parts ?? (request.Host.Arguments.Contains($"--{Options.Exclusive.Name}") ? request.Host.Targets.ToHashSet(StringComparer.OrdinalIgnoreCase) : null);
        tasks = [.. names.Where(name => chosen is null || chosen.Contains(name))];
    }

    /// <summary>Plan, rehearsal, in place or publish.</summary>
    public RunMode Mode(ReleaseRequest request)
        => request.IsPlan || Tasks.Contains("Plan") || Tasks.Contains("Status") ? RunMode.Plan
            : IsInPlace ? RunMode.InPlace
            : request.Destination == Destination.Publication ? RunMode.Publish
            : RunMode.Rehearse;
}
