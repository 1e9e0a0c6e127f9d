using System.Text.RegularExpressions;

namespace TorchTrt.Release.Wheels;

/// <summary>A requirement of a package (PEP 508).</summary>
/// <param name="Name">As PyPI compares it: <c>tensorrt-cu13</c>.</param>
/// <param name="Specifier">Null for a requirement by address.</param>
/// <param name="Marker">What follows the semicolon; empty for none.</param>
public sealed partial record PackageRequirement(string Name, VersionSpecifier? Specifier, string Marker)
{
    /// <summary>Null when it is none.</summary>
    public static PackageRequirement? Read(string text)
    {
        var match = Grammar().Match(text);
        if (!match.Success) return null;
        var name = NormalizedName(match.Groups["name"].Value);
        var marker = match.Groups["marker"].Value.Trim();
        if (match.Groups["url"].Success) return new PackageRequirement(name, null, marker);
        return VersionSpecifier.Read(match.Groups["specifier"].Value.Trim('(', ')', ' ', '\t')) is { } specifier ? new PackageRequirement(name, specifier, marker) : null;
    }

    /// <summary>PEP 503: runs of <c>-</c>, <c>_</c> and <c>.</c> are one <c>-</c>, case does not count.</summary>
    public static string NormalizedName(string name) => Separators().Replace(name, "-").ToLowerInvariant();

    public override string ToString() => $"{Name}{Specifier?.Text}{(Marker.Length > 0 ? $"; {Marker}" : "")}";

    [GeneratedRegex(@"\A\s*(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(?:@\s*(?<url>\S+)|(?<specifier>\([^)]*\)|[^;@]*))\s*(?:;(?<marker>.*))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();

    [GeneratedRegex("[-_.]+")]
    private static partial Regex Separators();
}

/// <summary>The file METADATA: fields as of an e-mail, then a body (Core metadata specifications).</summary>
/// <param name="Fields">Values by name, case not counting, in order.</param>
public sealed record CoreMetadata(ILookup<string, string> Fields)
{
    public string? Name => Fields["Name"].FirstOrDefault();

    public string? Version => Fields["Version"].FirstOrDefault();

    public string? RequiresPython => Fields["Requires-Python"].FirstOrDefault();

    public static CoreMetadata Read(string text)
    {
        var fields = new List<(string Key, string Value)>();
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line.Length == 0) break;
            // The value goes on.
            if (line[0] is ' ' or '\t' && fields.Count > 0) fields[^1] = (fields[^1].Key, $"{fields[^1].Value}\n{line.Trim()}");
            else if (line.Split(':', 2) is [var key, var value]) fields.Add((key.Trim(), value.Trim()));
        }

        return new CoreMetadata(fields.ToLookup(field => field.Key, field => field.Value, StringComparer.OrdinalIgnoreCase));
    }
}
