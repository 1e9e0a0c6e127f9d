namespace TorchTrt.Release.Changelog;

/// <summary>
/// Which program's text a section is, byte for byte. Both print the angular preset; they read references, notes and trailers differently.
/// </summary>
public enum ChangelogFormat
{
    /// <summary>conventional-changelog-cli 5.0.0 with conventional-changelog-angular 8.3.1: what the release checklist's command installs.</summary>
    Cli5,

    /// <summary>
    /// conventional-changelog 8.1.3 with conventional-changelog-angular 9.4.0: trailers end a note, a note's lines are indented, notes are sorted, what
    /// stands in code or in a link is left alone, and a reference needs a digit.
    /// </summary>
    Cc8,
}
