using System.Globalization;

namespace TorchTrt.Release.Examine;

/// <summary>What a manylinux tag promises to run with (PEP 513, 571, 599, 600): versions of the system's libraries, and which libraries those are.</summary>
/// <param name="Glibc">The tag's own number.</param>
/// <param name="Most">Highest version of each family of symbols, by the name before the underscore.</param>
/// <param name="Libraries">Names that may be taken from the system.</param>
public sealed record SystemLibraries((int Major, int Minor) Glibc, IReadOnlyDictionary<string, string> Most, IReadOnlySet<string> Libraries)
{
    private static readonly string[] Everywhere =
    [
        "libgcc_s.so.1", "libstdc++.so.6", "libm.so.6", "libdl.so.2", "librt.so.1", "libc.so.6", "libnsl.so.1", "libutil.so.1", "libpthread.so.0", "libresolv.so.2", "libX11.so.6",
        "libXext.so.6", "libXrender.so.1", "libICE.so.6", "libSM.so.6", "libGL.so.1", "libgobject-2.0.so.0", "libgthread-2.0.so.0", "libglib-2.0.so.0", "libz.so.1", "libanl.so.1", "libatomic.so.1",
    ];

    /// <summary>Where a glibc came with newer companions than the one before: its libstdc++ (with the ABI's version), libgcc and zlib. After PEP 600's rule, of mainstream distributions.</summary>
    private static readonly (int Glibc, string GlibCxx, string CxxAbi, string Gcc, string Zlib)[] Steps =
    [
        (5, "3.4.8", "1.3.1", "4.2.0", "0"),
        (12, "3.4.13", "1.3.3", "4.3.0", "1.2.2.4"),
        (17, "3.4.19", "1.3.7", "4.8.0", "1.2.5.2"),
        (24, "3.4.22", "1.3.10", "4.8.0", "1.2.5.2"),
        (27, "3.4.24", "1.3.11", "7.0.0", "1.2.9"),
        (31, "3.4.28", "1.3.12", "7.0.0", "1.2.9"),
        (34, "3.4.29", "1.3.13", "7.0.0", "1.2.9"),
        (35, "3.4.30", "1.3.13", "12.0.0", "1.2.9"),
        (37, "3.4.30", "1.3.13", "12.0.0", "1.2.12"),
        (39, "3.4.33", "1.3.15", "14.0.0", "1.2.12"),
    ];

    /// <summary>On 64-bit ARM, whose compilers came later to the same distributions.</summary>
    private static readonly (int Glibc, string GlibCxx, string CxxAbi, string Gcc, string Zlib)[] ArmSteps =
    [
        (17, "3.4.19", "1.3.7", "4.7.0", "1.2.5.2"),
        (24, "3.4.22", "1.3.10", "4.7.0", "1.2.5.2"),
        (26, "3.4.24", "1.3.11", "7.0.0", "1.2.5.2"),
        (27, "3.4.24", "1.3.11", "7.0.0", "1.2.9"),
        (31, "3.4.28", "1.3.12", "7.0.0", "1.2.9"),
        (34, "3.4.29", "1.3.13", "11.0.0", "1.2.9"),
        (35, "3.4.30", "1.3.13", "11.0.0", "1.2.9"),
        (37, "3.4.30", "1.3.13", "11.0.0", "1.2.12"),
        (39, "3.4.33", "1.3.15", "14.0.0", "1.2.12"),
    ];

    /// <param name="glibc">Of the tag.</param>
    /// <param name="architecture"><c>x86_64</c> or <c>aarch64</c>.</param>
    public static SystemLibraries Of((int Major, int Minor) glibc, string? architecture)
    {
        var steps = architecture == "aarch64" ? ArmSteps : Steps;
        var step = steps.LastOrDefault(step => (2, step.Glibc).CompareTo(glibc) <= 0);
        if (step.GlibCxx is null) step = steps[0];
        var most = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GLIBC"] = string.Create(CultureInfo.InvariantCulture, $"{glibc.Major}.{glibc.Minor}"), ["GLIBCXX"] = step.GlibCxx, ["CXXABI"] = step.CxxAbi, ["GCC"] = step.Gcc, ["ZLIB"] = step.Zlib,
        };
        var libraries = Everywhere.ToHashSet(StringComparer.Ordinal);
        if (architecture == "x86_64") libraries.Add("ld-linux-x86-64.so.2");
        if (architecture == "aarch64") libraries.Add("ld-linux-aarch64.so.1");
        if (glibc.CompareTo((2, 12)) >= 0) libraries.Add("libexpat.so.1");
        if (glibc.CompareTo((2, 24)) >= 0) libraries.Add("libmvec.so.1");
        return new SystemLibraries(glibc, most, libraries);
    }

    /// <summary>Whether a version that a library asks the system for is there: <c>GLIBC_2.34</c>. Versions of other libraries are their own matter.</summary>
    public bool Has(string version)
    {
        var (family, number) = version.IndexOf('_', StringComparison.Ordinal) is > 0 and var cut ? (version[..cut], version[(cut + 1)..]) : (version, "");
        if (!Most.TryGetValue(family, out var most)) return true;
        return number switch
        {
            // Nobody outside of glibc may use them.
            "PRIVATE" => false,
            // Relative relocations packed since 2.36; a marker, not a number.
            "ABI_DT_RELR" => Glibc.CompareTo((2, 36)) >= 0,
            "TM_1" or "FLOAT128" or "LDBL_1.3" => true,
            _ => Compare(number, most) <= 0,
        };
    }

    /// <summary>Compares numbers joined by dots; what is none counts as later than any.</summary>
    internal static int Compare(string left, string right)
    {
        var (one, other) = (Numbers(left), Numbers(right));
        if (one is null || other is null) return (one is null ? 1 : 0) - (other is null ? 1 : 0);
        for (var index = 0; index < Math.Max(one.Length, other.Length); index++)
        {
            var order = (index < one.Length ? one[index] : 0).CompareTo(index < other.Length ? other[index] : 0);
            if (order != 0) return order;
        }

        return 0;
    }

    private static int[]? Numbers(string text)
    {
        var parts = text.Split('.').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        return parts.Contains(-1) ? null : parts;
    }
}
