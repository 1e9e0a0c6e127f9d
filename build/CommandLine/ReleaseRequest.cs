using Build.Sample;
using Cake.Core.Diagnostics;
using TorchTrt.Release;
using TorchTrt.Release.Changelog;
using TorchTrt.Release.Channels;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Examine;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.CommandLine;

/// <summary>Where the effects of a release go.</summary>
public enum Destination
{
    /// <summary>A scratch clone and the embedded GitHub on loopback.</summary>
    Rehearsal,

    /// <summary>The real repository and the real forge.</summary>
    Publication,
}

/// <summary>How a target prints its result.</summary>
public enum ResultFormat
{
    Text,
    Json,

    /// <summary>Of an audit: the same as text.</summary>
    Table,

    /// <summary>Of an audit: SARIF 2.1.0.</summary>
    Sarif,

    /// <summary>Of an audit: a page that tells what was found from which release to which.</summary>
    Markdown,
}

/// <summary>What the target Docs does.</summary>
public enum DocsWork
{
    /// <summary>The two passes of the checklist.</summary>
    Make,

    /// <summary>Takes copies of older versions out of frozen documentation.</summary>
    PruneNested,

    /// <summary>Takes a released version's frozen documentation from its tag.</summary>
    FromTag,
}

/// <summary>Where Sphinx runs.</summary>
/// <param name="Python">An interpreter or the folder of a virtual environment; null: the Python of the sphinx-build on the PATH.</param>
/// <param name="Container">An image; null: on this machine.</param>
public sealed record RequestedDocsPlace(string? Python, string? Container);

/// <summary>How many sections of the changelog are printed.</summary>
public enum ChangelogSections
{
    One,

    /// <summary>One for every final release.</summary>
    All,
}

/// <summary>What writes a section of the changelog.</summary>
public enum ChangelogTool
{
    /// <summary>This program.</summary>
    Native,

    /// <summary>The program <c>conventional-changelog</c> of npm.</summary>
    ConventionalChangelog,
}

/// <summary>How the changelog is made.</summary>
public sealed record RequestedChangelog(ChangelogSections Sections, ChangelogFormat Format, ChangelogTool Tool, ChangelogOrder Order);

/// <summary>What is done about a clone whose history is cut off.</summary>
public enum ShallowClone
{
    Refused,
    Deepened,
}

/// <summary>Whether missing tools are installed or reported.</summary>
public enum MissingTools
{
    Report,
    Install,
}

/// <summary>Dependency versions to pin; null leaves what the checkout has.</summary>
public sealed record RequestedPins(string? Torch, string? Cuda, string? Cudnn, string? TensorRt)
{
    /// <summary>Versions of the dependencies that have no property of their own, as given.</summary>
    public IReadOnlyList<(Pin Pin, string Text)> Others { get; init; } = [];

    /// <summary>What a file asks for; an option of the same dependency stands instead.</summary>
    public IReadOnlyList<(Pin Pin, string Text)> FromFile { get; init; } = [];

    /// <exception cref="ReleaseException">TR1016 for every one that is no version, together.</exception>
    public PinRequest ToRequest()
    {
        var given = new (Pin Pin, string? Text)[] { (Pin.Torch, Torch), (Pin.Cuda, Cuda), (Pin.Cudnn, Cudnn), (Pin.TensorRt, TensorRt) }
            .Concat(Others.Select(pin => (pin.Pin, Text: (string?)pin.Text))).Where(pin => pin.Text is not null).ToList();
        return PinRequest.Parse(given.Concat(FromFile.Where(pin => given.All(option => option.Pin != pin.Pin)).Select(pin => (pin.Pin, (string?)pin.Text))));
    }
}

/// <summary>Whether an audit only tells, or mends what needs no decision.</summary>
public enum AuditHand
{
    Tells,
    Mends,
}

/// <summary>What is audited.</summary>
/// <param name="At">Commits, each as given; empty for the files on disk.</param>
/// <param name="Baseline">Absolute path of the file with accepted findings; null for none.</param>
public sealed record RequestedAudit(IReadOnlyList<string> At, string? Baseline, AuditHand Hand);

