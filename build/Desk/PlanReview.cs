using TorchTrt.Release;
using TorchTrt.Release.Journal;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>What was reviewed is what runs: compares the world's plan with the plan that was confirmed.</summary>
public static class PlanReview
{
    /// <param name="reviewed">The plan on disk; null when there is none.</param>
    /// <param name="confirmed">The fingerprint the user gave.</param>
    /// <param name="now">The plan as the world is now.</param>
    /// <param name="begun">Whether an earlier run already began to carry the plan out; then what is left must be part of it.</param>
    /// <exception cref="ReleaseException">TR9202 or TR9203 with every difference.</exception>
    public static void Compare(Plan? reviewed, string confirmed, Plan now, PlanProgress begun)
    {
        if (reviewed is null || reviewed.Fingerprint != confirmed)
            throw new ReleaseException(ExitCode.Blocked, [new ReleaseError(
                "TR9202", $"{confirmed} is not the fingerprint of the plan on disk.", "run --publish --plan, review it, and confirm the fingerprint it prints", "--confirm", reviewed?.Fingerprint ?? now.Fingerprint)]);

        IReadOnlyList<ReleaseError> differences = begun == PlanProgress.Begun
            ? Unplanned(reviewed, now)
            : [.. Heads(reviewed, now), .. Gates(reviewed, now), .. Missing(now, reviewed, "now also"), .. Missing(reviewed, now, "no longer")];
        if (differences.Count > 0) throw new ReleaseException(ExitCode.Blocked, differences);
    }

    /// <summary>What is released, and from where.</summary>
    private static IEnumerable<ReleaseError> Heads(Plan reviewed, Plan now)
    {
        if (now.Base != reviewed.Base) yield return Difference("plan", $"the release would start from {now.Base.Short}, no longer from {reviewed.Base.Short}");
        if (now.Branch != reviewed.Branch) yield return Difference("plan", $"it would be of {now.Branch}, no longer of {reviewed.Branch}");
        if (now.Repository != reviewed.Repository) yield return Difference("plan", $"it would be on {now.Repository}, no longer on {reviewed.Repository}");
        if (now.Version != reviewed.Version) yield return Difference("plan", $"it would be {now.Version}, no longer {reviewed.Version}");
    }

    /// <summary>Gates that were open when the plan was reviewed: the run would stop at them half-way.</summary>
    private static IEnumerable<ReleaseError> Gates(Plan reviewed, Plan now) => now.Steps
        .Where(step => step.Outcome is Outcome.Blocked or Outcome.Waiting && reviewed.Steps.FirstOrDefault(planned => planned.Name == step.Name)?.Outcome != step.Outcome)
        .Select(step => Difference(step.Name, $"now {step.Outcome.Word()}: {step.Reason}"));

    /// <summary>Of a plan that is half carried out, what is left on the forge must belong to a step that was to change the forge.</summary>
    private static IReadOnlyList<ReleaseError> Unplanned(Plan reviewed, Plan now) =>
    [
        .. now.Steps.Where(step => Reaches(step) && !reviewed.Steps.Any(planned => planned.Name == step.Name && Reaches(planned)))
            .SelectMany(step => step.Changes.Select(change => Difference(step.Name, $"now also: {change}"))),
    ];

    private static IEnumerable<ReleaseError> Missing(Plan one, Plan other, string words)
    {
        var known = other.Steps.ToDictionary(step => step.Name, step => step.Changes.ToHashSet(), StringComparer.Ordinal);
        return one.Steps.SelectMany(step => step.Changes
            .Where(change => !(known.TryGetValue(step.Name, out var changes) && changes.Contains(change)))
            .Select(change => Difference(step.Name, $"{words}: {change}")));
    }

    private static bool Reaches(PlannedStep step) => step.Changes.Any(change => change.Reach != Reach.Local);

    private static ReleaseError Difference(string step, string what) => new(
        "TR9203", $"the world moved since the plan was reviewed: {what}.", "run --publish --plan again and review what it prints", step);
}

/// <summary>Whether a confirmed plan was already being carried out.</summary>
public enum PlanProgress
{
    NotBegun,
    Begun,
}
