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
        if (now.Fingerprint == confirmed) return;
        if (reviewed is null || reviewed.Fingerprint != confirmed)
            throw new ReleaseException(ExitCode.Blocked, [new ReleaseError(
                "TR9202", $"{confirmed} is not the fingerprint of the plan on disk.", "run --publish --plan, review it, and confirm the fingerprint it prints", "--confirm", reviewed?.Fingerprint ?? now.Fingerprint)]);

        var allowed = reviewed.Steps.ToDictionary(step => step.Name, step => step.Changes.ToHashSet(), StringComparer.Ordinal);
        var extra = now.Steps.SelectMany(step => step.Changes
            .Where(change => !(allowed.TryGetValue(step.Name, out var known) && known.Contains(change)))
            .Select(change => Difference(step.Name, $"now also: {change}"))).ToList();
        if (begun == PlanProgress.NotBegun)
            extra.AddRange(reviewed.Steps.SelectMany(step => step.Changes
                .Where(change => !now.Steps.Any(other => other.Name == step.Name && other.Changes.Contains(change)))
                .Select(change => Difference(step.Name, $"no longer: {change}"))));
        if (extra.Count > 0) throw new ReleaseException(ExitCode.Blocked, extra);
    }

    private static ReleaseError Difference(string step, string what) => new(
        "TR9203", $"the world moved since the plan was reviewed: {what}.", "run --publish --plan again and review what it prints", step);
}

/// <summary>Whether a confirmed plan was already being carried out.</summary>
public enum PlanProgress
{
    NotBegun,
    Begun,
}
