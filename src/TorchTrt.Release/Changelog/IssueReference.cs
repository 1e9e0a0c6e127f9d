namespace TorchTrt.Release.Changelog;

/// <summary>A mention of an issue in a commit message, for example <c>fixes #26</c>, <c>GH-26</c> or <c>owner/name#26</c>.</summary>
/// <param name="Action">The word before it as written (<c>Fixes</c>, <c>closes</c>); null where there is none.</param>
/// <param name="Owner">Owner of another repository; null for this one.</param>
/// <param name="Repository">Name of another repository; null for this one.</param>
/// <param name="Issue">What follows <c>#</c>; the format takes any word there, not only numbers.</param>
/// <param name="Raw">The text up to and including the reference, counted from the end of the previous one: with the action, it tells repeats.</param>
public sealed record IssueReference(string? Action, string? Owner, string? Repository, string Issue, string Raw);
