using System.Globalization;
using System.Text.RegularExpressions;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Changelog;

/// <summary>
/// The heading that opens a release's section. Every form that Torch-TensorRT's file has had is one: <c># 0.1.0 (2020-10-23)</c>,
/// <c>## 0.0.1 (…)</c>, <c># v0.1.0</c>, <c># [1.2.0](https://…) (…)</c>, and <c>#  (2021-02-25)</c> where the version was never filled in;
/// so are <c>## [1.0.0] - 2026-01-31</c> and <c>## [Unreleased]</c>.
/// </summary>
/// <param name="Version">Null where the heading has none that could be released.</param>
/// <param name="Date">Null where the heading has none.</param>
internal sealed partial record ChangelogHeading(ReleaseVersion? Version, DateOnly? Date)
{
    /// <summary>The heading in a line without its line end; null when the line is no such heading.</summary>
    public static ChangelogHeading? Read(string line)
    {
        var match = Shape().Match(line);
        if (!match.Success) return null;
        var name = match.Groups["name"].Value;
        var date = DateOf(match.Groups["date"].Value);
        if (Spelling.TryReadTag($"v{name.TrimStart('v')}", out var version)) return new ChangelogHeading(version, date);
        var isSection = name.Equals("Unreleased", StringComparison.OrdinalIgnoreCase) || (date is not null && IsVersionLike(name));
        return isSection ? new ChangelogHeading(null, date) : null;
    }

    private static bool IsVersionLike(string name) => name.Length == 0 || char.IsAsciiDigit(name.TrimStart('v').FirstOrDefault());

    private static DateOnly? DateOf(string text)
        => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    [GeneratedRegex(
        """\A\#{1,2}[ \t]+(?:\[(?<name>[^\]\s]*)\](?:\([^)\s]*\))?|(?<name>v?[0-9][^\s(]*|Unreleased)?)[ \t]*(?:"[^"]*"[ \t]*)?(?:-[ \t]*)?(?:\(?(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})\)?)?[ \t]*\z""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Shape();
}
