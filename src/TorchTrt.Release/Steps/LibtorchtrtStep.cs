using TorchTrt.Release.Archives;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Attestations;
using TorchTrt.Release.Examine;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>Checklist step 6: libtorchtrt.tar.gz is built and packed again so that it is the same wherever it was built, or taken where another machine finished it; it is looked into and put into <c>out/</c>.</summary>
public sealed class LibtorchtrtStep(
    IWorkspace files, IBazel bazel, IArtifactFiles artifacts, IOutFolder folder, IReceipts receipts, BuildRecords records, ReleaseTarget target, ArtifactSource source, Examiner examiner) : IStep
{
    private const string Receipt = "libtorchtrt.txt";

    public string Name => "Libtorchtrt";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        if (LibraryTarget.Find(files) is not { } library) return new NotApplicable("this checkout's BUILD file makes no libtorchtrt");
        if (!source.Catalog(files, target.Version).All.Any(artifact => artifact.Kind == ArtifactKind.Tarball)) return new NotApplicable("no tarball is among the files that were asked for");
        var receipt = OutReceipt.Read(receipts.Read(Receipt));
        if (receipt is not null && receipt.Sources == await Sources(library, cancel) && receipt.IsIn(await folder.Files(cancel)))
            return new Done([.. receipt.Files.Select(file => $"{file.Name} sha256:{file.Sha256}")]);
        if (source.FinishedFolder is { } finished)
        {
            var found = Finished(library);
            return found.Count == 0
                ? new Blocked([new ReleaseError("TR5101", "there is no libtorchtrt tarball among the finished files.", "put it there, or leave --artifacts-from out to build it here", finished, $"{library.File} or {Stem(library)}-….tar.gz")])
                : new Pending([.. found.Select(path => new Change("take", Path.GetFileName(path), null, $"from {finished}"))]) { Makes = [.. found.Select(path => Path.GetFileName(path))] };
        }

        foreach (var build in Builds(library))
            if (await bazel.Unable(library.Label, build.Options, cancel) is { } reason) return new Unable(reason);
        return new Pending([.. Builds(library).Select(build => new Change("build", build.Name, null, $"bazel build {string.Join(' ', build.Options)} {library.Label}"))]) { Makes = [.. Builds(library).Select(build => build.Name)] };
    }

    /// <exception cref="ReleaseException">TR4401 bazel failed; TR5102, TR5110 to TR5116, TR5222 to TR5229: the tarball is not fit for this release, every reason at once.</exception>
    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var library = LibraryTarget.Find(files) ?? throw new InvalidOperationException("The observation found a target.");
        var sources = await Sources(library, cancel);
        var built = source.FinishedFolder is null ? await Build(library, cancel) : await Take(library, cancel);
        foreach (var old in OutReceipt.Read(receipts.Read(Receipt))?.Files.Where(file => !built.ContainsKey(file.Name)) ?? []) artifacts.Remove(old.Name);
        var taken = (await folder.Files(cancel)).Where(file => built.ContainsKey(file.Name)).ToList();
        foreach (var file in taken)
            if (built[file.Name] is { } facts) await records.Write(file.Name, file.Sha256, sources, facts, cancel);
        receipts.Write(Receipt, new OutReceipt(sources, [.. taken.Select(file => new OutReceipt.Entry(file.Sha256, file.Name))]).Text);
    }

    /// <summary>Builds for one ABI after the other, for bazel writes both to the same file; looks into each, and packs them again when nothing is wrong with any.</summary>
    /// <returns>How each file was built.</returns>
    private async Task<Dictionary<string, BuildFacts?>> Build(LibraryTarget library, CancellationToken cancel)
    {
        var built = new Dictionary<string, BuildFacts?>(StringComparer.Ordinal);
        var good = new List<(Tarball Tarball, string Name)>();
        var problems = new List<ReleaseError>();
        var asides = new List<IScratchBytes>();
        try
        {
            foreach (var build in Builds(library))
            {
                var started = records.Now;
                var (path, run) = await Build(library, build, cancel);
                asides.Add(artifacts.Scratch());
                var (tarball, wrong) = examiner.Library(path, build.Name, source.Architecture, target.Version.Final, asides[^1], cancel);
                problems.AddRange(wrong);
                if (wrong.Count == 0) good.Add((tarball!, build.Name));
                built.Add(build.Name, Facts(library, build, run, started));
            }

            if (problems.Count > 0) throw new ReleaseException(ExitCode.Failed, problems);
            foreach (var (tarball, name) in good) await Pack(tarball, name, cancel);
        }
        finally
        {
            foreach (var aside in asides) aside.Dispose();
        }

        return built;
    }

    private async Task<(string Path, BazelBuild Run)> Build(LibraryTarget library, LibraryBuild build, CancellationToken cancel)
    {
        var run = await bazel.Build(library.Label, build.Options, cancel);
        if (!run.Run.Succeeded) throw new ReleaseException(run.Run.Failure("TR4401"));
        var path = Path.Combine(run.Outputs, library.File);
        return artifacts.In(run.Outputs).Contains(path)
            ? (path, run)
            : throw new ReleaseException(new ReleaseError("TR4402", $"{run.Run.Tool} ended well and left no {library.File}.", $"read {run.Run.LogFile}", run.Outputs));
    }

    private BuildFacts Facts(LibraryTarget library, LibraryBuild build, BazelBuild run, DateTimeOffset started) => new(
        "libtorchtrt", new Dictionary<string, string> { ["label"] = library.Label, ["options"] = string.Join(' ', build.Options), ["architecture"] = source.Architecture },
        run.Tools, [], started, Digest.OfStream(artifacts.Open(run.Run.LogFile)));

    /// <summary>Looks into every finished file; where none is wrong, they are taken as they are.</summary>
    private async Task<Dictionary<string, BuildFacts?>> Take(LibraryTarget library, CancellationToken cancel)
    {
        var finished = Finished(library);
        var problems = new List<ReleaseError>();
        foreach (var path in finished)
        {
            using var aside = artifacts.Scratch();
            problems.AddRange(examiner.Library(path, Path.GetFileName(path), null, target.Version.Final, aside, cancel).Problems);
        }

        if (problems.Count > 0) throw new ReleaseException(ExitCode.Failed, problems);
        foreach (var path in finished) await artifacts.Take(path, Path.GetFileName(path), cancel);
        return finished.ToDictionary(path => Path.GetFileName(path), _ => (BuildFacts?)null, StringComparer.Ordinal);
    }

    /// <summary>Bazel's tarball depends on who built it, where and when; what is published depends on its content and on the commit's time.</summary>
    private async Task Pack(Tarball tarball, string name, CancellationToken cancel)
    {
        var packing = new TarGz(await records.SourceTime(cancel), tarball.Prefix, GzipPlan.Standard);
        artifacts.Write(name, to => packing.Write(tarball.Members, to, cancel));
    }

    private IReadOnlyList<string> Finished(LibraryTarget library) => source.Finished(artifacts, source.Catalog(files, target.Version), library.IsNamed);

    private async Task<string> Sources(LibraryTarget library, CancellationToken cancel) => source.FinishedFolder is not null
        ? $"finished {string.Join(' ', Finished(library).Select(path => Digest.OfStream(artifacts.Open(path))))}"
        : await Digest.OfSources(files, cancel);

    private IReadOnlyList<LibraryBuild> Builds(LibraryTarget library) => library.Builds(source.BuiltHere(files, target.Version, ArtifactKind.Tarball));

    private static string Stem(LibraryTarget library) => library.File[..library.File.IndexOf('.', StringComparison.Ordinal)];
}
