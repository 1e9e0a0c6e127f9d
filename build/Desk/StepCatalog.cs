using Build.CommandLine;
using Build.Perf;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Changelog;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>Which step each target carries out, made for a session.</summary>
public sealed class StepCatalog
{
    private readonly Dictionary<string, Func<Bench, IStep>> steps;
    private readonly ReleaseRequest request;
    private readonly TimeProvider time;

    public StepCatalog(ReleaseRequest request, ArtifactSources sources, ChangelogTools changelogs, TimeProvider time)
    {
        this.request = request;
        this.time = time;
        steps = new Dictionary<string, Func<Bench, IStep>>(StringComparer.Ordinal)
        {
            ["Freeze"] = on => new FreezeStep(
                on.Forge, on.Target, new FreezeRules(request.IgnoredLabels, request.Freeze.IgnoredPulls), new FreezeTerms(Manager, request.Freeze.Lasts, request.Freeze.Word), time),
            ["Thaw"] = on => new ThawStep(on.Forge, on.Target, time, on.Foresight),
            ["ReleaseTesting"] = on => new ReleaseTestingStep(
                on.Forge, on.Artifacts, on.Session.OutFolder, on.Session.Receipts, on.Target,
                new TestingGate(request.Testing.Required, WhenNothingIsKnown(on.Session), request.Testing.Waivers, Manager, request.Testing.Wait, request.Testing.Failed),
                on.SuitesByHand(request), time, on.Progress),
            ["Applications"] = on => new ApplicationsStep(on.Files, on.Applications(request.Python), on.Session.Receipts, on.Session.TestedCommit),
            ["SupportedOps"] = on => new SupportedOpsStep(on.Files, on.Session.History, on.OperatorIndex(request.Python), on.Session.Receipts, on.Target, request.Operators),
            ["Docs"] = on => request.DocsWork switch
            {
                DocsWork.PruneNested => new PruneNestedDocsStep(on.Trees, on.Session.Git, on.Session.History, on.Session.Receipts, on.Target),
                DocsWork.FromTag => new DocsFromTagStep(on.Files, on.Trees, on.Session.History, on.Target),
                _ => DocsOf(on),
            },
            ["Bump"] = on => new BumpStep(on.Files, BumpOf(BumpKind.Release, on)),
            ["Cut"] = on => new BumpStep(on.Files, BumpOf(BumpKind.Cut, on)),
            ["NextDev"] = on => new BumpStep(on.Files, BumpOf(BumpKind.Development, on)),
            ["Changelog"] = on => new ChangelogStep(on.Files, on.Session.History, on.Target, time, new ChangelogOptions(on.Session.RepositoryUrl, request.Changelog.Format, changelogs.For(on.Files.Root), request.Changelog.Order)),
            ["VersionBumpPr"] = on => new VersionBumpPrStep(on.Forge, on.Session.Git, on.Session.History, on.Session.Receipts, on.Target, on.Session.MergePolicy),
            ["Perf"] = on => request.Perf.Against is { } last
                ? new PerfDuelStep(on.Perf(request.Python, request.Perf), on.Perf(last, request.Perf), on.PerfRounds, on.PerfResults(request.ArtifactsFrom), Cells(), on.Protocol(request.Perf), request.Perf.Gate)
                : new PerfStep(on.Perf(request.Python, request.Perf), on.PerfResults(request.ArtifactsFrom), Cells(), on.Protocol(request.Perf), request.Perf.Memory),
            ["PerfReport"] = on => new PerfReportStep(on.PerfResults(request.ArtifactsFrom), request.Perf.Last is { } earlier ? new PerfResultFolder(earlier, null) : null, on.Session.Receipts, on.Target, PerfFormats.All),
            ["Tag"] = on => new TagStep(on.Forge, on.Session.Git, on.Files, on.Target),
            ["Libtorchtrt"] = on => new LibtorchtrtStep(on.Files, on.Bazel, on.Artifacts, on.Session.OutFolder, on.Session.Receipts, on.Records, on.Target, sources.Of(request), on.Examiner(request.Examination)),
            ["WheelContainer"] = on => new WheelContainerStep(on.Files, on.Containers, on.Target, sources.Of(request)),
            ["Wheels"] = on => new WheelsStep(
                on.Files, on.Containers, on.Artifacts, on.Session.OutFolder, on.Session.Receipts, on.Records, on.Target, sources.Of(request), on.Examiner(request.Examination), Environment.ProcessorCount, on.Foresight),
            ["Attest"] = on => new AttestStep(on.Files, on.Session.History, on.Session.OutFolder, on.Artifacts, on.Session.Receipts, Bench.Signer, on.Records, on.Target, sources.Of(request), AttestOf(on), on.Foresight),
            ["GitHubRelease"] = on => new GitHubReleaseStep(on.Forge, on.Session.OutFolder, new NotesWriter(on.Session), on.Target, on.Foresight),
            ["Verify"] = on => new VerifyStep(on.Forge, on.Session.Attached, on.Session.Receipts, on.Links(request.LinkCheck), on.WheelTrial(request.Python), on.Target),
            ["Undo"] = on => new UndoStep(on.Forge, on.Target),
        };

        PerfFilter Cells() => PerfFilter.Parse(request.Perf.Models, request.Perf.Devices, request.Perf.Batches, request.Perf.Frameworks, request.Perf.Least);

        AttestOptions AttestOf(Bench on) => new(
            on.Session.Intent == RunMode.Publish || request.ArtifactsFrom is not null ? CatalogGate.Enforce : CatalogGate.Report,
            [.. request.Sign.Where(signature => signature.Method is not null).Select(signature => new SignatureKey(signature.Method!.Value, signature.Key))],
            BuilderIdentity.Here(), BuilderIdentity.Tool, on.Session.RepositoryUrl,
            request.Sign.Any(signature => signature.Method is null) ? BuilderIdentity.GitHubStep(Path.Combine(on.Session.Folder.Out, Checksums.FileName)) : null);

        ReviewedDocsStep DocsOf(Bench on)
        {
            var sphinx = on.Docs(request.DocsPlace);
            var library = new LibraryCheck(sphinx, on.Artifacts, on.Session.Folder.Out, on.Target, on.Session.Intent == RunMode.Rehearse ? DevelopmentBuild.OfTheCommit : DevelopmentBuild.Refused);
            var passes = new DocsStep(on.Files, new ReviewedDocs(sphinx, on.Trees, on.Session.Receipts, on.Target, request.DocsBudget), on.Session.Receipts, on.Target, request.DocsReuse);
            return new ReviewedDocsStep(new CheckedDocsStep(passes, on.Files, library, on.Target), on.Session.Receipts);
        }

        BumpRequest BumpOf(BumpKind kind, Bench on) => new(
            kind, on.Target.Version, request.Pins.ToRequest(), request.Channel, request.Stragglers);
    }

