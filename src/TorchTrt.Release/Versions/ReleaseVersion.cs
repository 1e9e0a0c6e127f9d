using System.Globalization;
using System.Text.RegularExpressions;

namespace TorchTrt.Release.Versions;

/// <summary>PEP 440 pre-release phase of a version that may be released.</summary>
public enum Phase
{
    Alpha,
    Beta,
    Candidate,
    Final,
}

/// <summary>
/// A version that can be released: PEP 440 <c>X.Y.Z</c>, <c>X.Y.ZaN</c>, <c>X.Y.ZbN</c> or <c>X.Y.ZrcN</c>
/// (https://peps.python.org/pep-0440/#public-version-identifiers). Ordered as PEP 440 orders them.
/// </summary>
public sealed partial record ReleaseVersion(int Major, int Minor, int Patch, Phase Phase = Phase.Final, int Serial = 0)
    : IComparable<ReleaseVersion>
{
    public bool IsFinal => Phase == Phase.Final;

    /// <summary>The final version this one leads to: <c>2.13.0rc4</c> gives <c>2.13.0</c>.</summary>
    public ReleaseVersion Final => this with { Phase = Phase.Final, Serial = 0 };

    /// <summary>What a tree calls itself while it leads there: <c>2.14.0a0</c>.</summary>
    public ReleaseVersion Development => this with { Phase = Phase.Alpha, Serial = 0 };

    public bool IsDevelopment => this == Development;

    public ReleaseVersion NextPatch => new(Major, Minor, Patch + 1);

    public ReleaseVersion NextMinor => new(Major, Minor + 1, 0);

    public ReleaseVersion NextMajor => new(Major + 1, 0, 0);

    /// <summary>Reads exactly <c>X.Y.Z</c> with an optional <c>aN</c>, <c>bN</c> or <c>rcN</c>; nothing else, no <c>v</c>, no leading zeros.</summary>
    public static bool TryParse(string text, out ReleaseVersion version)
    {
        var match = Grammar().Match(text);
        version = new ReleaseVersion(0, 0, 0);
        if (!match.Success
            || !Number(match.Groups[1], out var major) || !Number(match.Groups[2], out var minor) || !Number(match.Groups[3], out var patch))
            return false;
        var serial = 0;
        if (match.Groups[5].Success && !Number(match.Groups[5], out serial)) return false;
        version = new ReleaseVersion(major, minor, patch, PhaseOf(match.Groups[4].Value), serial);
        return true;
    }

    public static ReleaseVersion Parse(string text) => TryParse(text, out var version)
        ? version
        : throw new ReleaseException(new ReleaseError(
            "TR1001", $"'{Printable(text)}' is not a version.", "give it as --version=1.2.0", "--version", "X.Y.Z, X.Y.ZaN, X.Y.ZbN or X.Y.ZrcN"));

    public int CompareTo(ReleaseVersion? other) => other is null
        ? 1
        : (Major, Minor, Patch, Phase, Serial).CompareTo((other.Major, other.Minor, other.Patch, other.Phase, other.Serial));

    public static bool operator <(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) >= 0;

    /// <summary>The PEP 440 public version, <c>2.13.0</c> or <c>2.13.0rc4</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}{Suffix}");

    private string Suffix => Phase switch
    {
        Phase.Alpha => string.Create(CultureInfo.InvariantCulture, $"a{Serial}"),
        Phase.Beta => string.Create(CultureInfo.InvariantCulture, $"b{Serial}"),
        Phase.Candidate => string.Create(CultureInfo.InvariantCulture, $"rc{Serial}"),
        _ => "",
    };

    private static Phase PhaseOf(string letters) => letters switch
    {
        "a" => Phase.Alpha,
        "b" => Phase.Beta,
        "rc" => Phase.Candidate,
        _ => Phase.Final,
    };

    private static bool Number(Group group, out int value)
        => int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static string Printable(string text)
        => string.Concat(text.Take(60).Select(c => char.IsControl(c) ? '\uFFFD' : c));

    [GeneratedRegex(@"\A(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(?:(a|b|rc)(0|[1-9][0-9]*))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
