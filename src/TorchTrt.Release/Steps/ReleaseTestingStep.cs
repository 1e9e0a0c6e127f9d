using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>
/// Checklist step 2: required, Python API and optional tests pass on x86_64 and aarch64, at exactly the commit that is released.
/// A named context that is absent is not green.
/// </summary>
public sealed class ReleaseTestingStep(IForge forge, ReleaseTarget target, TestingGate gate) : IStep
{
    private static readonly IReadOnlySet<CheckConclusion> Passing =
        new HashSet<CheckConclusion> { CheckConclusion.Success, CheckConclusion.Neutral, CheckConclusion.Skipped };

    public string Name => "ReleaseTesting";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var results = await forge.Checks.At(target.Base, cancel);
        if (results.Count == 0 && gate.WhenNothingIsKnown == NothingKnown.CannotTell)
            return new Unable(new ReleaseError(
                "TR3301", $"no check result is known for {target.Base.Short}", "give a world with check results: --twin-seed FILE", target.Repository.ToString()));

        var byName = results.ToLookup(result => result.Name, StringComparer.Ordinal);
        var closed = gate.Required.SelectMany(name => Judge(name, [.. byName[name]])).ToList();
        return closed.Count > 0
            ? new Blocked(closed)
            : new Done([$"{gate.Required.Count} required checks passed at {target.Base.Short}", .. gate.Required.Select(name => $"{name}: {byName[name].First().Url}")]);
    }

    /// <summary>A gate is never changed by the release.</summary>
    public Task Apply(Pending pending, CancellationToken cancel) => Task.CompletedTask;

    private IEnumerable<ReleaseError> Judge(string name, IReadOnlyList<CheckResult> results)
    {
        if (results.Count == 0)
            yield return new ReleaseError(
                "TR3302", $"'{name}' did not run at {target.Base.Short}.", "run it on that commit, or name the contexts that count with --required-check", name, "success");
        foreach (var result in results.Where(result => !Passing.Contains(result.Conclusion)))
            yield return new ReleaseError(
                "TR3303", $"'{name}' ended with {result.Conclusion} at {target.Base.Short}.", "repair it and run it again on that commit", result.Url, "success");
    }
}

/// <summary>The contexts that must be green.</summary>
public sealed record TestingGate(IReadOnlyList<string> Required, NothingKnown WhenNothingIsKnown);

/// <summary>What it means when the forge knows no check at all at a commit.</summary>
public enum NothingKnown
{
    /// <summary>The tests did not run: the gate is closed.</summary>
    IsNotGreen,

    /// <summary>This forge was never told of any: nothing can be said.</summary>
    CannotTell,
}
