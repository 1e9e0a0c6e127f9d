using Build.Sample;
using TorchTrt.Release;
using TorchTrt.Release.Changelog;
using TorchTrt.Release.Channels;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Examine;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.CommandLine;

/// <summary>Builds the request out of the given arguments and refuses it when anything is wrong, saying everything that is.</summary>
internal static class RequestReader
{
    public static ReleaseRequest Read(IReadOnlyList<string> args, DeskFolders folders)
    {
        var given = new GivenArguments(args, Options.All);
        var from = given.One(Options.Working) is { } working ? folders with { Current = folders.Absolute(working) } : folders;
        var request = new ReleaseRequest
        {
            Host = Host(given, from),
            Repo = ExistingFolder(given, Options.Repo, from),
            Sample = given.Number(Options.Sample) ?? SampleLayout.Classic,
            Version = given.One(Options.Version),
            Destination = given.Has(Options.Publish) ? Destination.Publication : Destination.Rehearsal,
            IsPlan = given.Has(Options.Plan) || (given.Has(Options.PruneNested) && !given.Has(Options.Commit)),
            Confirm = given.One(Options.Confirm),
            Artifacts = given.One(Options.Artifacts) is { } artifacts ? from.Absolute(artifacts) : Path.Combine(folders.Home, "artifacts"),
            ArtifactsFrom = ExistingFolder(given, Options.ArtifactsFrom, from),
            Examination = new ExaminationRequest(ExistingFolder(given, Options.Libtorch, from), given.Number(Options.SizeBudget) is { } most ? (long)most << 20 : ExaminationRequest.Standard.SizeBudget),
            Only = given.All(Options.Only),
            ReleaseFile = given.One(Options.ReleaseFile) is { } releaseFile ? from.Absolute(releaseFile) : null,
            Sign = [.. given.All(Options.Sign).Select(signature => signature with { Key = KeyOf(signature, from) })],
            Trust = [.. given.All(Options.Trust).Select(trust => new SignatureKey(trust.Method!.Value, KeyOf(trust, from)))],
            Offline = ExistingFolder(given, Options.Offline, from),
            LinkCheck = given.Number(Options.CheckLinks) ?? (given.Has(Options.Forge) ? LinkCheck.None : LinkCheck.All),
            Output = given.One(Options.Output) is { } output ? output == "-" ? output : from.Absolute(output) : null,
            Format = given.Number(Options.Format) ?? ResultFormat.Text,
            Pins = new RequestedPins(given.One(Options.Torch), given.One(Options.Cuda), given.One(Options.Cudnn), given.One(Options.TensorRt))
            {
                Others = OtherPins(given),
                FromFile = ReadPins(given, from),
            },
            Audit = new RequestedAudit(
                given.All(Options.At), ExistingFile(given, Options.Baseline, from), given.Has(Options.Fix) ? AuditHand.Mends : AuditHand.Tells),
            Next = given.Number(Options.Next) ?? NextKind.Release,
            Channel = given.Number(Options.Channel) ?? Channel.Test,
            Stragglers = given.Has(Options.CatchUp) ? Stragglers.CatchUp : Stragglers.Stop,
            From = given.One(Options.From),
            To = given.One(Options.To),
            Changelog = new RequestedChangelog(
                given.Has(Options.AllReleases) ? ChangelogSections.All : ChangelogSections.One, given.Number(Options.Compat) ?? ChangelogFormat.Cli5, given.Number(Options.ChangelogTool) ?? ChangelogTool.Native,
                given.Number(Options.ChangelogOrder) ?? ChangelogOrder.Own),
            ShallowClone = given.Has(Options.Deepen) ? ShallowClone.Deepened : ShallowClone.Refused,
            MissingTools = given.Has(Options.Provision) ? MissingTools.Install : MissingTools.Report,
            Branch = given.One(Options.Branch),
            OtherForge = given.One(Options.Forge),
            GitHub = given.One(Options.GitHub),
            Twin = Twin(given, from),
            IgnoredLabels = OrDefault(given.All(Options.IgnoreLabel), Options.NotApplicableLabel),
            Freeze = new RequestedFreeze(given.All(Options.IgnorePull), given.Number(Options.FreezeFor) ?? TimeSpan.FromDays(7), given.Has(Options.FreezeComment) ? FreezeWord.Said : FreezeWord.Unsaid),
            TakeOver = given.One(Options.TakeOver),
            Testing = new RequestedTesting(
                given.All(Options.RequiredCheck), given.All(Options.WaiveCheck), given.Number(Options.Wait) ?? TimeSpan.Zero, given.Has(Options.RerunFailed) ? WhenFailed.RunAgain : WhenFailed.Report,
                given.Has(Options.Here) ? SuitePlace.Here : SuitePlace.Elsewhere),
            BaseImage = given.One(Options.BaseImage),
            WheelNetwork = given.Number(Options.WheelNetwork),
            Python = given.One(Options.Python),
            DocsPlace = new RequestedDocsPlace(given.One(Options.DocsPython) is { } docs ? docs.Contains('/', StringComparison.Ordinal) ? from.Absolute(docs) : docs : given.One(Options.Python), given.One(Options.DocsContainer)),
            DocsWork = given.Has(Options.PruneNested) ? DocsWork.PruneNested : given.Has(Options.DocsFromTag) ? DocsWork.FromTag : DocsWork.Make,
            DocsReuse = given.Has(Options.DocsAgain) ? DocsReuse.Never : DocsReuse.Unchanged,
            DocsBudget = given.Number(Options.DocsBudget) is { } mebibytes ? DocsBudget.OfMebibytes(mebibytes) : DocsBudget.Usual,
            Operators = new OperatorRules(given.One(Options.SupportedOps) is { } program ? from.Absolute(program) : null, given.All(Options.WaiveOperator)),
            Perf = Perf(given, from),
            Contests = given.All(Options.Bench),
            Cases = given.Number(Options.Cases),
        };
        Contradictions(given, request);
        return given.Problems.Count == 0 ? request : throw new ReleaseException(ExitCode.Failed, [.. given.Problems]);
    }