/// <summary>Whose program measures.</summary>
public enum PerfRunner
{
    Own,

    /// <summary>tools/perf/perf_run.py of the checkout.</summary>
    Project,
}

/// <summary>Where the performance matrix runs.</summary>
public enum PerfExecutor
{
    Here,
    Slurm,
}

/// <summary>Part of the performance matrix to run; empty means all of it.</summary>
/// <param name="Least">Cells that are wanted less are left out; null leaves none out.</param>
public sealed record RequestedPerf(IReadOnlyList<string> Models, IReadOnlyList<string> Devices, IReadOnlyList<int> Batches, IReadOnlyList<string> Frameworks, Priority? Least)
{
    public PerfRunner Runner { get; init; }

    public PerfMemory Memory { get; init; }

    /// <summary>Python of the last release; null when nothing is compared.</summary>
    public string? Against { get; init; }

    public PerfGate Gate { get; init; } = PerfGate.Standard;

    /// <summary>Absolute path of a folder to make the report from; null for this release's results.</summary>
    public string? Results { get; init; }

    /// <summary>Absolute path of a folder with the last release's results; null for none.</summary>
    public string? Last { get; init; }

    public PerfExecutor Executor { get; init; }

    public string? SlurmPartition { get; init; }

    public int SlurmAtOnce { get; init; } = 8;
}

/// <summary>Which links of published notes are followed.</summary>
public enum LinkCheck
{
    All,
    None,
}

/// <summary>How the branch is frozen.</summary>
/// <param name="IgnoredPulls">Numbers of open pull requests that do not hold it up.</param>
public sealed record RequestedFreeze(IReadOnlyList<int> IgnoredPulls, TimeSpan Lasts, FreezeWord Word);

/// <summary>A signature to make or to trust.</summary>
/// <param name="Method">Null: GitHub attests the files itself.</param>
public sealed record RequestedSignature(SignatureMethod? Method, string Key);

/// <summary>The gate of release testing.</summary>
/// <param name="Required">Names of checks; empty: those of the commit's era.</param>
public sealed record RequestedTesting(IReadOnlyList<string> Required, IReadOnlyList<CheckWaiver> Waivers, TimeSpan Wait, WhenFailed Failed, SuitePlace Suites);

/// <summary>Where suites run for which nobody else reports a check.</summary>
public enum SuitePlace
{
    Elsewhere,
    Here,
}

/// <summary>The embedded GitHub.</summary>
/// <param name="Port">0 takes a free one.</param>
/// <param name="Seed">Absolute path of its first contents, JSON; null for the sample's or none.</param>
/// <param name="Live">Repository on the forge whose present contents are its first; null for none.</param>
public sealed record RequestedTwin(int Port, string? Seed, RepositoryName? Live);

/// <summary>What the host itself is asked to do.</summary>
/// <param name="Arguments">The host's own arguments, in canonical form.</param>
/// <param name="Parts">Names of the parts of a release that were chosen, to run in its order; null: the targets as they are.</param>
public sealed record HostRequest(IReadOnlyList<string> Targets, IReadOnlySet<string>? Parts, IReadOnlyList<string> Arguments, Verbosity Verbosity, bool IsHelp, bool IsListing);

/// <summary>Everything the command line asked for, parsed and checked once. Paths are absolute.</summary>
public sealed record ReleaseRequest
{
    public required HostRequest Host { get; init; }

    /// <summary>Torch-TensorRT checkout; null: the bundled sample.</summary>
    public required string? Repo { get; init; }

    public required SampleLayout Sample { get; init; }

    /// <summary>Null: the next one by the release criteria.</summary>
    public required ReleaseVersion? Version { get; init; }

    public required Destination Destination { get; init; }

    /// <summary>Say what would be done, do nothing (<c>--plan</c>).</summary>
    public required bool IsPlan { get; init; }

    /// <summary>Fingerprint of the plan that was reviewed; null when none was given.</summary>
    public required string? Confirm { get; init; }

