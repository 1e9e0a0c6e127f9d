using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace TorchTrt.Release.Wheels;

/// <summary>A version of a Python package (PEP 440), any that an index takes, compared as installers do.</summary>
public sealed partial record Pep440Version : IComparable<Pep440Version>
{
    private Pep440Version(string text) => Text = text;

    /// <summary>As it was written.</summary>
    public string Text { get; }

    private BigInteger Epoch { get; init; }

    private IReadOnlyList<BigInteger> Release { get; init; } = [];

    /// <summary>Rank of a pre-release (a 0, b 1, rc 2) and its number; null for none.</summary>
    private (int Rank, BigInteger Number)? Pre { get; init; }

    private BigInteger? Post { get; init; }

    private BigInteger? Dev { get; init; }

    private IReadOnlyList<string> Local { get; init; } = [];

    /// <summary>Without what follows a <c>+</c>.</summary>
    public Pep440Version Public => this with { Local = [] };

    /// <summary>Null when it is no version.</summary>
    public static Pep440Version? Read(string text)
    {
        var match = Grammar().Match(text.Trim());
        if (!match.Success || text.Length > 256) return null;
        return new Pep440Version(text.Trim())
        {
            Epoch = Number(match.Groups["epoch"]) ?? 0,
            Release = [.. match.Groups["release"].Value.Split('.').Select(part => BigInteger.Parse(part, CultureInfo.InvariantCulture))],
            Pre = match.Groups["pre"].Success ? (Rank(match.Groups["pre"].Value.ToLowerInvariant()), Number(match.Groups["pren"]) ?? 0) : null,
            Post = match.Groups["post"].Success ? Number(match.Groups["postn"]) ?? Number(match.Groups["postn2"]) ?? 0 : null,
            Dev = match.Groups["dev"].Success ? Number(match.Groups["devn"]) ?? 0 : null,
            Local = match.Groups["local"].Success ? match.Groups["local"].Value.ToLowerInvariant().Split('-', '_', '.') : [],
        };
    }

    public int CompareTo(Pep440Version? other)
    {
        if (other is null) return 1;
        var order = Epoch.CompareTo(other.Epoch);
        if (order == 0) order = CompareRelease(other.Release, Math.Max(Release.Count, other.Release.Count));
        if (order == 0) order = PreKey.CompareTo(other.PreKey);
        if (order == 0) order = (Post ?? -1).CompareTo(other.Post ?? -1);
        if (order == 0) order = Later(Dev, other.Dev);
        return order == 0 ? CompareLocal(other.Local) : order;
    }

    /// <summary>Whether the first numbers are those of another version's release: what <c>==2.1.*</c> asks.</summary>
    internal bool BeginsAs(Pep440Version prefix) => Epoch == prefix.Epoch && CompareRelease(prefix.Release, prefix.Release.Count) == 0;

    /// <summary>All of the release but its last number, for <c>~=</c>.</summary>
    internal Pep440Version? Series => Release.Count < 2 ? null : new Pep440Version(Text) { Epoch = Epoch, Release = [.. Release.SkipLast(1)] };

    /// <summary>Whether it is a pre- or post-release, or local variant, of the same release as another.</summary>
    internal bool IsOfRelease(Pep440Version other) => Epoch == other.Epoch && CompareRelease(other.Release, Math.Max(Release.Count, other.Release.Count)) == 0;

    internal bool IsPre => Pre is not null || Dev is not null;

    internal bool IsPost => Post is not null;

    internal bool HasLocal => Local.Count > 0;

    public override string ToString() => Text;

    /// <summary>A development release alone stands before alphas; a final release after candidates.</summary>
    private (int, BigInteger) PreKey => Pre ?? (Dev is not null && Post is null ? (-1, 0) : (3, 0));

    private int CompareRelease(IReadOnlyList<BigInteger> other, int count)
    {
        for (var index = 0; index < count; index++)
        {
            var order = (index < Release.Count ? Release[index] : 0).CompareTo(index < other.Count ? other[index] : 0);
            if (order != 0) return order;
        }

        return 0;
    }

    private static int Later(BigInteger? left, BigInteger? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        _ => left.Value.CompareTo(right.Value),
    };

