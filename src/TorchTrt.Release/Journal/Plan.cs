using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Journal;

/// <summary>What a release would change, as reviewed before it is confirmed. Two plans are the same when their fingerprints are.</summary>
/// <param name="Base">The commit the release starts from.</param>
/// <param name="Branch">The branch that is frozen and merged to.</param>
/// <param name="Steps">In the order of the graph.</param>
public sealed record Plan(ReleaseVersion Version, RepositoryName Repository, string Branch, CommitId Base, IReadOnlyList<PlannedStep> Steps)
{
    /// <summary>The plan that looking at every step came to.</summary>
    public static Plan Of(ReleaseTarget target, IEnumerable<StepOutcome> outcomes) => new(
        target.Version,
        target.Repository,
        target.Branch,
        target.Base,
        [.. outcomes.Select(outcome => new PlannedStep(outcome.Step, outcome.Outcome, outcome.Reason, outcome.Changes))]);

    /// <summary>The first change that others see and that cannot be taken back; null where there is none.</summary>
    public (string Step, Change Change)? PointOfNoReturn => Steps.SelectMany(step => step.Changes.Select(change => (step.Name, change)))
        .Cast<(string Step, Change Change)?>().FirstOrDefault(entry => entry!.Value.Change.Reach == Reach.Irreversible);

    /// <summary>SHA-256 over <see cref="CanonicalText"/> in UTF-8: 64 lowercase hexadecimal digits.</summary>
    public string Fingerprint => CanonicalTexts.Sha256(CanonicalText);

    /// <summary>
    /// Version, repository, branch, base, and every step that changes something with its changes, both sorted.
    /// Times, reasons and steps without changes are left out: they may differ while the work is the same.
    /// </summary>
    public string CanonicalText => CanonicalTexts.Of(
    [
        "plan 1", Version.ToString(), Repository.ToString(), Branch, Base.Hex,
        .. Steps.Where(step => step.Changes.Count > 0).OrderBy(step => step.Name, StringComparer.Ordinal).Select(step => step.CanonicalText),
    ]);
}

/// <summary>One step of a plan.</summary>
/// <param name="Name">Name of the target.</param>
/// <param name="Outcome">What was found when it was looked at.</param>
/// <param name="Reason">Why, where it is neither done nor pending; null otherwise.</param>
/// <param name="Changes">What it would change, in order; empty when nothing.</param>
public sealed record PlannedStep(string Name, Outcome Outcome, string? Reason, IReadOnlyList<Change> Changes)
{
    internal string CanonicalText => CanonicalTexts.Of([Name, .. Changes.Select(Canonical).Order(StringComparer.Ordinal)]);

    private static string Canonical(Change change) => CanonicalTexts.Of(
        [change.Verb, change.Target, change.Before is null ? "absent" : $"was {change.Before}", change.After, change.Reach.ToString()]);
}
