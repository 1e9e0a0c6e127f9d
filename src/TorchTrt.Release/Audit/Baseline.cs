namespace TorchTrt.Release.Audit;

/// <summary>Findings that somebody looked at and accepts.</summary>
/// <param name="Where">The baseline file, for findings about it.</param>
public sealed record Baseline(string Where, IReadOnlyList<AcceptedFinding> Accepted)
{
    public static Baseline None { get; } = new("", []);

    /// <summary>Takes the accepted findings out. An entry that matches nothing in the states it speaks of is a finding itself, TR1057.</summary>
    public AuditReport Apply(IReadOnlyList<string> refs, IReadOnlyList<Located> found)
    {
        var used = new HashSet<AcceptedFinding>();
        var (left, accepted) = (new List<Located>(), new List<(Located, string)>());
        foreach (var located in found)
        {
            var entries = Accepted.Where(entry => entry.Matches(located)).ToList();
            used.UnionWith(entries);
            if (entries.Count > 0) accepted.Add((located, entries[0].Reason));
            else left.Add(located);
        }

        var stale = Accepted.Where(entry => !used.Contains(entry) && (entry.Ref is null || refs.Contains(entry.Ref)))
            .Select(entry => new Located(entry.Ref ?? refs[0], new Finding("TR1057", $"{Where}:{entry.Line}", $"{entry.Code} in {entry.File}", "no such finding", "take the entry out of the baseline")));
        return new AuditReport(refs, [.. left, .. stale], accepted);
    }
}

/// <summary>One entry of a baseline.</summary>
/// <param name="Found">What was found, exactly; null accepts anything of that code in that file.</param>
/// <param name="Ref">The state it holds for; null for all.</param>
/// <param name="Line">Its line in the baseline file, from 1.</param>
public sealed record AcceptedFinding(string Code, string File, string? Found, string? Ref, string Reason, int Line)
{
    public bool Matches(Located located)
        => located.Finding.Code == Code && located.Finding.File == File && (Found is null || Found == located.Finding.Found) && (Ref is null || Ref == located.Ref);
}