    private static HostRequest Host(GivenArguments given, DeskFolders folders)
    {
        var targets = given.All(Options.Target);
        // Cake runs exclusive targets in an order of its own; the parts of a release have the order of the release.
        var parts = given.Has(Options.Exclusive) && targets.Count > 1 && targets.All(ReleaseGraph.Parts.Contains) ? targets.ToHashSet(StringComparer.OrdinalIgnoreCase) : null;
        var isExclusive = given.Has(Options.Exclusive) && parts is null;
        var verbosity = given.Number(Options.Verbosity) ?? Cake.Core.Diagnostics.Verbosity.Normal;
        IEnumerable<string> arguments =
        [
            .. (parts is null ? targets : [nameof(Tasks.Release)]).Select(target => $"--target={target}"),
            $"--verbosity={verbosity.ToString().ToLowerInvariant()}",
            .. given.Has(Options.Working) ? [$"--working={folders.Current}"] : Array.Empty<string>(),
            // Downloads are checked, and reports made from files, without a release around them.
            .. given.Has(Options.Offline) || given.Has(Options.PerfResults) || isExclusive ? [$"--{Options.Exclusive.Name}"] : Array.Empty<string>(),
            .. new[] { Options.DryRun, Options.Tree, Options.ListDescriptions, Options.Info }.Where(given.Has).Select(option => $"--{option.Name}"),
            .. given.Has(Options.Version) && !given.HasValue(Options.Version) ? ["--version"] : Array.Empty<string>(),
        ];
        var isListing = new Option[] { Options.Tree, Options.ListDescriptions, Options.Info }.Any(given.Has);
        return new HostRequest(targets, parts, [.. arguments], verbosity, given.Has(Options.Help), isListing);
    }

    /// <summary>Two words with a slash between are a repository, unless a file is called that.</summary>
    private static RequestedTwin Twin(GivenArguments given, DeskFolders folders)
    {
        var port = given.Number(Options.TwinPort) ?? 0;
        if (given.One(Options.TwinSeed) is not { } seed) return new RequestedTwin(port, null, null);
        var path = folders.Absolute(seed);
        return Grammars.IsRepository(seed) && !File.Exists(path) && seed[0] != '.' && !seed.EndsWith(".json", StringComparison.Ordinal)
            ? new RequestedTwin(port, null, Grammars.Repository(seed))
            : new RequestedTwin(port, path, null);
    }

