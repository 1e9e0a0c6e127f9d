using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Attestations;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>What a release whose files are not those of the catalog comes to.</summary>
public enum CatalogGate
{
    /// <summary>Says it: a rehearsal's machine may lack what builds the rest.</summary>
    Report,

    /// <summary>Ends there.</summary>
    Enforce,
}

/// <summary>How files are attested.</summary>
/// <param name="Keys">Keys that sign SHA256SUMS.</param>
/// <param name="Tool">This program, name and version.</param>
/// <param name="HostedStep">The workflow step with which the CI system attests the same files itself; null where none was asked for.</param>
public sealed record AttestOptions(CatalogGate Gate, IReadOnlyList<SignatureKey> Keys, Builder Builder, (string Name, string Version) Tool, string RepositoryUrl, string? HostedStep);

/// <summary>
/// Checklist step 6, before anything is uploaded: the files are those of the catalog; a statement about each, bills of materials, SHA256SUMS over everything
/// in <c>out/</c>, and signatures of that list.
/// </summary>
public sealed class AttestStep(
    IWorkspace files, IHistory history, IOutFolder folder, IArtifactFiles artifacts, IReceipts receipts, ISigner signer, BuildRecords records, ReleaseTarget target, ArtifactSource source,
    AttestOptions options, Foresight? foresight = null) : IStep
{
    private const string Receipt = "signatures.txt";
    private const int Shown = 8;

    public string Name => "Attest";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var present = await folder.Files(cancel);
        var built = Built(present);
        var coming = (foresight?.Files ?? []).Where(name => present.All(file => file.Name != name)).ToList();
        if (!present.Any(file => !IsMade(file.Name)) && coming.Count == 0) return new NotApplicable("there is no file to publish, so there is nothing to attest");
        var unlike = source.Catalog(files, target.Version).Compare([.. built.Select(file => file.Name), .. coming.Where(ArtifactCatalog.Lists)]);
        if (options.Gate == CatalogGate.Enforce && unlike.Count > 0) return new Blocked(unlike);
        if (await UnableKeys(cancel) is { Count: > 0 } unable) return new Blocked(unable);

        var wanted = await Wanted(present, cancel);
        var foreseen = About(coming, wanted).ToList();
        var written = wanted.Documents.Where(document => !IsThere(present, document)).Select(document => new Change(
            "write", document.Name, Before(present, document.Name), document == wanted.Sums ? $"digests of {Count(wanted.Listed + coming.Count + foreseen.Count)}" : document.About)).Concat(foreseen).ToList();
        var changes = written.Concat(Stale(present, wanted).Select(file => new Change("remove", file.Name, file.Digest, "absent")))
            .Concat(Unsigned(present, wanted).Select(key => new Change("sign", Checksums.FileName, null, $"{Checksums.FileName}{key.Ending} with {key}"))).ToList();
        if (changes.Count > 0) return new Pending(changes) { Makes = [.. written.Select(change => change.Target), .. options.Keys.Select(key => Checksums.FileName + key.Ending)] };
        return new Done(
        [
            $"{Checksums.FileName} lists {Count(present.Count(file => !Checksums.IsListOrSignature(file.Name)))}, each as it is in out/; {built.Count} have a statement",
            .. present.Where(file => Checksums.IsListOrSignature(file.Name) && file.Name != Checksums.FileName).Select(file => $"{file.Name} signs {Checksums.FileName}"),
            .. unlike.Take(Shown).Select(problem => $"not as the catalog has it: {problem.What}"),
            .. unlike.Count > Shown ? [$"and {unlike.Count - Shown} more of that kind; --target=Matrix lists what a release has"] : Array.Empty<string>(),
            .. options.HostedStep is { } step ? [$"to have the CI system attest the same files, run this step next:\n{step}"] : Array.Empty<string>(),
        ]);
    }

    /// <exception cref="ReleaseException">TR5301 names that SHA256SUMS cannot hold; TR5312 a tool that could not sign.</exception>
    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        var present = await folder.Files(cancel);
        var wanted = await Wanted(present, cancel);
        foreach (var stale in Stale(present, wanted)) artifacts.Remove(stale.Name);
        foreach (var document in wanted.Documents.Where(document => !IsThere(present, document))) artifacts.Write(document.Name, document.Content);
        foreach (var key in Unsigned(present, wanted))
        {
            var signature = await signer.Sign(key, Checksums.FileName, wanted.Sums.Content, cancel);
            artifacts.Write(Checksums.FileName + key.Ending, signature);
            Remember(key, wanted.Sums.Sha256, Digest.Of(signature));
        }
    }

    /// <summary>What will be written about files that are not made yet.</summary>
    private IEnumerable<Change> About(IReadOnlyList<string> coming, WantedFiles wanted)
    {
        var artifacts = coming.Where(ArtifactCatalog.Lists).ToList();
        return artifacts.Select(name => (Name: $"{name}{Statement.Ending}", About: $"in-toto statement about {name}"))
            .Concat(artifacts.Count == 0 ? [] : new[] { "spdx", "cdx" }.Select(ending => (Name: ReleaseContents.FileNameOf(target, ending), About: $"bill of materials of {Count(artifacts.Count)}")))
            .Where(file => wanted.Documents.All(document => document.Name != file.Name))
            .Select(file => new Change("write", file.Name, null, file.About));
    }

    private static IReadOnlyList<OutFile> Built(IReadOnlyList<OutFile> present) => [.. present.Where(file => ArtifactCatalog.Lists(file.Name))];

    /// <summary>Whether this step makes files of that name.</summary>
    private static bool IsMade(string name) => Checksums.IsListOrSignature(name) || name.EndsWith(Statement.Ending, StringComparison.Ordinal)
        || name.EndsWith(".spdx.json", StringComparison.Ordinal) || name.EndsWith(".cdx.json", StringComparison.Ordinal);

    private async Task<WantedFiles> Wanted(IReadOnlyList<OutFile> present, CancellationToken cancel)
    {
        var built = Built(present);
        var head = await history.Resolve("HEAD", cancel);
        var time = await records.SourceTime(cancel);
        var documents = new List<Document>();
        foreach (var file in built) documents.Add(new Document($"{file.Name}{Statement.Ending}", await StatementOf(file, present, time, cancel), $"in-toto statement about {file.Name}"));
        if (built.Count > 0)
        {
            var contents = new ReleaseContents(target, options.RepositoryUrl, head, time, built, Dependency.Of(PinnedText.Of(files)), options.Tool);
            documents.Add(new Document(contents.FileName("spdx"), SpdxDocument.Of(contents), $"SPDX 2.3 of {Count(built.Count)}"));
            documents.Add(new Document(contents.FileName("cdx"), CycloneDxDocument.Of(contents), $"CycloneDX 1.6 of {Count(built.Count)}"));
        }

        var listed = present.Where(file => !IsMade(file.Name)).Select(file => (file.Name, file.Sha256, file.Path)).Concat(documents.Select(document => (document.Name, document.Sha256, document.Name))).ToList();
        return new WantedFiles([.. documents, new Document(Checksums.FileName, Checksums.Of(listed), "digests")], listed.Count);
    }

    /// <summary>What was written when the file was built here; else what came with it; else that its origin is not known.</summary>
    private async Task<byte[]> StatementOf(OutFile file, IReadOnlyList<OutFile> present, DateTimeOffset time, CancellationToken cancel)
    {
        if (records.Of(file) is { } record) return Statement.Of(record);
        var name = $"{file.Name}{Statement.Ending}";
        var beside = source.FinishedFolder is { } finished ? artifacts.Under(finished).FirstOrDefault(path => Path.GetFileName(path) == name) : null;
        foreach (var path in new[] { beside, present.FirstOrDefault(other => other.Name == name)?.Path }.OfType<string>())
            if (Read(path) is { } came && !Statement.Problems(came, file.Name, file.Sha256).Any()) return came;
        return Statement.OfGathered(file, await records.Source(cancel), options.Builder, time);
    }

    private byte[] Read(string path)
    {
        using var content = artifacts.Open(path);
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    private async Task<IReadOnlyList<ReleaseError>> UnableKeys(CancellationToken cancel)
    {
        var reasons = new List<ReleaseError>();
        foreach (var key in options.Keys)
            if (await signer.Unable(key, cancel) is { } reason) reasons.Add(reason);
        return reasons;
    }

    /// <summary>Documents of files that are gone, and signatures of another list.</summary>
    private IEnumerable<OutFile> Stale(IReadOnlyList<OutFile> present, WantedFiles wanted) => present.Where(file => IsMade(file.Name)
        && !wanted.Documents.Any(document => document.Name == file.Name)
        && !Signatures().Any(signed => file.Name == Checksums.FileName + SignatureKey.EndingOf(signed.Method) && signed.Sums == wanted.Sums.Sha256 && signed.Signature == file.Sha256));

    private IEnumerable<SignatureKey> Unsigned(IReadOnlyList<OutFile> present, WantedFiles wanted) => options.Keys.Where(key => !Signatures().Any(signed => signed.Method == key.Method
        && signed.Key == key.Key && signed.Sums == wanted.Sums.Sha256 && present.Any(file => file.Name == Checksums.FileName + key.Ending && file.Sha256 == signed.Signature)));

    private IEnumerable<(SignatureMethod Method, string Sums, string Signature, string Key)> Signatures()
        => (receipts.Read(Receipt) ?? "").Split('\n').Select(line => line.Split(' ', 4)).Where(parts => parts.Length == 4 && Enum.TryParse<SignatureMethod>(parts[0], out _))
            .Select(parts => (Enum.Parse<SignatureMethod>(parts[0]), parts[1], parts[2], parts[3]));

    private void Remember(SignatureKey key, string sums, string signature)
    {
        var others = Signatures().Where(signed => signed.Method != key.Method).Select(signed => $"{signed.Method} {signed.Sums} {signed.Signature} {signed.Key}");
        receipts.Write(Receipt, string.Join('\n', [.. others, $"{key.Method} {sums} {signature} {key.Key}"]));
    }

    private static bool IsThere(IReadOnlyList<OutFile> present, Document document) => present.Any(file => file.Name == document.Name && file.Sha256 == document.Sha256);

    private static string? Before(IReadOnlyList<OutFile> present, string name) => present.Any(file => file.Name == name) ? "another" : null;

    private static string Count(int files) => files == 1 ? "1 file" : $"{files} files";

    private sealed record Document(string Name, byte[] Content, string About)
    {
        public string Sha256 { get; } = Digest.Of(Content);
    }

    /// <summary>The list comes last: it is over all others.</summary>
    /// <param name="Listed">How many files are in it.</param>
    private sealed record WantedFiles(IReadOnlyList<Document> Documents, int Listed)
    {
        public Document Sums => Documents[^1];
    }
}