    private int CompareLocal(IReadOnlyList<string> other)
    {
        for (var index = 0; index < Math.Max(Local.Count, other.Count); index++)
        {
            if (index >= Local.Count) return -1;
            if (index >= other.Count) return 1;
            var (left, right) = (Local[index], other[index]);
            var (isLeft, isRight) = (left.All(char.IsAsciiDigit), right.All(char.IsAsciiDigit));
            var order = isLeft && isRight ? BigInteger.Parse(left, CultureInfo.InvariantCulture).CompareTo(BigInteger.Parse(right, CultureInfo.InvariantCulture))
                : isLeft != isRight ? (isLeft ? 1 : -1) : string.CompareOrdinal(left, right);
            if (order != 0) return order;
        }

        return 0;
    }

    public static bool operator <(Pep440Version left, Pep440Version right) => left.CompareTo(right) < 0;

    public static bool operator >(Pep440Version left, Pep440Version right) => left.CompareTo(right) > 0;

    public static bool operator <=(Pep440Version left, Pep440Version right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Pep440Version left, Pep440Version right) => left.CompareTo(right) >= 0;

    private static int Rank(string letter) => letter switch { "a" or "alpha" => 0, "b" or "beta" => 1, _ => 2 };

    private static BigInteger? Number(Group group) => group is { Success: true, Length: > 0 } ? BigInteger.Parse(group.Value, CultureInfo.InvariantCulture) : null;

    /// <summary>PEP 440, appendix B.</summary>
    [GeneratedRegex(
        @"\Av?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\.[0-9]+)*)(?:[-_.]?(?<pre>alpha|beta|preview|pre|a|b|c|rc)[-_.]?(?<pren>[0-9]+)?)?(?<post>-(?<postn>[0-9]+)|[-_.]?(?:post|rev|r)[-_.]?(?<postn2>[0-9]+)?)?(?<dev>[-_.]?dev[-_.]?(?<devn>[0-9]+)?)?(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}

/// <summary>What versions a requirement takes: clauses that all must hold, as <c>&gt;=2.12.0,&lt;2.13.0</c>.</summary>
public sealed partial record VersionSpecifier(string Text, IReadOnlyList<VersionSpecifier.Clause> Clauses)
{
    /// <param name="Operator"><c>==</c>, <c>!=</c>, <c>&lt;=</c>, <c>&gt;=</c>, <c>&lt;</c>, <c>&gt;</c>, <c>~=</c> or <c>===</c>.</param>
    /// <param name="Version">Null for <c>===</c>, which compares texts.</param>
    /// <param name="IsPrefix">Ends with <c>.*</c>.</param>
    public sealed record Clause(string Operator, string Text, Pep440Version? Version, bool IsPrefix);

    /// <summary>Null when it is none.</summary>
    public static VersionSpecifier? Read(string text)
    {
        var clauses = new List<Clause>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var match = Grammar().Match(part);
            if (!match.Success) return null;
            var (by, version) = (match.Groups["by"].Value, match.Groups["version"].Value);
            var isPrefix = by is "==" or "!=" && version.EndsWith(".*", StringComparison.Ordinal);
            var read = by == "===" ? null : Pep440Version.Read(isPrefix ? version[..^2] : version);
            if (by != "===" && read is null) return null;
            clauses.Add(new Clause(by, version, read, isPrefix));
        }

        return new VersionSpecifier(text.Trim(), clauses);
    }

    /// <summary>Whether a version may be installed for it; pre-releases count.</summary>
    public bool Takes(Pep440Version version) => Clauses.All(clause => Holds(clause, version));

    private static bool Holds(Clause clause, Pep440Version version)
    {
        if (clause.Version is not { } bound) return string.Equals(clause.Text, version.Text, StringComparison.OrdinalIgnoreCase);
        var plain = version.Public;
        return clause.Operator switch
        {
            "==" => clause.IsPrefix ? plain.BeginsAs(bound) : (bound.HasLocal ? version : plain).CompareTo(bound) == 0,
            "!=" => !Holds(clause with { Operator = "==" }, version),
            "<=" => plain <= bound,
            ">=" => plain >= bound,
            "~=" => plain >= bound && bound.Series is { } series && plain.BeginsAs(series),
            "<" => plain < bound && (bound.IsPre || !version.IsPre || !version.IsOfRelease(bound)),
            _ => plain > bound && (bound.IsPost || !version.IsPost || !version.IsOfRelease(bound)),
        };
    }

    [GeneratedRegex(@"\A(?<by>===|==|!=|<=|>=|~=|<|>)\s*(?<version>[^\s,;]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