    private static RequestedPerf Perf(GivenArguments given, DeskFolders folders)
        => new(Flat(given.All(Options.PerfModels)), Flat(given.All(Options.PerfDevices)), Flat(given.All(Options.PerfBatch)), Flat(given.All(Options.PerfFrameworks)), given.Number(Options.PerfPriority))
        {
            Runner = given.Number(Options.PerfRunner) ?? PerfRunner.Own,
            Memory = given.Has(Options.PerfAgain) ? PerfMemory.Again : PerfMemory.Resume,
            Against = given.One(Options.PerfAgainst),
            Gate = new PerfGate(given.Number(Options.PerfTolerance) / 100.0 ?? PerfGate.Standard.Tolerance, given.Number(Options.PerfRounds) ?? PerfGate.Standard.Rounds),
            Results = ExistingFolder(given, Options.PerfResults, folders),
            Last = ExistingFolder(given, Options.PerfLast, folders),
            Executor = given.Number(Options.Executor) ?? PerfExecutor.Here,
            SlurmPartition = given.One(Options.SlurmPartition),
            SlurmAtOnce = given.Number(Options.SlurmAtOnce) ?? 8,
        };

    private static string KeyOf(RequestedSignature signature, DeskFolders folders)
        => signature.Method is SignatureMethod.Ssh or SignatureMethod.Minisign ? folders.Absolute(signature.Key) : signature.Key;

    private static string? ExistingFolder(GivenArguments given, Option<string> option, DeskFolders folders)
    {
        if (given.One(option) is not { } text) return null;
        var path = folders.Absolute(text);
        if (!Directory.Exists(path)) given.Refuse(new ReleaseError("TR1907", $"there is no folder {path}.", "check the path.", $"{option}"));
        return path;
    }

    private static string? ExistingFile(GivenArguments given, Option<string> option, DeskFolders folders)
    {
        if (given.One(option) is not { } text) return null;
        var path = folders.Absolute(text);
        if (!File.Exists(path)) given.Refuse(new ReleaseError("TR1907", $"there is no file {path}.", "check the path.", $"{option}"));
        return path;
    }

    private static List<(Pin Pin, string Text)> OtherPins(GivenArguments given)
    {
        var others = new List<(Pin Pin, string Text)>();
        foreach (var pin in Options.OtherPins)
            if (given.One(pin.Option) is { } text) others.Add((pin.Pin, text));
        return others;
    }

    private static IReadOnlyList<(Pin Pin, string Text)> ReadPins(GivenArguments given, DeskFolders folders)
    {
        if (ExistingFile(given, Options.Pins, folders) is not { } path || !File.Exists(path)) return [];
        try
        {
            return PinsFile.Read(path, File.ReadAllBytes(path));
        }
        catch (ReleaseException refused)
        {
            foreach (var error in refused.Errors) given.Refuse(error);
            return [];
        }
    }

