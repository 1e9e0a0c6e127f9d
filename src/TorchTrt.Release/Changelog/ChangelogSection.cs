namespace TorchTrt.Release.Changelog;

/// <summary>A section that CHANGELOG.md has.</summary>
/// <param name="Text">From the heading to the last line that is not blank, lines ended with LF.</param>
/// <param name="Date">Date in its heading; null where there is none.</param>
/// <param name="Line">Line of the heading, from 1.</param>
public sealed record ChangelogSection(string Text, DateOnly? Date, int Line);
