using System.Globalization;
using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Audit;

/// <summary>Something in a checkout that contradicts the rest of it.</summary>
/// <param name="Code">Stable code, <c>TRnnnn</c>; listed in docs/errors.md and in <see cref="AuditRules"/>.</param>
/// <param name="Where"><c>path:line</c>.</param>
/// <param name="Fix">What to do about it, one sentence or the exact command.</param>
public sealed record Finding(string Code, string Where, string Expected, string Found, string Fix)
{
    /// <summary>Edits that mend it without a decision; none where somebody has to decide.</summary>
    public IReadOnlyList<Edit> Repair { get; init; } = [];

    public AuditRule Rule => AuditRules.Of(Code);

    public Severity Severity => Rule.Severity;

    /// <summary>Path relative to the root of the checkout; of a tag <c>refs/tags/…</c>.</summary>
    public string File => Where[..Colon];

    /// <summary>Line, from 1; 1 for a finding about a whole file.</summary>
    public int Line => int.TryParse(Where.AsSpan(Colon).TrimStart(':'), NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : 1;

    public override string ToString() => $"{Code}: {Where}: found {Found}, expected {Expected}. Fix: {Fix}";

    /// <summary>Edits are no part of what a finding is.</summary>
    public bool Equals(Finding? other)
        => other is not null && (Code, Where, Expected, Found, Fix) == (other.Code, other.Where, other.Expected, other.Found, other.Fix);

    public override int GetHashCode() => HashCode.Combine(Code, Where, Expected, Found, Fix);

    private int Colon => Where.LastIndexOf(':') is var colon && colon >= 0 && Where.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? colon : Where.Length;
}
