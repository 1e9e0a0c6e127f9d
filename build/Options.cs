using Build.CommandLine;
using Build.Sample;
using Cake.Core.Diagnostics;
using TorchTrt.Release.Changelog;
using TorchTrt.Release.Channels;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build;

/// <summary>Every argument and environment variable. To add one, add an object here and read it in <see cref="ReleaseRequest"/>.</summary>
public static class Options
{
    internal static readonly IReadOnlyList<string> NotApplicableLabel = ["not-applicable"];

    private const string PublicApi = "https://api.github.com/";

    internal static Uri GitHubApi => new(PublicApi);

    public static Option<string> Target { get; } = new("target", "NAME", "Target to run; give it several times for several.", Grammars.Name)
    {
        Aliases = ["t"], Default = "Default", IsRepeatable = true,
    };

    public static Option<string> Repo { get; } = new("repo", "PATH", "Torch-TensorRT checkout to release.", Grammars.Path) { Default = "the bundled sample" };

    public static Option<SampleLayout> Sample { get; } = new("sample", "LAYOUT", "Layout of the bundled sample: classic or modern.", Grammars.Choice<SampleLayout>)
    {
        Default = "classic",
    };

    public static Option<ReleaseVersion> Version { get; } = new("version", "X.Y.Z", "Version to release; also X.Y.ZaN, X.Y.ZbN, X.Y.ZrcN. Alone it prints the program's own.", Grammars.Version)
    {
        Aliases = ["ver"], Default = "the next one by the release criteria, see NextVersion",
    };

    public static Switch Plan { get; } = new("plan", "Print what each step would change and change nothing; exit code 2 when there is something to do.");

    public static Switch Publish { get; } = new("publish", "Release for real. Without it everything is a rehearsal and nothing leaves the machine.");

    public static Option<string> Confirm { get; } = new("confirm", "FINGERPRINT", "Release only what the plan of this fingerprint says.", Grammars.Fingerprint);

    public static Option<string> Artifacts { get; } = new("artifacts", "DIR", "Folder for everything that is made; the release's own is DIR/release/VERSION.", Grammars.Path)
    {
        Default = "artifacts/ in this repository",
    };

    public static Option<string> ArtifactsFrom { get; } = new("artifacts-from", "DIR", "Take finished tarballs and wheels from here (another job's output) instead of building them.", Grammars.Path)
    {
        Targets = ["Libtorchtrt", "Wheels", "Attest", "PerfReport", "Release"],
    };

    public static Option<string> Only { get; } = new("only", "SELECTION", "Part of the release's files: parts of an id that --target=Matrix prints, such as x86_64-cp312 or tarball.", Grammars.Name)
    {
        Default = "all", IsRepeatable = true, Targets = ["Libtorchtrt", "Wheels", "Attest", "Matrix", "Release"],
    };

    public static Option<string> ReleaseFile { get; } = new("release-file", "FILE", "JSON file with what this release publishes otherwise than its checkout says.", Grammars.Path)
    {
        Targets = ["Libtorchtrt", "Wheels", "Attest", "Matrix", "Verify", "Release"],
    };

    public static Option<RequestedSignature> Sign { get; } = new("sign", "METHOD=KEY", "Sign SHA256SUMS: ssh=FILE, minisign=FILE or gpg=KEY-ID; or github, which prints the workflow step that has GitHub attest the files.", Grammars.Signature)
    {
        IsRepeatable = true, Targets = ["Attest", "Release"],
    };

    public static Option<RequestedSignature> Trust { get; } = new("trust", "METHOD=KEY", "Key whose signature has to be there: ssh=ALLOWED-SIGNERS-FILE, minisign=PUBLIC-KEY-FILE or gpg=FINGERPRINT.", Grammars.Trust)
    {
        IsRepeatable = true, Targets = ["Verify"],
    };

    public static Option<string> Offline { get; } = new("offline", "DIR", "Check a folder of downloads, and nothing else: sums, signatures, statements, bills of materials; with --repo also that no file is missing.", Grammars.Path)
    {
        Targets = ["Verify"],
    };

    public static Option<LinkCheck> CheckLinks { get; } = new("check-links", "WHICH", "Links of the published notes to follow: all or none. A rehearsal, whose pages are not public, follows none.", Grammars.Choice<LinkCheck>)
    {
        Default = "all; none where --forge names another forge than GitHub", Targets = ["Verify", "Release"],
    };

