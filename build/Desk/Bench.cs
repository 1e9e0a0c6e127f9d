using Build.Adapters.Builds;
using Build.Adapters.Git;
using Build.Adapters.Json;
using Build.Adapters.Signing;
using Build.Adapters.Web;
using Build.CommandLine;
using Build.Perf;
using TorchTrt.Release.Examine;
using TorchTrt.Release.Attestations;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Suites;

namespace Build.Desk;

/// <summary>A session with the tools laid out for one step.</summary>
/// <param name="foresight">What a plan has come to; null outside a plan.</param>
public sealed class Bench(Session session, IProgress<string>? progress, TimeProvider time, Foresight? foresight)
{
    private readonly ToolRunner tools = new(session.Folder, progress);

    public Session Session => session;

    public Foresight? Foresight => foresight;

    /// <summary>Takes every line of a tool that runs long; null where nobody listens.</summary>
    public IProgress<string>? Progress => progress;

    public ReleaseTarget Target => session.Target;

    public IForge Forge => session.Forge;

    public IWorkspace Files => session.Workspace;

    public IArtifactFiles Artifacts => new ArtifactFiles(session.Folder);

    public BazelWorkspace Bazel => new(Files, tools);

    public IContainerEngine Containers => new DockerEngine(Files, tools, session.Folder);

    public Examiner Examiner(ExaminationRequest request) => new(Files, Artifacts, request);
    /// <summary>What was built here, and how.</summary>
    public BuildRecords Records => new(session.History, session.Receipts, Target, session.RepositoryUrl, BuilderIdentity.Here(), time);

    public static ISigner Signer => new Signer(Options.SigningPassphrase.Read(Environment.GetEnvironmentVariable));

    public SphinxDocs Docs(RequestedDocsPlace place)
        => new(Files, place.Container is { } image ? new DocsContainer(Containers, image) : new DocsHere(Files, tools, session.Folder, place.Python), Records.SourceTime);

    public IOperatorIndex OperatorIndex(string? python) => new OperatorIndexTool(Files, Bazel, tools, session.Folder, python);

    public ITreeStore Trees => GitTrees.In(Files.Root);

    public SuitesByHand SuitesByHand(ReleaseRequest request) => new(
        Files, SuiteResultFolder.Of(session.Folder, request.ArtifactsFrom),
        request.Testing.Suites == SuitePlace.Here ? new SuiteRunner(Files, Bazel, tools, session.Folder, Target, request.Python, time) : null);

    public IApplicationBuilder Applications(string? python) => new ApplicationBuilder(Files, Bazel, tools, session.Folder, python);

    /// <summary>A rehearsal's notes lead to pages that are not public yet, and nothing leaves the machine.</summary>
    public ILinks Links(LinkCheck check) => session.Intent != RunMode.Publish
        ? new UnaskedLinks("the pages of a rehearsal are not public")
        : check == LinkCheck.None ? new UnaskedLinks($"left out with {Options.CheckLinks}, or by another {Options.Forge}") : new LinkReader(time, progress);

    public IWheelTrial WheelTrial(string? python) => new PipTrial(tools, session.Folder, python);

    /// <param name="python">The interpreter that has what is measured.</param>
    public IPerfRunner Perf(string? python, RequestedPerf request) => request.Executor == PerfExecutor.Slurm
        ? new SlurmCells(
            PerfPrograms.With(python ?? "python3"), new SlurmTerms(request.SlurmPartition, request.SlurmAtOnce, TimeSpan.FromSeconds(2)),
            Path.Combine(session.Folder.State, "perf", "slurm"), session.Folder.Logs, Tell, time)
        : new PerfCells(PerfPrograms.With(python ?? "python3"), Path.Combine(session.Folder.Logs, "perf.log"), Tell, time);

    public PerfProtocol Protocol(RequestedPerf request) => PerfProtocol.Standard with { Project = request.Runner == PerfRunner.Project ? Files.Root : null };

    public IPerfResults PerfResults(string? artifactsFrom) => PerfResultFolder.Of(session.Folder, artifactsFrom);

    public IPerfRounds PerfRounds => new PerfRoundFolders(Path.Combine(session.Folder.State, "perf", "rounds"));

    private void Tell(string line) => progress?.Report(line);
}
