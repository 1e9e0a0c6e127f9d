using System.Text;
using System.Text.RegularExpressions;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Suites;

/// <summary>
/// Checklist step 2 as commands: what the required, Python API and optional tests of a checkout are, seen from its files. Labels of <c>tests/BUILD</c> that
/// lead nowhere are not taken: from v1.2.0 on the suites of Python name files that have moved, from v2.2.0 on a package that is gone.
/// </summary>
public static partial class LocalSuites
{
    private const string Manifest = "tests/ci/suites.py";
    private const string Dynamo = "tests/py/dynamo";

    /// <summary>What the workflows of v2.2.0 and later run for every change; the other folders wait for the release.</summary>
    private static readonly string[] RequiredOfDynamo = ["conversion", "lowering", "partitioning", "runtime"];

    /// <summary>Folders with the tests of the Python API: beside the checklist's first layout, in its second, and of the library's core.</summary>
    private static readonly string[] PythonApi = ["tests/py/api", "tests/py/ts/api", "tests/py/core"];

    /// <summary>Suites that are there, with at least one command each.</summary>
    /// <param name="platform"><c>x86_64</c> or <c>aarch64</c>.</param>
    public static async Task<IReadOnlyList<LocalSuite>> Of(IWorkspace files, string platform, CancellationToken cancel)
    {
        var tests = (await files.TrackedFiles(cancel)).Where(path => path.StartsWith("tests/", StringComparison.Ordinal)).ToList();
        var checkout = new Tests(tests, Labels(files));
        LocalSuite[] suites =
        [
            new($"Required Tests ({platform})", [.. Required(checkout, platform)]),
            new($"Python API Tests ({platform})", [.. OfPythonApi(checkout)]),
            new($"Optional Tests ({platform})", [.. Optional(checkout, platform)]),
        ];
        return [.. suites.Where(suite => suite.Commands.Count > 0)];
    }

    private static IEnumerable<SuiteCommand> Required(Tests tests, string platform)
    {
        foreach (var command in tests.First(platform == "aarch64" ? "aarch64_tests" : "tests", "tests")) yield return command;
        if (tests.HasManifest) yield return new SuiteManifest("run-lane", "--tier", "l0", "--variant", "standard");
        else foreach (var folder in RequiredOfDynamo.Where(folder => tests.HasFolder($"{Dynamo}/{folder}"))) yield return new Pytest(Dynamo, folder);
    }

    private static IEnumerable<SuiteCommand> OfPythonApi(Tests tests)
    {
        if (tests.PythonLabelsLead) return tests.First("python_api_tests");
        if (tests.HasManifest) return [new SuiteManifest("run", "py-core", "--variant", "standard"), new SuiteManifest("run", "ts-api", "--variant", "standard")];
        return PythonApi.Where(tests.HasFolder).Select(Started);
    }

    private static IEnumerable<SuiteCommand> Optional(Tests tests, string platform)
    {
        foreach (var command in tests.First(platform == "aarch64" ? "required_and_optional_aarch64_tests" : "required_and_optional_tests", "required_and_optional_tests")) yield return command;
        if (tests.PythonLabelsLead) foreach (var command in tests.First("python_required_and_optional_tests")) yield return command;
        if (tests.HasManifest)
            foreach (var tier in new[] { "l1", "l2" }) yield return new SuiteManifest("run-lane", "--tier", tier, "--variant", "standard");
        else foreach (var folder in tests.Others()) yield return Started(folder);
    }

    private static Pytest Started(string folder) => new(folder[..folder.LastIndexOf('/')], folder[(folder.LastIndexOf('/') + 1)..]);

    /// <summary>Names of the suites that tests/BUILD defines.</summary>
    private static HashSet<string> Labels(IWorkspace files)
        => files.Read("tests/BUILD") is { } content ? [.. Name().Matches(Encoding.UTF8.GetString(content)).Select(match => match.Groups[1].Value)] : [];

    [GeneratedRegex("""\bname\s*=\s*"([^"]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    /// <param name="Paths">Every tracked file below tests/.</param>
    private sealed record Tests(IReadOnlyList<string> Paths, IReadOnlySet<string> Labels)
    {
        public bool HasManifest => Paths.Contains(Manifest);

        /// <summary>Whether tests/py/BUILD is there and beside it what it names.</summary>
        public bool PythonLabelsLead => Paths.Contains("tests/py/BUILD") && Paths.Contains("tests/py/test_api.py");

        public bool HasFolder(string folder) => Paths.Any(path => path.StartsWith($"{folder}/", StringComparison.Ordinal) && IsTest(path));

        /// <summary>The first of these suites that is defined.</summary>
        public IEnumerable<SuiteCommand> First(params string[] names) => names.Where(Labels.Contains).Take(1).Select(name => new BazelTests($"//tests:{name}"));

        /// <summary>Folders of tests in Python that are neither required nor of the API: <c>tests/py/models</c>, <c>tests/py/ts/hw</c>, <c>tests/py/dynamo/llm</c>.</summary>
        public IEnumerable<string> Others() => PythonLabelsLead ? [] : Paths.Where(path => path.StartsWith("tests/py/", StringComparison.Ordinal) && IsTest(path))
            .Select(FolderOfSuite).OfType<string>().Distinct()
            .Except(PythonApi).Except(RequiredOfDynamo.Select(folder => $"{Dynamo}/{folder}")).Order(StringComparer.Ordinal);

        private static bool IsTest(string path) => path.EndsWith(".py", StringComparison.Ordinal) && path[(path.LastIndexOf('/') + 1)..].StartsWith("test_", StringComparison.Ordinal);

        /// <summary><c>tests/py/ts/hw</c> of <c>tests/py/ts/hw/test_all.py</c>; of what lies in a folder of an intermediate layer itself, null.</summary>
        private static string? FolderOfSuite(string path)
        {
            var parts = path.Split('/');
            var depth = parts[2] is "ts" or "dynamo" ? 4 : 3;
            return parts.Length > depth ? string.Join('/', parts.Take(depth)) : null;
        }
    }
}