    public static Option<string> Libtorch { get; } = new("libtorch", "DIR", "Unpacked libtorch, or installed torch, whose symbols and C++ ABI the built libraries must fit.", Grammars.Path)
    {
        Targets = ["Libtorchtrt", "Wheels", "Release"],
    };

    public static Option<int> SizeBudget { get; } = new("size-budget", "MIB", "How large a tarball or wheel may be.", Grammars.Positive)
    {
        Default = "what GitHub takes, 2 GiB", Targets = ["Libtorchtrt", "Wheels", "Release"],
    };

    public static Option<string> Output { get; } = new("output", "FILE", "File for the target's result; - is standard output, log lines then go to standard error.", Grammars.Path)
    {
        Aliases = ["o"], Targets = ["Changelog", "Notes", "NextVersion", "Audit", "Plan", "Status", "Doctor", "Bench", "Matrix"],
    };

    public static Option<ResultFormat> Format { get; } = new("format", "FORMAT", "How a result is printed: text or json; an audit also as sarif or markdown (table is text).", Grammars.Choice<ResultFormat>)
    {
        Default = "text", Targets = ["NextVersion", "Audit", "Plan", "Status", "Doctor"],
    };

    public static Option<string> Torch { get; } = PinOption(Pin.Torch);

    public static Option<string> Cuda { get; } = PinOption(Pin.Cuda);

    public static Option<string> Cudnn { get; } = PinOption(Pin.Cudnn);

    public static Option<string> TensorRt { get; } = PinOption(Pin.TensorRt);

    public static Option<string> TorchVision { get; } = PinOption(Pin.TorchVision);

    public static Option<string> TensorRtRtx { get; } = PinOption(Pin.TensorRtRtx);

    public static Option<string> TensorRtLlm { get; } = PinOption(Pin.TensorRtLlm);

    public static Option<string> Pybind { get; } = PinOption(Pin.Pybind);

    public static Option<string> Bazel { get; } = PinOption(Pin.Bazel);

    public static Option<string> PythonFloor { get; } = PinOption(Pin.PythonFloor);

    public static Option<string> PythonCeiling { get; } = PinOption(Pin.PythonCeiling);

    /// <summary>The dependencies that only some layouts have.</summary>
    public static IReadOnlyList<PinOfOption> OtherPins { get; } =
    [
        new(Pin.TorchVision, TorchVision), new(Pin.TensorRtRtx, TensorRtRtx), new(Pin.TensorRtLlm, TensorRtLlm), new(Pin.Pybind, Pybind), new(Pin.Bazel, Bazel),
        new(Pin.PythonFloor, PythonFloor), new(Pin.PythonCeiling, PythonCeiling),
    ];

    public static Option<string> Pins { get; } = new("pins", "FILE", "File with versions to pin, a line each: torch: \"2.14.0\". Names are those of the options.", Grammars.Path)
    {
        Targets = ["Bump", "Cut", "NextDev", "Release"],
    };

    public static Option<string> At { get; } = new("at", "REF", "Audit this commit without checking it out; give it several times for several.", Grammars.Revision)
    {
        Default = "the files of the checkout", IsRepeatable = true, Targets = ["Audit"],
    };

    public static Option<string> Baseline { get; } = new("baseline", "FILE", "Findings that are accepted, each with a reason, as JSON.", Grammars.Path) { Targets = ["Audit"] };

    public static Switch Fix { get; } = new("fix", "Mend what an audit finds and what needs no decision; the rest is told.") { Targets = ["Audit"] };

    public static Option<Channel> Channel { get; } = new("channel", "NAME", "Where a cut release branch takes PyTorch from: test or release.", Grammars.Choice<Channel>) { Default = "test", Targets = ["Cut"] };

    public static Switch CatchUp { get; } = new("catch-up", "Bring places along that an earlier bump forgot, instead of stopping at them.") { Targets = ["Bump", "Cut", "NextDev", "Release"] };

    public static Option<NextKind> Next { get; } = new("next", "KIND", "Which version is taken where none is given: release, candidate or patch.", Grammars.Choice<NextKind>)
    {
        Default = "release, by the criteria",
    };

    public static Option<string> From { get; } = new("from", "REV", "Start of the range, left out of it.", Grammars.Revision)
    {
        Default = "the highest lower final release", Targets = ["Changelog", "Notes", "GitHubRelease", "Release"],
    };

    public static Option<string> To { get; } = new("to", "REV", "End of the range.", Grammars.Revision) { Default = "HEAD", Targets = ["Changelog", "Notes"] };

