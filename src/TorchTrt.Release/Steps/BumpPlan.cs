using TorchTrt.Release.Pins;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>Everything that has to be edited for a version bump, and what proves it once it is done.</summary>
public sealed record BumpPlan(IReadOnlyList<Edit> Edits, IReadOnlyList<string> Evidence)
{
    /// <exception cref="ReleaseException">TR1010 to TR1017: everything that stands in the way, together.</exception>
    public static BumpPlan Make(Tree tree, ReleaseVersion version, PinRequest pins)
    {
        var problems = new List<ReleaseError>();
        var sites = SiteRegistry.Read(tree, problems);
        var edits = sites.SelectMany(site => site.EditsFor(version, problems)).ToList();
        var pinned = PinPlan.Make(tree, pins, problems);
        return problems.Count == 0
            ? new BumpPlan([.. edits, .. pinned.Edits], [string.Join(", ", sites.Select(site => site.Evidence(version))), .. pinned.Evidence])
            : throw new ReleaseException(ExitCode.Failed, problems);
    }
}
