using System.Runtime.InteropServices;
using Build.Adapters.Git;
using Build.Adapters.Programs;
using Build.Tools.Bazel;
using Build.Tools.Python;
using TorchTrt.Release;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Suites;
using TorchTrt.Release.Wheels;

namespace Build.Adapters.Builds;

/// <summary>Suites on this machine, in a checkout of their own at the commit that is released: tests write beside their sources.</summary>
/// <param name="python">Interpreter that has pytest and the library; null for the one on the PATH.</param>
public sealed class SuiteRunner(IWorkspace files, IBazel bazel, ToolRunner tools, ReleaseFolder folder, ReleaseTarget target, string? python, TimeProvider time) : ISuites
{
    /// <summary>As tests/README.md starts them.</summary>
    private static readonly string[] Compilation = ["--compilation_mode=dbg"];

    private const string LibraryVersion = "import importlib.metadata; print(importlib.metadata.version('torch-tensorrt'))";

    public string Platform => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";

    private string Interpreter => python ?? PythonSettings.Usual;

    private string Checkout => Path.Combine(folder.State, "copies", "suites", target.Base.Hex[..12]);

    public async Task<IReadOnlyList<ReleaseError>> Unable(IReadOnlyList<LocalSuite> suites, CancellationToken cancel)
    {
        var commands = suites.SelectMany(suite => suite.Commands).ToList();
        var reasons = new List<ReleaseError>();
        foreach (var tests in commands.OfType<BazelTests>().Distinct())
            if (await bazel.Unable(tests.Label, Compilation, cancel) is { } reason && !reasons.Contains(reason)) reasons.Add(reason);
        if (commands.Any(command => command is not BazelTests) && await PythonLacks(cancel) is { } lacking) reasons.Add(lacking);
        return reasons;
    }

    public async Task<SuiteResult> Run(LocalSuite suite, CancellationToken cancel)
    {
        var tree = new GitTree(files.Root, target.Base);
        await tree.CheckOut(Checkout, cancel);
        var problems = new List<string>();
        var tally = TestTally.None;
        foreach (var command in suite.Commands)
        {
            var (run, tests) = command switch
            {
                BazelTests labels => await Bazel(labels, cancel),
                Pytest pytest => await Python(command, ["-m", "pytest", "-ra", "-p", "no:cacheprovider", "--junitxml", Path.Combine(Reports(command), "results.xml"), pytest.Path], Path.Combine(Checkout, pytest.Folder), cancel),
                SuiteManifest manifest => await Python(command, ["-m", "tests.ci", .. manifest.Arguments], Checkout, cancel),
                _ => throw new ArgumentOutOfRangeException(nameof(suite), command, null),
            };
            tally += tests;
            if (!run.Succeeded || tests.Failed > 0) problems.Add($"{command} failed with {run.ExitCode} ({tests}{(run.Complaint.Length > 0 ? $": {run.Complaint.TrimEnd('.')}" : "")}), see {run.LogFile}");
            else if (tests.Passed == 0) problems.Add($"{command} ran no test ({tests}), see {run.LogFile}");
        }

        return new SuiteResult(suite.Title, target.Base, problems, tally, $"{RuntimeInformation.OSDescription} on {Platform}", [.. suite.Commands.Select(command => command.ToString())], time.GetUtcNow());
    }

    private async Task<(ToolRun Run, TestTally Tests)> Bazel(BazelTests tests, CancellationToken cancel)
    {
        var settings = new BazelSettings("test", [tests.Label]) { Options = [.. Compilation, "--test_output=errors", "--test_summary=short"] };
        var (run, output) = await tools.Ask(settings.In(Checkout), Log(tests), tests.ToString(), cancel);
        return (run, BazelSummary.Read(output));
    }

    private async Task<(ToolRun Run, TestTally Tests)> Python(SuiteCommand command, IReadOnlyList<string> arguments, string place, CancellationToken cancel)
    {
        var reports = Reports(command);
        if (Directory.Exists(reports)) Directory.Delete(reports, recursive: true);
        Directory.CreateDirectory(reports);
        var call = new PythonSettings(Interpreter, arguments).In(place);
        // Where tests.ci writes, and what it starts.
        var variables = new Dictionary<string, string>(call.Environment, StringComparer.Ordinal) { ["RUNNER_TEST_RESULTS_DIR"] = reports, ["PYTHON"] = Interpreter };
        var run = await tools.Run(call with { Environment = variables }, Log(command), command.ToString(), cancel);
        return (run, Directory.EnumerateFiles(reports, "*.xml").Select(JUnitReport.Read).Aggregate(TestTally.None, (sum, one) => sum + one));
    }

    /// <summary>TR3307: no pytest, no library, or another build of it; null where nothing is wrong.</summary>
    private async Task<ReleaseError?> PythonLacks(CancellationToken cancel)
    {
        if (ProgramPath.Find(Interpreter) is null) return ProgramPath.Missing(Interpreter);
        Directory.CreateDirectory(folder.State);
        var (there, _) = await Ask(["-m", "pytest", "--version"], "pytest --version", cancel);
        if (!there.Succeeded) return Wrong($"{Interpreter} has no pytest", "install tests/py/requirements.txt for it");
        var (found, version) = await Ask(["-c", LibraryVersion], "the version of torch-tensorrt", cancel);
        if (!found.Succeeded) return Wrong($"{Interpreter} has no torch-tensorrt", "install the wheel of this commit for it");
        var complaint = Pep440Version.Read(version) is { } own ? new BuildOfRelease(target, DevelopmentBuild.OfTheCommit).Complaint(own, version, LibraryPlace.Installed) : "which is no version of PEP 440";
        return complaint is null ? null : Wrong($"{Interpreter} has torch-tensorrt {version}, {complaint}", "install the wheel of this commit for it");
    }

    private Task<(ToolRun Run, string Output)> Ask(IReadOnlyList<string> arguments, string people, CancellationToken cancel)
        => tools.Ask(new PythonSettings(Interpreter, arguments).In(folder.State), "suites-python", $"{Interpreter}, asked for {people}", cancel);

    private ReleaseError Wrong(string what, string next) => new(
        "TR3307", $"the suites in Python cannot run here: {what}.", $"{next}, or name another interpreter with --python", Interpreter, $"pytest and torch-tensorrt {target.Version}, or a development build of {target.Base.Short}");

    private string Reports(SuiteCommand command) => Path.Combine(folder.State, "suites", "reports", Log(command));

    private static string Log(SuiteCommand command) => LogName.Of("suite", command.ToString());
}