    public static Switch AllReleases { get; } = new("all-releases", "A section for every final release up to --to, newest first, into --output.") { Targets = ["Changelog"] };

    public static Option<ChangelogFormat> Compat { get; } = new(
        "compat", "FORMAT", "Whose text a section is, byte for byte: cli5 (conventional-changelog-cli 5) or cc8 (conventional-changelog 8).", Grammars.Choice<ChangelogFormat>)
    {
        Default = "cli5", Targets = ["Changelog"],
    };

    public static Option<ChangelogTool> ChangelogTool { get; } = new(
        "changelog-tool", "TOOL", "What writes a section: native, or conventional-changelog, the program of npm that is on the PATH.", Grammars.ChangelogProgram)
    {
        Default = "native", Targets = ["Changelog"],
    };

    public static Option<ChangelogOrder> ChangelogOrder { get; } = new(
        "changelog-order", "ORDER", "Where a new section goes: own (as the file has its sections), newest (on top) or oldest (at the end).", Grammars.Choice<ChangelogOrder>)
    {
        Default = "own", Targets = ["Changelog", "VersionBumpPr", "Release"],
    };

    public static Switch Deepen { get; } = new("deepen", "Fetch what a shallow clone lacks, history and tags, from the remote origin; without it a shallow clone is refused.");

    public static Switch Provision { get; } = new("provision", "Install from the distribution's packages what the targets need and the machine lacks.");

    public static Switch InstallDotNet { get; } = new("install-dotnet", "Read by build.sh and build.ps1: fetch the .NET SDK with Microsoft's script when there is none.");

    public static Option<string> Branch { get; } = new("branch", "NAME", "Branch that is frozen and released.", Grammars.RefName) { Default = "the branch that is checked out" };

    public static Option<Uri> Forge { get; } = new("forge", "URL", "Base address of the forge's REST API, for GitHub Enterprise.", Grammars.Api) { Default = PublicApi };

    public static Option<RepositoryName> GitHub { get; } = new("github", "OWNER/REPO", "Repository on the forge.", Grammars.Repository) { Default = "read from the remote origin" };

    public static Option<int> TwinPort { get; } = new("twin-port", "PORT", "Loopback port of the embedded GitHub.", Grammars.Port) { Default = "a free one" };

    public static Option<string> TwinSeed { get; } = new("twin-seed", "SEED", "First contents of the embedded GitHub: a JSON file with milestones, issues, pull requests, checks, or OWNER/REPO, what that repository on the forge holds now.", Grammars.Path);

    public static Option<string> IgnoreLabel { get; } = new("ignore-label", "LABEL", "Open pull requests with this label do not hold the freeze up.", Grammars.Title)
    {
        Default = "not-applicable", IsRepeatable = true, Targets = ["Freeze", "Release"],
    };

    public static Option<int> IgnorePull { get; } = new("ignore-pull", "NUMBER", "The open pull request of this number does not hold the freeze up.", Grammars.Positive)
    {
        IsRepeatable = true, Targets = ["Freeze", "Release"],
    };

    public static Option<TimeSpan> FreezeFor { get; } = new("freeze-for", "TIME", "How long the freeze binds, such as 12h or 7d.", Grammars.Duration)
    {
        Default = "7d", Targets = ["Freeze", "Release"],
    };

    public static Switch FreezeComment { get; } = new("freeze-comment", "Tell the people of the pull requests that stay open of the freeze: one comment on each, once a release.") { Targets = ["Freeze", "Release"] };

    public static Option<string> TakeOver { get; } = new("take-over", "WHY", "Break the lock of another run that died, and why.", Grammars.Sentence);

    public static Option<string> RequiredCheck { get; } = new("required-check", "NAME", "Check that must be green at the released commit.", Grammars.Title)
    {
        Default = "Required, Python API and Optional Tests on x86_64 and aarch64, as the era of the commit calls them", IsRepeatable = true, Targets = ["ReleaseTesting", "Release"],
    };

    public static Option<CheckWaiver> WaiveCheck { get; } = new("waive-check", "NAME=REASON", "A check that need not be green, and why; ' until 2026-12-31' after the reason ends that.", Grammars.CheckWaiver)
    {
        IsRepeatable = true, Targets = ["ReleaseTesting", "Release"],
    };