    public required string Artifacts { get; init; }

    /// <summary>Folder with files that other machines built; null when none was given.</summary>
    public required string? ArtifactsFrom { get; init; }

    /// <summary>What built libraries are examined against.</summary>
    public required ExaminationRequest Examination { get; init; }

    /// <summary>Selections of the release's files; empty means all.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    /// <summary>JSON file with what this release publishes otherwise; null when none was given.</summary>
    public required string? ReleaseFile { get; init; }

    /// <summary>Signatures to make; paths are absolute.</summary>
    public required IReadOnlyList<RequestedSignature> Sign { get; init; }

    /// <summary>Keys whose signatures count; paths are absolute.</summary>
    public required IReadOnlyList<SignatureKey> Trust { get; init; }

    /// <summary>Folder of downloads to check; null when none was given.</summary>
    public required string? Offline { get; init; }

    public required LinkCheck LinkCheck { get; init; }

    /// <summary>File for the result; <c>-</c> is standard output; null: the target's own place.</summary>
    public required string? Output { get; init; }

    public required ResultFormat Format { get; init; }

    public required RequestedPins Pins { get; init; }

    public required RequestedAudit Audit { get; init; }

    /// <summary>Which version is taken where <see cref="Version"/> is null.</summary>
    public required NextKind Next { get; init; }

    /// <summary>Where a cut release branch takes PyTorch from.</summary>
    public required Channel Channel { get; init; }

    public required Stragglers Stragglers { get; init; }

    /// <summary>First commit left out of a range; null: the last release.</summary>
    public required string? From { get; init; }

    /// <summary>Last commit of a range; null: HEAD.</summary>
    public required string? To { get; init; }

    public required RequestedChangelog Changelog { get; init; }

    public ShallowClone ShallowClone { get; init; }

    public required MissingTools MissingTools { get; init; }

    /// <summary>Branch that is released; null: the checkout's own.</summary>
    public required string? Branch { get; init; }

    /// <summary>Base address of another forge's REST API; null: GitHub's.</summary>
    public required Uri? OtherForge { get; init; }

    /// <summary>Base address of the forge's REST API.</summary>
    public Uri Forge => OtherForge ?? Options.GitHubApi;

    /// <summary>Null: read from the remote <c>origin</c>.</summary>
    public required RepositoryName? GitHub { get; init; }

    public required RequestedTwin Twin { get; init; }

    public required IReadOnlyList<string> IgnoredLabels { get; init; }

    public required RequestedFreeze Freeze { get; init; }

    /// <summary>Why the lock of another run is to be broken; null: it is not.</summary>
    public required string? TakeOver { get; init; }

    public required RequestedTesting Testing { get; init; }

    /// <summary>Base image of the wheel container; null: the project's own.</summary>
    public required string? BaseImage { get; init; }

    /// <summary>What the wheels' builds may reach; null: what their script needs.</summary>
    public required ContainerNetwork? WheelNetwork { get; init; }

    /// <summary>Interpreter that runs the project's scripts; null: the one on the PATH.</summary>
    public required string? Python { get; init; }

    public required RequestedDocsPlace DocsPlace { get; init; }

    public required DocsWork DocsWork { get; init; }

    public required DocsReuse DocsReuse { get; init; }

    public required DocsBudget DocsBudget { get; init; }

    /// <summary>How the index of operators is made.</summary>
    public required OperatorRules Operators { get; init; }

    public required RequestedPerf Perf { get; init; }

    /// <summary>Benchmarks to run; empty means all of them.</summary>
    public required IReadOnlyList<string> Contests { get; init; }

    /// <summary>How many cases of each reliability experiment; null: all.</summary>
    public required int? Cases { get; init; }

    /// <summary>The result goes to standard output, so everything else must not.</summary>
    public bool ResultsOnStandardOutput => Output == "-";

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ReleaseException">TR1001, TR1901 to TR1907, all problems together.</exception>
    public static ReleaseRequest Read(IReadOnlyList<string> args, DeskFolders folders) => RequestReader.Read(args, folders);
}
