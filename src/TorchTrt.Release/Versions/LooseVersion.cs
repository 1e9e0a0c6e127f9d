using System.Globalization;
using System.Text.RegularExpressions;

namespace TorchTrt.Release.Versions;

/// <summary>How far along a written version is, in the order of PEP 440.</summary>
public enum Maturity
{
    Development,
    Alpha,
    Beta,
    Candidate,
    Final,
    PostRelease,
}

/// <summary>
/// A version as somebody once wrote it: <c>1.1.0a0</c>, <c>1.4.0.dev0</c>, <c>1.4.0dev0</c>, <c>1.4.0.rc0</c>, <c>0.4.0a</c>.
/// Only read, never written: what is written is a <see cref="ReleaseVersion"/> in one of its spellings.
/// </summary>
/// <param name="Text">The text as found.</param>
/// <param name="Line">The final version it leads to: <c>1.1.0a0</c> gives <c>1.1.0</c>.</param>
public sealed partial record LooseVersion(string Text, ReleaseVersion Line, Maturity Maturity, int Serial)
{
    public static bool TryRead(string text, out LooseVersion version)
    {
        version = new LooseVersion(text, new ReleaseVersion(0, 0, 0), Maturity.Final, 0);
        var match = Grammar().Match(text);
        if (!match.Success
            || !Number(match.Groups["major"], out var major) || !Number(match.Groups["minor"], out var minor)
            || !Number(match.Groups["patch"], out var patch) || !Number(match.Groups["serial"], out var serial))
            return false;
        version = new LooseVersion(text, new ReleaseVersion(major, minor, patch), MaturityOf(match), serial);
        return true;
    }

    /// <summary>Whether writing that version here would go backwards: <c>1.1.0</c> over <c>1.2.0a0</c>, or <c>1.1.0rc1</c> over <c>1.1.0</c>.</summary>
    public bool IsBeyond(ReleaseVersion version)
        => (Line, Maturity, Serial).CompareTo((version.Final, MaturityOf(version.Phase), version.Serial)) > 0;

    public override string ToString() => Text;

    private static Maturity MaturityOf(Match match) => match.Groups["phase"].Value switch
    {
        "a" or "alpha" => Maturity.Alpha,
        "b" or "beta" => Maturity.Beta,
        "c" or "rc" => Maturity.Candidate,
        "post" => Maturity.PostRelease,
        "dev" => Maturity.Development,
        _ => match.Groups["dev"].Success ? Maturity.Development : Maturity.Final,
    };

    private static Maturity MaturityOf(Phase phase) => phase switch
    {
        Phase.Alpha => Maturity.Alpha,
        Phase.Beta => Maturity.Beta,
        Phase.Candidate => Maturity.Candidate,
        _ => Maturity.Final,
    };

    private static bool Number(Group group, out int value)
    {
        value = 0;
        return group.Length == 0 || int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    [GeneratedRegex(
        @"\Av?(?<major>[0-9]{1,9})\.(?<minor>[0-9]{1,9})(?:\.(?<patch>[0-9]{1,9}))?"
        + @"(?:[._-]?(?<phase>alpha|beta|post|dev|rc|a|b|c)[._-]?(?<serial>[0-9]{0,9}))?(?<dev>[._-]?dev[0-9]*)?(?:\+[0-9A-Za-z.]+)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Grammar();
}
