namespace TorchTrt.Release.Steps;

/// <summary>
/// One step of the release. <see cref="Observe"/> only reads and may be called any number of times;
/// <see cref="Apply"/> makes exactly the changes the last observation listed and may die at any instruction:
/// the next <see cref="Observe"/> tells what is left.
/// </summary>
public interface IStep
{
    /// <summary>Name of the target, for example <c>Bump</c>.</summary>
    string Name { get; }

    Task<Observation> Observe(CancellationToken cancel);

    Task Apply(Pending pending, CancellationToken cancel);
}

/// <summary>What a step found when it looked.</summary>
public abstract record Observation;

/// <summary>Nothing to do; the evidence is what proves it.</summary>
public sealed record Done(IReadOnlyList<string> Evidence) : Observation
{
    public Done(string evidence)
        : this([evidence])
    {
    }
}

/// <summary>What would be changed, in order.</summary>
public sealed record Pending(IReadOnlyList<Change> Changes) : Observation
{
    /// <summary>Names of the files of <c>out/</c> that these changes make.</summary>
    public IReadOnlyList<string> Makes { get; init; } = [];
}

/// <summary>A gate is closed: every reason at once.</summary>
public sealed record Blocked(IReadOnlyList<ReleaseError> Reasons) : Observation;

/// <summary>The step has no meaning for this release.</summary>
public sealed record NotApplicable(string Reason) : Observation;

/// <summary>The release waits for somebody else; the same command continues it (exit code 4).</summary>
public sealed record Waiting(string For) : Observation;

/// <summary>This machine cannot do the step. In a rehearsal it is reported and passed over; in a real release it is an error.</summary>
public sealed record Unable(ReleaseError Reason) : Observation;

/// <summary>How far a change reaches.</summary>
public enum Reach
{
    /// <summary>Files of the checkout or of the artifacts folder.</summary>
    Local,

    /// <summary>Visible on the forge, and can be taken back.</summary>
    Reversible,

    /// <summary>Visible on the forge, and cannot be taken back.</summary>
    Irreversible,
}

/// <summary>One change a step would make.</summary>
/// <param name="Verb">For example <c>edit</c>, <c>push</c>, <c>upload</c>.</param>
/// <param name="Target">File, ref, URL or name that changes.</param>
/// <param name="Before">Present value; null when there is none.</param>
/// <param name="After">Value afterwards, or what will be there.</param>
public sealed record Change(string Verb, string Target, string? Before, string After, Reach Reach = Reach.Local)
{
    public override string ToString() => Before is null ? $"{Verb} {Target}: {After}" : $"{Verb} {Target}: {Before} -> {After}";
}
