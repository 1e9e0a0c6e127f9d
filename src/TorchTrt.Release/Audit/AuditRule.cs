namespace TorchTrt.Release.Audit;

/// <summary>One kind of finding.</summary>
/// <param name="Code">Stable code, <c>TRnnnn</c>; listed in docs/errors.md.</param>
/// <param name="Name">For machines: <c>VersionDisagrees</c>.</param>
/// <param name="Says">For people, one sentence: what such a finding means.</param>
public sealed record AuditRule(string Code, string Name, Severity Severity, string Says);