    public static Option<TimeSpan> Wait { get; } = new("wait", "TIME", "How long to wait for checks that still run, such as 90m or 4h.", Grammars.Duration)
    {
        Default = "not at all: exit code 4", Targets = ["ReleaseTesting", "Release"],
    };

    public static Switch RerunFailed { get; } = new("rerun-failed", "Have the failed jobs of checks run again, once.") { Targets = ["ReleaseTesting", "Release"] };

    public static Switch Here { get; } = new("here", "Run the suites of this machine's platform here: bazel test and pytest, at the released commit.") { Targets = ["ReleaseTesting", "Release"] };

    public static Option<string> BaseImage { get; } = new("base-image", "IMAGE", "Base image of the wheel container.", Grammars.Image)
    {
        Default = "the one its Dockerfile or release workflow names", Targets = ["WheelContainer", "Wheels", "Release"],
    };

    public static Option<ContainerNetwork> WheelNetwork { get; } = new("wheel-network", "NETWORK", "What the wheels' builds may reach: none, or engine for what the engine lets containers reach.", Grammars.Choice<ContainerNetwork>)
    {
        Default = "none, unless the build script fetches packages", Targets = ["Wheels", "Release"],
    };

    public static Option<string> Python { get; } = new("python", "PATH", "Python that runs the project's scripts and the performance tests, and Sphinx.", Grammars.Path) { Default = "python3", Targets = ["ReleaseTesting", "Docs", "Applications", "SupportedOps", "Perf", "Release"] };

    public static Option<string> DocsPython { get; } = new("docs-python", "PATH", "Python that runs Sphinx, or the folder of a virtual environment with one.", Grammars.Path) { Default = "that of --python, else of the sphinx-build on the PATH", Targets = ["Docs", "Release"] };

    public static Option<string> DocsContainer { get; } = new("docs-container", "IMAGE", "Image in which Sphinx runs, without network and without rights.", Grammars.Image) { Default = "none: on this machine", Targets = ["Docs", "Release"] };

    public static Switch DocsAgain { get; } = new("docs-again", "Make the documentation again, also where nothing has changed that it is made from.") { Targets = ["Docs", "Release"] };

    public static Option<int> DocsBudget { get; } = new("docs-budget", "MIB", "Size of a frozen folder above which a warning is given, in MiB.", Grammars.Positive) { Default = "64", Targets = ["Docs", "Release"] };

    public static Switch PruneNested { get; } = new("prune-nested", "Instead of making documentation: says which frozen documentation holds copies of older versions, and what they weigh.") { Targets = ["Docs"] };

    public static Switch Commit { get; } = new("commit", "With --prune-nested: takes the copies out, in one commit on the branch docs/prune-nested.") { Targets = ["Docs"] };

    public static Switch DocsFromTag { get; } = new("docs-from-tag", "Instead of making documentation: takes the frozen documentation of --version from its tag, as the release made it, and lists it.") { Targets = ["Docs"] };

    public static Option<string> SupportedOps { get; } = new("supportedops", "PATH", "Built program that lists the TorchScript operators, instead of building it with Bazel.", Grammars.Path)
    {
        Default = "the checkout's own", Targets = ["SupportedOps", "Release"],
    };

    public static Option<OperatorWaiver> WaiveOperator { get; } = new("waive-operator", "NAME=REASON", "Operator that is no longer supported, and why it may go.", Grammars.Waiver)
    {
        IsRepeatable = true, Targets = ["SupportedOps", "Release"],
    };

    public static Option<IReadOnlyList<string>> PerfModels { get; } = new("perf-models", "NAMES", "Models to measure, with commas between.", Grammars.ListOf(Grammars.Name))
    {
        Default = "all", IsRepeatable = true, Targets = ["Perf", "Release"],
    };

    public static Option<IReadOnlyList<string>> PerfDevices { get; } = new("perf-devices", "NAMES", "Devices to measure on, with commas between.", Grammars.ListOf(Grammars.Name))
    {
        Default = "all", IsRepeatable = true, Targets = ["Perf", "Release"],
    };

    public static Option<IReadOnlyList<int>> PerfBatch { get; } = new("perf-batch", "SIZES", "Batch sizes to measure, with commas between.", Grammars.ListOf(Grammars.Positive))
    {
        Default = "all", IsRepeatable = true, Targets = ["Perf", "Release"],
    };

    public static Option<IReadOnlyList<string>> PerfFrameworks { get; } = new("perf-frameworks", "NAMES", "Frameworks to measure with, with commas between.", Grammars.ListOf(Grammars.Name))
    {
        Default = "all", IsRepeatable = true, Targets = ["Perf", "Release"],
    };

