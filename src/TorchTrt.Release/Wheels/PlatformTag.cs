using System.Globalization;
using System.Text.RegularExpressions;

namespace TorchTrt.Release.Wheels;

/// <summary>One platform tag (PEP 425, PEP 600, PEP 656).</summary>
/// <param name="Text">As written.</param>
/// <param name="Glibc">Of <c>manylinux</c>, the glibc it runs on: (2, 34); null for other tags.</param>
/// <param name="Architecture"><c>x86_64</c>; null where it names none.</param>
public sealed partial record PlatformTag(string Text, (int Major, int Minor)? Glibc, string? Architecture)
{
    public static PlatformTag Read(string text)
    {
        var match = Grammar().Match(text);
        if (!match.Success) return new PlatformTag(text, null, null);
        (int, int)? glibc = match.Groups["old"].Value switch
        {
            "1" => (2, 5),
            "2010" => (2, 12),
            "2014" => (2, 17),
            _ when match.Groups["major"].Success => (Number(match, "major"), Number(match, "minor")),
            _ => null,
        };
        return new PlatformTag(text, glibc, match.Groups["architecture"].Value);
    }

    /// <summary>The tags of a compressed set: <c>manylinux_2_17_x86_64.manylinux2014_x86_64</c>.</summary>
    public static IReadOnlyList<PlatformTag> ReadSet(string set) => [.. set.Split('.').Select(Read)];

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?:manylinux(?<old>1|2010|2014)|manylinux_(?<major>[0-9]{1,4})_(?<minor>[0-9]{1,4})|musllinux_[0-9]{1,4}_[0-9]{1,4}|linux)_(?<architecture>[a-z0-9_]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
