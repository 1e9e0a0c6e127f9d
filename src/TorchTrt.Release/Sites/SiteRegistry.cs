using System.Globalization;
using System.Text.RegularExpressions;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Sites;

/// <summary>
/// Every place where Torch-TensorRT writes its version, in every layout since v0.0.1 (release checklist, step 4). A layout is known by the files
/// that are there; nobody is asked which one it is. A new version-bearing file is one more entry here.
/// </summary>
public static class SiteRegistry
{
    private const string VersionText = "version.txt";
    private const string VersionsPy = "py/versions.py";

    /// <summary>Where the package's own version is, the one that decides first.</summary>
    public static IReadOnlyList<Site> Package { get; } =
    [
        // 2.x: the base version, which ships with a trailing a0 that setup.py strips.
        new ValueSite(VersionText, [Locator.Of(@"\A[ \t]*(?<value>[^\s]+)\s*\z")], BaseFile, Absence.Never),
        // 1.4 and its successors on main; later trees keep a placeholder here.
        new ValueSite(VersionsPy, [PythonVersion()], Plain, Absence.When(VersionText)),
        // 0.0.2 to 1.3.
        new ValueSite("py/setup.py", [PythonVersion()], Plain, Absence.When(VersionText, VersionsPy)),
    ];

    /// <summary>The lists of released documentation that the tree has.</summary>
    public static IReadOnlyList<LinkReading> Links(IWorkspace files, ICollection<ReleaseError> problems)
    {
        var tree = Tree.Of(files);
        return [.. All.OfType<LinkSite>().Select(site => site.Read(tree, problems)).OfType<LinkReading>()];
    }

    /// <summary>Everything else that repeats it.</summary>
    public static IReadOnlyList<Site> Copies { get; } =
    [
        Macros("cpp/api/include/trtorch/macros.h"),
        Macros("cpp/include/trtorch/macros.h"),
        Macros("cpp/include/torch_tensorrt/macros.h"),
        BazelModule("MODULE.bazel"),
        BazelModule("docker/MODULE.bazel.ngc"),
        // 2.2 to 2.4.
        new ValueSite("dev_dep_versions.yml", [Locator.Of(@"^__version__[ \t]*:[ \t]*[""']?(?<value>[^""'\s#]+)")], Plain, Absence.Fine),
        // up to 2.11
        new LinkSite(
            "docsrc/conf.py", Locator.Of(@"[""']version_info[""'][ \t]*:[ \t]*\{[^\n]*\n"),
            Locator.Of(@"^[ \t]*[""'](?<name>main|master|v[0-9][0-9A-Za-z.]*)[""'][ \t]*:[ \t]*[""'][^""'\n]*[""'](?>[ \t]*(,[ \t]*)?)\r?(\n|\z)"),
            Locator.Of(@"^[ \t]*\}"), Absence.When("docsrc/generate_versions.py")),
        // from 2.12
        new LinkSite("docsrc/generate_versions.py", Locator.Of(@"^VERSIONS[ \t]*=[ \t]*\[[^\n]*\n"), LinkObject(), Locator.Of(@"^\]"), Absence.Never),
        new LinkSite("docs/versions.json", Locator.Of(@"\A\s*\[[^\n]*\n"), LinkObject(), Locator.Of(@"^\]"), Absence.Never),
        // Addresses of wheels, to 0.3: both the tag's folder and the file name.
        new EchoSite(
            "docsrc/tutorials/installation.rst", Locator.Of(@"(/releases/download/v|/trtorch-)(?<value>[0-9]+\.[0-9]+\.[0-9]+)[/-]"), EchoWriter.Bump, EchoTime.Release),
        // 1.3.
        new EchoSite(
            "README.md", Locator.Of(@"(torch-tensorrt==|TensorRT/releases/expanded_assets/v)(?<value>[0-9]+\.[0-9]+\.[0-9]+)"), EchoWriter.Bump, EchoTime.Release),
        // Set by hand for one build and set back, to 1.1; a word such as master is no version.
        new EchoSite("docsrc/conf.py", Locator.Of(@"^release[ \t]*=[ \t]*[""']v?(?<value>[0-9][^""'\n]*)[""']"), EchoWriter.Another, EchoTime.Always),
        // 2.6 to 2.7: uv writes the version it was run with; from 2.8 on it leaves it out.
        new EchoSite("uv.lock", Locator.Of(@"\nname = ""torch-tensorrt""\r?\nversion = ""(?<value>[^""\n]+)"""), EchoWriter.Another, EchoTime.Always),
    ];

    public static IReadOnlyList<Site> All { get; } = [.. Package, .. Copies];

    /// <summary>Every path that is looked at.</summary>
    public static IReadOnlyList<string> Paths { get; } = [.. All.Select(site => site.Path).Distinct()];

    /// <summary>What every site that this tree has says now.</summary>
    /// <exception cref="ReleaseException">TR1010 when this is no Torch-TensorRT checkout; TR1011 to TR1015, all together, for what cannot be understood.</exception>
    public static IReadOnlyList<SiteReading> Read(Tree tree)
    {
        var problems = new List<ReleaseError>();
        var readings = Read(tree, problems);
        return problems.Count == 0 ? readings : throw new ReleaseException(ExitCode.Failed, problems);
    }

    /// <summary>The same, with what is wrong added to the problems.</summary>
    public static IReadOnlyList<SiteReading> Read(Tree tree, ICollection<ReleaseError> problems) => Read(tree, All, problems);

    /// <summary>What these sites say, for a registry with entries of one's own.</summary>
    public static IReadOnlyList<SiteReading> Read(Tree tree, IEnumerable<Site> sites, ICollection<ReleaseError> problems)
    {
        var readings = sites.Select(site => site.Read(tree, problems)).OfType<SiteReading>().ToList();
        if (problems.Count == 0 && readings.All(reading => reading.Site.Role != SiteRole.Identity)) problems.Add(NotACheckout());
        return readings;
    }

    internal static ReleaseError NotACheckout() => new(
        "TR1010", "this is not a Torch-TensorRT checkout: its version is written nowhere.",
        "give the root of a clone of the project with --repo", null,
        $"one of {string.Join(", ", All.Where(site => site.Role == SiteRole.Identity).Select(site => site.Path))}");

    private static ValueSite Macros(string path) => new(
        path, [Macro("MAJOR"), Macro("MINOR"), Macro("PATCH")],
        version => [Digits(version.Major), Digits(version.Minor), Digits(version.Patch)], Absence.Never);

    private static Regex Macro(string part) => Locator.Of($@"^#define[ \t]+(TRTORCH|TORCH_TENSORRT)_{part}_VERSION[ \t]+(?<value>[0-9]+)[ \t]*\r?$");

    private static ValueSite BazelModule(string path)
        => new(path, [Locator.Of(@"[\s,(]version[ \t]*=[ \t]*""(?<value>[^""]*)""")], BaseFile, Absence.Never) { Within = Locator.Of(@"^module\([^()]*") };

    private static Regex PythonVersion() => Locator.Of(@"^__version__([ \t]*:[ \t]*str)?[ \t]*=[ \t]*[""'](?<value>[^""'\n]*)[""']");

    private static Regex LinkObject()
        => Locator.Of(@"^[ \t]*\{[ \t]*\r?\n(?<object>[^{}]*)\}(?>[ \t]*(,[ \t]*)?)\r?(\n|\z)");

    private static IReadOnlyList<string> Plain(ReleaseVersion version) => [version.ToString()];

    private static IReadOnlyList<string> BaseFile(ReleaseVersion version) => [version.BaseFile()];

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
