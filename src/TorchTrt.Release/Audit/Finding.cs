namespace TorchTrt.Release.Audit;

/// <summary>Something in a checkout that contradicts the rest of it.</summary>
/// <param name="Code">Stable code, <c>TRnnnn</c>; listed in docs/errors.md.</param>
/// <param name="Where"><c>path:line</c>.</param>
/// <param name="Fix">What to do about it, one sentence or the exact command.</param>
public sealed record Finding(string Code, string Where, string Expected, string Found, string Fix)
{
    public override string ToString() => $"{Code}: {Where}: found {Found}, expected {Expected}. Fix: {Fix}";
}
