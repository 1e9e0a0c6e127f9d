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
                : new Pending([.. found.Select(path => new Change("take", Path.GetFileName(path), null, $"from {finished}"))]);
        }

        if (await bazel.Unable(library.Label, library.Options, cancel) is { } reason) return new Unable(reason);
        return new Pending([new Change("build", PublishedName(library), null, $"bazel build {string.Join(' ', library.Options)} {library.Label}")]);
    }

    /// <exception cref="ReleaseException">TR4401 bazel failed; TR5102, TR5110 to TR5116, TR5222 to TR5229: the tarball is not fit for this release, every reason at once.</exception>
    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var library = LibraryTarget.Find(files) ?? throw new InvalidOperationException("The observation found a target.");
        var sources = await Sources(library, cancel);
        var started = records.Now;
        var build = source.FinishedFolder is null ? await Build(library, cancel) : null;
        var built = build is null
            ? Finished(library).Select(path => (Path: path, Name: Path.GetFileName(path))).ToList()
            : [(Path.Combine(build.Outputs, library.File), PublishedName(library))];
        await Publish(built, cancel);

        var names = built.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var old in OutReceipt.Read(receipts.Read(Receipt))?.Files.Where(file => !names.Contains(file.Name)) ?? []) artifacts.Remove(old.Name);
        var taken = (await folder.Files(cancel)).Where(file => names.Contains(file.Name)).ToList();
        if (build is not null)
            foreach (var file in taken) await records.Write(file.Name, file.Sha256, sources, Facts(library, build, started), cancel);
        receipts.Write(Receipt, new OutReceipt(sources, [.. taken.Select(file => new OutReceipt.Entry(file.Sha256, file.Name))]).Text);
    }

    private async Task<BazelBuild> Build(LibraryTarget library, CancellationToken cancel)
    {
        var build = await bazel.Build(library.Label, library.Options, cancel);
        if (!build.Run.Succeeded) throw new ReleaseException(build.Run.Failure("TR4401"));
        return artifacts.In(build.Outputs).Contains(Path.Combine(build.Outputs, library.File))
            ? build
            : throw new ReleaseException(new ReleaseError("TR4402", $"{build.Run.Tool} ended well and left no {library.File}.", $"read {build.Run.LogFile}", build.Outputs));
    }

    private BuildFacts Facts(LibraryTarget library, BazelBuild build, DateTimeOffset started) => new(
        "libtorchtrt", new Dictionary<string, string> { ["label"] = library.Label, ["options"] = string.Join(' ', library.Options), ["architecture"] = source.Architecture },
        build.Tools, [], started, Digest.OfStream(artifacts.Open(build.Run.LogFile)));

    /// <summary>Looks into every tarball; where none is wrong, one that was built here is packed again and finished ones are taken as they are.</summary>
    private async Task Publish(IReadOnlyList<(string Path, string Name)> built, CancellationToken cancel)
    {
        var isBuiltHere = source.FinishedFolder is null;
        var problems = new List<ReleaseError>();
        foreach (var (path, name) in built)
        {
            using var aside = artifacts.Scratch();
            var (tarball, wrong) = examiner.Library(path, name, isBuiltHere ? source.Architecture : null, target.Version.Final, aside, cancel);
            problems.AddRange(wrong);
            if (wrong.Count == 0 && isBuiltHere) await Pack(tarball!, name, cancel);
        }

        if (problems.Count > 0) throw new ReleaseException(ExitCode.Failed, problems);
        foreach (var (path, name) in isBuiltHere ? [] : built) await artifacts.Take(path, name, cancel);
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

    /// <summary>As the catalog has it; Bazel's own name where the project publishes none for this platform.</summary>
    private string PublishedName(LibraryTarget library)
        => source.BuiltHere(files, target.Version, ArtifactKind.Tarball).FirstOrDefault(artifact => artifact.Abi == CxxAbi.Cxx11)?.FileName ?? library.File;

    private static string Stem(LibraryTarget library) => library.File[..library.File.IndexOf('.', StringComparison.Ordinal)];
}
