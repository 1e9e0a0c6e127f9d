using System.Text.RegularExpressions;
using TorchTrt.Release.Changelog;

namespace TorchTrt.Release.Notes;

/// <summary>Where a change stands in the notes.</summary>
internal enum NotesGroup
{
    Breaking,
    Removed,
    Features,
    Fixes,
    Performance,
    Other,

    /// <summary>Something that an earlier release had and this one takes back.</summary>
    Withdrawn,
    Packaging,
    Documentation,

    /// <summary>Tests, continuous integration, style: counted and not listed.</summary>
    Upkeep,
}

/// <summary>
/// Sorts changes for readers. The type of a header is believed where there is one; two thirds of the project's commits have none since 2.6, and
/// of those the words and the paths decide. Nothing that touches the library is dropped: what no word tells about stands under other changes.
/// </summary>
internal static partial class Triage
{
    /// <param name="title">With its type, as written.</param>
    public static NotesGroup Group(string title, LooseHeader header, Area? area)
    {
        if (header.Compatibility == Compatibility.Breaking) return NotesGroup.Breaking;
        var type = TypeOf(title);
        if (type is "docs" or "doc") return NotesGroup.Documentation;
        if (type is "test" or "tests" or "ci" or "style" || header.Scope is "test" or "tests" or "ci" or "lint") return NotesGroup.Upkeep;
        var audience = area?.Audience ?? (header.Kind == ChangeKind.Upkeep && type != "chore" ? Audience.Project : Audience.Users);
        if (IsRelease().IsMatch(header.Subject)) return NotesGroup.Upkeep;
        return audience switch
        {
            Audience.Packagers => NotesGroup.Packaging,
            Audience.Readers => IsTrivial().IsMatch(header.Subject) ? NotesGroup.Upkeep : NotesGroup.Documentation,
            Audience.Project => NotesGroup.Upkeep,
            _ => OfLibrary(header, type),
        };
    }

    private static NotesGroup OfLibrary(LooseHeader header, string type)
    {
        if (IsTrivial().IsMatch(header.Subject)) return NotesGroup.Upkeep;
        if (IsDependency().IsMatch(header.Subject)) return NotesGroup.Packaging;
        if (IsRemoval().IsMatch(header.Subject)) return NotesGroup.Removed;
        return header.Kind switch
        {
            ChangeKind.Feature => NotesGroup.Features,
            ChangeKind.Fix => NotesGroup.Fixes,
            ChangeKind.Performance => NotesGroup.Performance,
            // The project calls many a new converter a chore.
            ChangeKind.Upkeep => type is "chore" && ByWords(header.Subject) is var group and not NotesGroup.Other ? group : NotesGroup.Upkeep,
            _ => ByWords(header.Subject),
        };
    }

    private static NotesGroup ByWords(string subject)
        => IsTakingAway().IsMatch(subject) ? NotesGroup.Other
            : IsPerformance().IsMatch(subject) ? NotesGroup.Performance
            : IsFix().IsMatch(subject) ? NotesGroup.Fixes
            : IsFeature().IsMatch(subject) ? NotesGroup.Features
            : NotesGroup.Other;

    private static string TypeOf(string title) => Type().Match(title).Groups[1].Value.ToLowerInvariant();

    [GeneratedRegex(@"\A\s*\[?(\w+)\]?\s*(?:\([^)]*\))?\s*!?\s*:|\A\[(docs?|tests?|ci)\]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Type();

    /// <summary><c>2.13 torch-tensorrt release cut</c>, <c>upgrade torch_tensorrt from 2.12 to 2.13</c>, <c>Bump version to 1.3.0a0</c>.</summary>
    [GeneratedRegex(@"\brelease(?: branch)?[ -]cut\b|\bbranch cut\b|^(?:bump|upgrade|update)(?: the)?(?: torch[-_]tensorrt)? versions?\b|^(?:bump|upgrade)(?: to)? torch[-_]tensorrt\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex IsRelease();

    [GeneratedRegex(
        @"\blint|\btypos?\b|\breview comments?\b|^minor (?:fix|change)|^(?:fix|address|resolve|update|re-?enable|skip|waive|unwaive|add|delete|remove)\w*(?: [\w/.-]+){0,5} tests?\b(?! ?\w*\.py)|\btest (?:cases?|fail\w*|errors?|issues?|suite)\b|\bci\b|\bcodeql\b|^changes done internally|^merge branch|\bpre-commit\b|^apply (?:suggestions|linting)|^clean ?up and refactor|^(?:release|update) docs\b|\bdoc (?:fix|update)|^(?:update|create|delete) \S+$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex IsTrivial();

    [GeneratedRegex(@"^(?:upgrade|bump|pin)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex IsDependency();

    [GeneratedRegex(@"^(?:remov|delet|disabl|skip|drop)\w*\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex IsTakingAway();

    [GeneratedRegex(
        @"\bdeprecat|\bdrop(?:s|ped|ping)? (?:support|python)|\bremov(?:e|es|ed|ing)\b.*\b(?:apis?|support|arguments?|options?|frontend|parameters?)\b|^renam(?:e|ed|es|ing)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex IsRemoval();

    [GeneratedRegex(@"\b(?:speed[ -]?up|faster|performance|perf|accelerat\w+|memory (?:usage|footprint|consumption)|overhead)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex IsPerformance();

    [GeneratedRegex(
        @"^(?:(?:minor|small|some|a few|hot) )*(?:fix|fixed|fixes|fixing|resolve[sd]?|repair|correct|avoid|handle|prevent|properly|unmangle|reduce_scatter bug)\b|\bbug ?fix|\bbugs?\b|\bto fix\b|\bfix(?:es|ed)?$|\b(?:crash\w*|error|failure)s?\b|\bwar\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex IsFix();

    [GeneratedRegex(
        @"^(?:add|adds|added|adding|allow|enable|enabled|extend|implement|implements|implemented|initial|introduce|introduces|new|support|supports|supported|reintroduce)\b|\bsupport\b|\bconverters?\b(?!.*\btests?\b)|\bdecomposition\b|^(?:dynamic|comprehensive)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex IsFeature();
}