    public static Option<Priority> PerfPriority { get; } = new("perf-priority", "P", "Leaves out cells that are wanted less than P0, P1, P2 or P4.", Grammars.Choice<Priority>)
    {
        Default = "p4", Targets = ["Perf", "Release"],
    };

    public static Option<PerfRunner> PerfRunner { get; } = new("perf-runner", "NAME", "What measures: own, or project for the checkout's tools/perf/perf_run.py.", Grammars.Choice<PerfRunner>)
    {
        Default = "own", Targets = ["Perf", "Release"],
    };

    public static Switch PerfAgain { get; } = new("perf-again", "Measure cells that have a result once more.") { Targets = ["Perf", "Release"] };

    public static Option<string> PerfAgainst { get; } = new("perf-against", "PATH", "Python with the last release: every cell is measured with both, in turn, and a slower release is blocked.", Grammars.Path)
    {
        Targets = ["Perf", "Release"],
    };

    public static Option<int> PerfTolerance { get; } = new("perf-tolerance", "PERCENT", "With --perf-against: how much slower a cell may be.", Grammars.Positive) { Default = "1", Targets = ["Perf", "Release"] };

    public static Option<int> PerfRounds { get; } = new("perf-rounds", "N", "With --perf-against: how often each cell is measured with each release.", Grammars.Positive) { Default = "12", Targets = ["Perf", "Release"] };

    public static Option<string> PerfResults { get; } = new("perf-results", "DIR", "Make the report from the results in a folder, and nothing else; files go to --artifacts.", Grammars.Path) { Targets = ["PerfReport"] };

    public static Option<string> PerfLast { get; } = new("perf-last", "DIR", "Results of the last release, for the report to compare with.", Grammars.Path) { Targets = ["PerfReport", "Release"] };

    public static Option<PerfExecutor> Executor { get; } = new("executor", "NAME", "Where the matrix runs: here, or slurm for the cluster of this machine.", Grammars.Choice<PerfExecutor>)
    {
        Default = "here", Targets = ["Perf", "Release"],
    };

    public static Option<string> SlurmPartition { get; } = new("slurm-partition", "NAME", "Partition of the cluster.", Grammars.Name) { Default = "the cluster's default", Targets = ["Perf", "Release"] };

    public static Option<int> SlurmAtOnce { get; } = new("slurm-at-once", "N", "Cells that run at the same time on one kind of GPU, at most.", Grammars.Positive) { Default = "8", Targets = ["Perf", "Release"] };

    public static Option<int> Cases { get; } = new("cases", "N", "At most so many cases of each experiment, evenly spread.", Grammars.Positive) { Default = "all", Targets = ["Reliability"] };

    public static Option<string> Bench { get; } = new("bench", "NAME", "Contest to run; give it several times for several.", Grammars.Name)
    {
        Default = "all", IsRepeatable = true, Targets = ["Bench"],
    };

    public static Switch Exclusive { get; } = new("exclusive", "Run the targets without their dependencies.") { Aliases = ["e"] };

    public static Switch DryRun { get; } = new("dryrun", "List the targets in the order they would run.") { Aliases = ["noop", "whatif"] };

    public static Switch Tree { get; } = new("tree", "Show the targets and their dependencies.") { Aliases = ["showtree"] };

    public static Switch ListDescriptions { get; } = new("description", "Show the targets and their descriptions.")
    {
        Aliases = ["descriptions", "showdescription", "showdescriptions"],
    };

    public static Option<Verbosity> Verbosity { get; } = new("verbosity", "LEVEL", "quiet, minimal, normal, verbose or diagnostic.", Grammars.Level)
    {
        Aliases = ["v"], Default = "normal",
    };

    public static Option<string> Working { get; } = new("working", "PATH", "Folder that relative paths start from.", Grammars.Path) { Aliases = ["w"], Default = "the current one" };

    public static Switch Info { get; } = new("info", "Print the versions of the program, of Cake and of .NET.");

    public static Switch Help { get; } = new("help", "Print this page.") { Aliases = ["h"] };

    public static EnvironmentVariable GitHubToken { get; } = new("GITHUB_TOKEN", "Token for the forge, needed with --publish; GH_TOKEN is read when it is not set, then gh auth token is asked.", IsSecret: true)
    {
        Aliases = ["GH_TOKEN"],
    };

