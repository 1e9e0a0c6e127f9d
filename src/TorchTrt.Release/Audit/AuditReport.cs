namespace TorchTrt.Release.Audit;

/// <summary>A finding and the state it was found in.</summary>
/// <param name="Ref">As the user named it; <c>checkout</c> for the files on disk.</param>
public sealed record Located(string Ref, Finding Finding);

/// <summary>What an audit of one or more states found.</summary>
/// <param name="Refs">The states, in the order given.</param>
/// <param name="Findings">What is to be mended, by state and rule.</param>
/// <param name="Accepted">What the baseline accepts, with the reason it gives.</param>
public sealed record AuditReport(IReadOnlyList<string> Refs, IReadOnlyList<Located> Findings, IReadOnlyList<(Located Located, string Reason)> Accepted)
{
    /// <summary>Whether anything is worse than a note.</summary>
    public bool Fails => Findings.Any(found => found.Finding.Severity > Severity.Note);
}