    private static void Contradictions(GivenArguments given, ReleaseRequest request)
    {
        if (request.Confirm is not null && request.Destination == Destination.Rehearsal)
            given.Refuse(new ReleaseError("TR1906", "there is nothing to confirm without --publish.", "add --publish, or leave --confirm out.", $"{Options.Confirm}"));
        if (request.Destination == Destination.Publication && request.Repo is null)
            given.Refuse(new ReleaseError("TR1906", "the bundled sample is never published.", "name the checkout with --repo=PATH.", $"{Options.Publish}"));
        if (request.Audit is { Hand: AuditHand.Mends, At.Count: > 0 })
            given.Refuse(new ReleaseError("TR1906", "commits are not mended, only the files on disk.", "leave --at or --fix out.", $"{Options.Fix}"));
        if (request.Format is ResultFormat.Table or ResultFormat.Sarif or ResultFormat.Markdown && request.Host.Targets.Any(target => target != "Audit"))
            given.Refuse(new ReleaseError("TR1906", $"{request.Format.ToString().ToLowerInvariant()} is a format of audits.", "give text or json, or the target Audit.", $"{Options.Format}"));
        foreach (var work in new[] { Options.PruneNested, Options.DocsFromTag }.Where(given.Has))
            if (!request.Host.Targets.All(target => target.Equals("Docs", StringComparison.OrdinalIgnoreCase)))
                given.Refuse(new ReleaseError("TR1906", "it is no part of a release.", "give --target=Docs alone with it.", $"{work}"));
        if (given.Has(Options.PruneNested) && given.Has(Options.DocsFromTag))
            given.Refuse(new ReleaseError("TR1906", "Docs does one thing at a time.", "give --prune-nested or --docs-from-tag.", $"{Options.DocsFromTag}"));
        if (given.Has(Options.DocsFromTag) && request.Version is null)
            given.Refuse(new ReleaseError("TR1906", "which version is not said.", "add --version=X.Y.Z of a release.", $"{Options.DocsFromTag}"));
        if (given.Has(Options.DocsPython) && request.DocsPlace.Container is not null)
            given.Refuse(new ReleaseError("TR1906", "Sphinx runs in one place.", "leave --docs-python or --docs-container out; in a container it is its python3.", $"{Options.DocsContainer}"));
        if (given.Has(Options.Offline) && !request.Host.Targets.All(target => target.Equals("Verify", StringComparison.OrdinalIgnoreCase)))
            given.Refuse(new ReleaseError("TR1906", "it is no part of a release.", "give --target=Verify alone with it.", $"{Options.Offline}"));
        if (given.Has(Options.PerfResults) && !request.Host.Targets.All(target => target.Equals("PerfReport", StringComparison.OrdinalIgnoreCase)))
            given.Refuse(new ReleaseError("TR1906", "it is no part of a release.", "give --target=PerfReport alone with it.", $"{Options.PerfResults}"));
        if (given.Has(Options.PerfRounds) && request.Perf.Gate.Rounds < 3)
            given.Refuse(new ReleaseError("TR1906", "fewer than 3 rounds show nothing.", "give 3 or more.", $"{Options.PerfRounds}"));
        if ((given.Has(Options.PerfRounds) || given.Has(Options.PerfTolerance)) && request.Perf.Against is null)
            given.Refuse(new ReleaseError("TR1906", "there is nothing to compare with.", "add --perf-against=PATH, or leave it out.", $"{(given.Has(Options.PerfRounds) ? Options.PerfRounds : Options.PerfTolerance)}"));
        if (given.Has(Options.Trust) && !given.Has(Options.Offline))
            given.Refuse(new ReleaseError("TR1906", "there is nothing to trust without --offline.", "add --offline=DIR, or leave it out.", $"{Options.Trust}"));
        if (given.Has(Options.Commit) && !given.Has(Options.PruneNested))
            given.Refuse(new ReleaseError("TR1906", "it makes the commit of --prune-nested.", "add --prune-nested, or leave it out.", $"{Options.Commit}"));
        if (given.Has(Options.Next) && request.Version is not null)
            given.Refuse(new ReleaseError("TR1906", "a version is given as well.", "give --version or --next.", $"{Options.Next}"));
        if (given.Has(Options.AllReleases) && request.Output is null)
            given.Refuse(new ReleaseError("TR1906", "it is printed, never written into the checkout.", "say where to with --output; - is standard output.", $"{Options.AllReleases}"));
        if (given.Has(Options.AllReleases) && request.From is not null)
            given.Refuse(new ReleaseError("TR1906", "it begins with the first release.", "leave --from out.", $"{Options.AllReleases}"));
        if (given.Has(Options.Sample) && request.Repo is not null)
            given.Refuse(new ReleaseError("TR1906", "a checkout is given as well.", "give --repo or --sample.", $"{Options.Sample}"));
    }

    private static IReadOnlyList<string> OrDefault(IReadOnlyList<string> given, IReadOnlyList<string> standard) => given.Count > 0 ? given : standard;

    private static IReadOnlyList<T> Flat<T>(IReadOnlyList<IReadOnlyList<T>> lists) => [.. lists.SelectMany(list => list)];
}