    public static EnvironmentVariable ContinuousIntegration { get; } = new("CI", "true: a test that is skipped for want of a component fails the run.", IsSecret: false);

    public static EnvironmentVariable GitHubActions { get; } = new("GITHUB_ACTIONS", "true: log groups are written the way GitHub Actions folds them.", IsSecret: false);

    public static EnvironmentVariable GitHubEvent { get; } = new("GITHUB_EVENT_NAME", "What started the workflow: --publish is refused for events that a stranger can cause.", IsSecret: false);

    public static EnvironmentVariable GitHubActor { get; } = new("GITHUB_ACTOR", "Who releases, for those who find the branch frozen; the user of this machine when it is not set.", IsSecret: false);

    public static EnvironmentVariable SigningPassphrase { get; } = new("SIGNING_PASSPHRASE", "Passphrase of the minisign or gpg key of --sign, where it has one that no agent knows.", IsSecret: true);

    public static EnvironmentVariable GitHubRun { get; } = new("GITHUB_RUN_ID", "The run that builds, named in the statements about what it built; GITHUB_SERVER_URL and GITHUB_REPOSITORY complete its address.", IsSecret: false);

    public static EnvironmentVariable GitHubServer { get; } = new("GITHUB_SERVER_URL", "See GITHUB_RUN_ID.", IsSecret: false);

    public static EnvironmentVariable GitHubRepository { get; } = new("GITHUB_REPOSITORY", "See GITHUB_RUN_ID.", IsSecret: false);

    public static EnvironmentVariable Runner { get; } = new("RUNNER_ENVIRONMENT", "github-hosted or self-hosted: who the statements say built the files.", IsSecret: false);

    public static EnvironmentVariable SlurmConfiguration { get; } = new("SLURM_CONF", "Configuration of the cluster that --executor=slurm uses, where it is not the system's.", IsSecret: false);

    public static EnvironmentVariable NoColor { get; } = new("NO_COLOR", "Set to anything: plain text on a terminal too.", IsSecret: false);

    /// <summary>In the order of the help page.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        Target, Repo, Sample, Version, Plan, Publish, Confirm, Artifacts, ArtifactsFrom, Only, ReleaseFile, Sign, Trust, Offline, CheckLinks, Libtorch, SizeBudget, Output, Format,
        Torch, Cuda, Cudnn, TensorRt, .. OtherPins.Select(pin => pin.Option), Pins, Next, Channel, CatchUp,
        At, Baseline, Fix,
        From, To, AllReleases, Compat, ChangelogTool, ChangelogOrder,
        Deepen, Provision, InstallDotNet,
        Branch, Forge, GitHub, TwinPort, TwinSeed,
        IgnoreLabel, IgnorePull, FreezeFor, FreezeComment, TakeOver, RequiredCheck, WaiveCheck, Wait, RerunFailed, Here,
        BaseImage, WheelNetwork, Python,
        DocsPython, DocsContainer, DocsAgain, DocsBudget, PruneNested, Commit, DocsFromTag, SupportedOps, WaiveOperator,
        PerfModels, PerfDevices, PerfBatch, PerfFrameworks, PerfPriority, PerfRunner, PerfAgain, PerfAgainst, PerfTolerance, PerfRounds, PerfResults, PerfLast,
        Executor, SlurmPartition, SlurmAtOnce,
        Bench, Cases,
        Exclusive, DryRun, Tree, ListDescriptions, Verbosity, Working, Info, Help,
    ];

    public static IReadOnlyList<EnvironmentVariable> Variables { get; } = [GitHubToken, SigningPassphrase, ContinuousIntegration, GitHubActions, GitHubEvent, GitHubActor, GitHubRun, GitHubServer, GitHubRepository, Runner, SlurmConfiguration, NoColor];

    /// <summary>Values that must never be seen, as they are set in this environment.</summary>
    public static IReadOnlyList<string> Secrets(Func<string, string?> environment) =>
        [.. Variables.Where(variable => variable.IsSecret).SelectMany(variable => variable.Names).Select(environment).OfType<string>().Where(value => value.Length > 0)];

    private static Option<string> PinOption(Pin pin)
        => new(pin.Key(), "VERSION", $"{pin.Display()} version to pin.", Grammars.Pin) { Default = "what the checkout has", Targets = ["Bump", "Cut", "NextDev", "Release"] };
}

/// <summary>A dependency and the option that pins it.</summary>
public sealed record PinOfOption(Pin Pin, Option<string> Option);
