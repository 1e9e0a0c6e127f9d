using System.Text.RegularExpressions;

namespace TorchTrt.Release.Changelog;

/// <summary>What sort of change a commit is.</summary>
public enum ChangeKind
{
    /// <summary>The header does not tell.</summary>
    Other,
    Feature,
    Fix,
    Performance,
    Revert,

    /// <summary>Documentation, tests, builds, refactoring: nothing that a user of the library sees.</summary>
    Upkeep,
}

/// <summary>
/// A header read with good will, as people of the project write them: <c>feat!: x</c>, <c>refactor! : x</c>, <c>feat!(a): x</c>, <c>Fix: x</c>, <c>fix/feat: x</c>,
/// <c>feat &amp; fix: x</c>, <c>[feat] x</c>, <c>[cherry-pick][release/2.13] fix(a): x</c>. The changelog's own format is strict
/// (<see cref="ConventionalCommit"/>); release notes and the choice of the next version are not.
/// </summary>
/// <param name="Scope">Null when there is none.</param>
/// <param name="Subject">The header without kind and scope; the whole header for <see cref="ChangeKind.Other"/>. Marks of a cherry-pick are gone.</param>
public sealed partial record LooseHeader(ChangeKind Kind, string? Scope, string Subject, Compatibility Compatibility)
{
    public static LooseHeader Read(string header)
    {
        var whole = CherryPick().Replace(header.Trim(), "");
        var match = Shape().Match(whole);
        return match.Success && KindOf(match.Groups["type"].Value) is { } kind
            ? new LooseHeader(kind, ScopeOf(match), match.Groups["subject"].Value.Trim(), CompatibilityOf(match))
            : new LooseHeader(whole.StartsWith("Revert \"", StringComparison.Ordinal) ? ChangeKind.Revert : ChangeKind.Other, null, whole, Compatibility.Unknown);
    }

    private static string? ScopeOf(Match match) => match.Groups["scope"].Value is { Length: > 0 } scope && scope != "*" ? scope : null;

    private static Compatibility CompatibilityOf(Match match) => match.Groups["mark"].Success ? Compatibility.Breaking : Compatibility.Unknown;

    private static ChangeKind? KindOf(string type) => type.ToLowerInvariant() switch
    {
        "feat" or "feature" or "features" => ChangeKind.Feature,
        "fix" or "bug" or "bugfix" or "hotfix" => ChangeKind.Fix,
        "perf" => ChangeKind.Performance,
        "revert" => ChangeKind.Revert,
        "doc" or "docs" or "style" or "refactor" or "test" or "tests" or "build" or "ci" or "chore" or "infra" or "tool" or "tools" => ChangeKind.Upkeep,
        _ => null,
    };

    [GeneratedRegex(@"\A(?:\[(?:cherry-?pick|release/[0-9.]+)\]\s*)+(?=\S)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex CherryPick();

    [GeneratedRegex(
        """
        \A(?:\[(?<type>\w+)\]\s*:?
        |(?<type>\w+)(?:\s*[/&]\s*\w+)*\s*(?<mark>!)?\s*(?:\((?<scope>[^)]*)\))?\s*(?<mark>!)?\s*:)
        \s*(?<subject>\S.*)\z
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex Shape();
}

/// <summary>What a header says about users' code.</summary>
public enum Compatibility
{
    /// <summary>Nothing.</summary>
    Unknown,

    /// <summary>It carries the breaking mark <c>!</c>.</summary>
    Breaking,
}
