using System.Text.RegularExpressions;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Sites;

/// <summary>A place that holds the version as a value, whole or in parts.</summary>
/// <param name="Locators">One a part; each has a group <c>value</c> and is found exactly once in the file.</param>
/// <param name="Spell">The text of each part for a version, in the order of the locators.</param>
/// <param name="Absence">When the file may stand without the value.</param>
public sealed record ValueSite(
    string Path, IReadOnlyList<Regex> Locators, Func<ReleaseVersion, IReadOnlyList<string>> Spell, Absence Absence) : Site(Path, SiteRole.Identity)
{
    private const string Placeholder = "0.0.0";

    /// <summary>The stretches of the file that are looked at; null for all of it.</summary>
    public Regex? Within { get; init; }

    public override SiteReading? Read(Tree tree, ICollection<ReleaseError> problems)
    {
        if (tree.Open(Path) is not { } file) return null;
        var found = Locators.Select(locator => Find(file, locator)).ToList();
        if (found.All(spans => spans.Count == 0))
        {
            if (!Absence.Allows(tree)) problems.Add(Missing(file));
            return null;
        }

        var strays = found.Where(spans => spans.Count != 1).ToList();
        foreach (var spans in strays) problems.Add(Miscounted(file, spans));
        return strays.Count == 0 ? Understand(file, [.. found.Select(spans => spans[0])], problems) : null;
    }

    /// <summary>No more than it takes to say that there are too many.</summary>
    private List<Span> Find(SourceText file, Regex locator) => [.. Values(file, locator).Where(IsVersion).Take(6).Select(value => new Span(value.Index, value.Length))];

    private IEnumerable<Group> Values(SourceText file, Regex locator)
        => Within is not null ? Locator.Each(Within, file.Text).Take(6).SelectMany(block => InBlock(file.Text, Locator.For(locator, file.Text), block))
            : IsOfTheWholeFile(locator) ? Locator.Each(locator, file.Text).Select(match => match.Groups["value"])
            : LineSearch.Find(file, locator).Select(found => found.Match.Groups["value"]);

    private static IEnumerable<Group> InBlock(string text, Regex locator, Match block)
    {
        for (var match = locator.Match(text, block.Index, block.Length); match.Success; match = match.NextMatch()) yield return match.Groups["value"];
    }

    private static bool IsOfTheWholeFile(Regex locator) => locator.ToString().StartsWith(@"\A", StringComparison.Ordinal);

    private static bool IsVersion(Group value) => value.Value != Placeholder && !value.Value.Contains("${", StringComparison.Ordinal);

    private ValueReading? Understand(SourceText file, IReadOnlyList<Span> spans, ICollection<ReleaseError> problems)
    {
        var text = string.Join('.', spans.Select(file.At));
        if (LooseVersion.TryRead(text, out var version)) return new ValueReading(this, file, spans, version);
        problems.Add(new ReleaseError(
            "TR1014", $"'{text}' cannot be read as a version.", "correct it by hand and run the same command again", file.Where(spans[0].Start),
            "a version such as 1.2.0, 1.2.0a0 or 1.2.0.dev0"));
        return null;
    }

    private ReleaseError Missing(SourceText file) => new(
        "TR1011", "the version is not written where this file keeps it.", "restore the line, or check that the checkout is complete",
        $"{file.Path}:1", string.Join(" and ", Locators.Select(locator => $"a line like {locator}")));

    private static ReleaseError Miscounted(SourceText file, List<Span> spans)
    {
        var lines = string.Join(", ", spans.Take(5).Select(span => $"line {file.LineAt(span.Start)}")) + (spans.Count > 5 ? ", …" : "");
        return spans.Count == 0
            ? new ReleaseError(
                "TR1012", "one part of the version is not written where this file keeps it.", "restore the line and run the same command again",
                file.Where(0), "exactly one")
            : new ReleaseError(
                "TR1012", $"the version is written {(spans.Count > 5 ? "more than 5" : spans.Count)} times: {lines}.", "leave one of them and run the same command again",
                file.Where(spans[0].Start), "exactly one");
    }
}

/// <summary>When a file may stand without a version in it.</summary>
/// <param name="Always">The era decides, nothing is missed.</param>
/// <param name="InFavourOf">Files of which one keeps the version instead.</param>
public sealed record Absence(bool Always, IReadOnlyList<string> InFavourOf)
{
    public static Absence Never { get; } = new(false, []);

    public static Absence Fine { get; } = new(true, []);

    public static Absence When(params string[] paths) => new(false, paths);

    public bool Allows(Tree tree) => Always || InFavourOf.Any(tree.Has);
}

/// <summary>A version found as a value.</summary>
public sealed record ValueReading(ValueSite Source, SourceText File, IReadOnlyList<Span> Spans, LooseVersion Version)
    : SiteReading(Source, Version.Text, File.Where(Spans[0].Start))
{
    public override IReadOnlyList<Edit> EditsFor(ReleaseVersion version, ICollection<ReleaseError> problems)
    {
        if (GoesBackwards(version, string.Join('.', Source.Spell(version))))
        {
            problems.Add(new ReleaseError(
                "TR1013", $"it says {Text}, which is later than {version}.",
                $"give a later version with --version, or set this place back by hand when {Text} is the mistake", Where, $"{version} or earlier"));
            return [];
        }

        return Spelled(version);
    }

    /// <summary>The edits that make it say the version, also an earlier one.</summary>
    public IReadOnlyList<Edit> Spelled(ReleaseVersion version) => [.. Spans.Zip(Parts(version), (span, part) => Edit.Replace(File, span, part)).OfType<Edit>()];

    public override string Evidence(ReleaseVersion version) => $"{Site.Name} {string.Join('.', Parts(version))}";

    /// <summary>A place that calls development <c>.dev0</c> goes on doing so: <c>2.4.0.dev0</c> becomes <c>2.5.0.dev0</c>.</summary>
    private IReadOnlyList<string> Parts(ReleaseVersion version)
        => version.IsDevelopment && Version.Maturity == Maturity.Development && Source.Spell(version) is [var whole] && whole == version.ToString()
            ? [version.DevelopmentRelease()]
            : Source.Spell(version);

    /// <summary>A place that spells the phase is compared with it; macros and base files know only the line.</summary>
    private bool GoesBackwards(ReleaseVersion version, string spelled)
        => spelled == version.ToString() ? Version.IsBeyond(version) : Version.Line > version.Final;
}