    /// <summary>The steps of a whole release whose state the world shows, in their order.</summary>
    public static IReadOnlyList<string> Release { get; } = ["Freeze", "ReleaseTesting", "Bump", "Changelog", "VersionBumpPr", "Tag", "GitHubRelease", "Verify", "Thaw"];

    public bool Has(string name) => steps.ContainsKey(name);

    /// <param name="progress">Takes every line of a tool that runs long.</param>
    /// <param name="foresight">What a plan has come to; null outside a plan.</param>
    public IStep Step(string name, Session session, IProgress<string>? progress, Foresight? foresight) => steps[name](new Bench(session, progress, time, foresight));

    /// <summary>What keeps a second run away from the forge while this one changes it.</summary>
    public LockStep Lock(Session session)
        => new(session.Forge, session.Target, new LockTerms(Manager, Environment.MachineName, HolderOf(session), request.TakeOver), time);

    /// <summary>The release's folder by a name of its own, kept in it; a plan needs none and keeps nothing.</summary>
    private static string HolderOf(Session session)
    {
        const string receipt = "holder.txt";
        if (session.Receipts.Read(receipt) is { } known) return known;
        var holder = Guid.NewGuid().ToString("N");
        if (session.Mode != RunMode.Plan) session.Receipts.Write(receipt, holder);
        return holder;
    }

    /// <summary>Who releases, on one line.</summary>
    private static string Manager => Options.GitHubActor.Read(Environment.GetEnvironmentVariable) is { Length: > 0 } actor ? actor : Environment.UserName;

    private static NothingKnown WhenNothingIsKnown(Session on) => on.World?.Knowledge == WorldKnowledge.RepositoryOnly ? NothingKnown.CannotTell : NothingKnown.IsNotGreen;
}
