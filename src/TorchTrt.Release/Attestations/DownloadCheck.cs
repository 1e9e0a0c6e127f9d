using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Attestations;

/// <summary>What a folder of downloads came to.</summary>
/// <param name="Evidence">What was found good, a sentence each.</param>
/// <param name="Open">What could not be checked, and what would be needed.</param>
public sealed record DownloadVerdict(IReadOnlyList<ReleaseError> Problems, IReadOnlyList<string> Evidence, IReadOnlyList<string> Open);

/// <summary>
/// Whether a folder of downloads is a release, without asking anybody: SHA256SUMS, its signatures, a statement and an entry in the bills of materials for each file,
/// and, where a checkout is at hand, the catalog.
/// </summary>
/// <param name="trusted">Keys whose signatures count.</param>
/// <param name="catalog">The files there should be; null leaves that open.</param>
public sealed class DownloadCheck(IArtifactFiles artifacts, ISigner signer, IReadOnlyList<SignatureKey> trusted, ArtifactCatalog? catalog)
{
    private readonly List<ReleaseError> problems = [];
    private readonly List<string> evidence = [];
    private readonly List<string> open = [];

    public async Task<DownloadVerdict> Run(IReadOnlyList<OutFile> files, CancellationToken cancel)
    {
        if (files.FirstOrDefault(file => file.Name == Checksums.FileName) is not { } sums)
        {
            problems.Add(new ReleaseError("TR5501", $"there is no {Checksums.FileName}.", "download it from the release, next to the files", Expected: $"{Checksums.FileName} in the folder"));
            return new DownloadVerdict(problems, evidence, open);
        }

        Compare(files, Checksums.Read(Read(sums)));
        await Signatures(files, sums, cancel);
        Statements(files);
        Bills(files);
        if (catalog is null) open.Add("whether these are all files of the release: give a checkout of its tag with --repo");
        else Catalog(files, catalog);
        return new DownloadVerdict(problems, evidence, open);
    }

    private void Compare(IReadOnlyList<OutFile> files, IReadOnlyList<(string Line, string? Sha256, string? Name)> lines)
    {
        var byName = files.ToDictionary(file => file.Name, StringComparer.Ordinal);
        var listed = new HashSet<string>(StringComparer.Ordinal);
        var good = 0;
        foreach (var (line, sha256, name) in lines)
            if (name is null) problems.Add(new ReleaseError("TR5502", $"a line of {Checksums.FileName} is none: '{Short(line)}'.", "download it again", Checksums.FileName, "64 digits, two spaces, a file name"));
            else if (!listed.Add(name)) problems.Add(new ReleaseError("TR5502", $"{name} is listed twice.", "download it again", Checksums.FileName, "a line for each file"));
            else if (!byName.TryGetValue(name, out var file)) problems.Add(new ReleaseError("TR5503", $"{name} is listed and not here.", "download it", Checksums.FileName, sha256));
            else if (file.Sha256 != sha256) problems.Add(new ReleaseError("TR5504", $"{name} has SHA-256 {file.Sha256}.", "download it again; where it stays so, do not use it and tell the project", file.Path, sha256));
            else good++;
        problems.AddRange(files.Where(file => !Checksums.IsListOrSignature(file.Name) && !listed.Contains(file.Name)).Select(file => new ReleaseError(
            "TR5505", $"{file.Name} is not listed.", "remove it: nothing vouches for it", file.Path, $"a line of {Checksums.FileName}")));
        evidence.Add($"{good} of {listed.Count} files are as {Checksums.FileName} lists them");
    }

    private async Task Signatures(IReadOnlyList<OutFile> files, OutFile sums, CancellationToken cancel)
    {
        foreach (var key in trusted)
        {
            if (files.FirstOrDefault(file => file.Name == Checksums.FileName + key.Ending) is not { } signature)
            {
                problems.Add(new ReleaseError("TR5506", $"{Checksums.FileName}{key.Ending} is not here.", "download it", $"{key}", "a signature by that key"));
                continue;
            }

            if (await signer.Wrong(key, Checksums.FileName, Read(sums), Read(signature), cancel) is { } wrong)
                problems.Add(new ReleaseError("TR5507", $"{signature.Name} is no good signature: {wrong.TrimEnd('.')}.", "do not use these files, and tell the project", signature.Path, $"a signature of {Checksums.FileName} by {key}"));
            else evidence.Add($"{signature.Name} is a good signature by {key}");
        }

        foreach (var method in Enum.GetValues<SignatureMethod>().Where(method => trusted.All(key => key.Method != method)))
            if (files.Any(file => file.Name == Checksums.FileName + SignatureKey.EndingOf(method))) open.Add($"{Checksums.FileName}{SignatureKey.EndingOf(method)}: say whose it should be with --trust {method.ToString().ToLowerInvariant()}=KEY");
        if (!files.Any(file => Checksums.IsListOrSignature(file.Name) && file.Name != Checksums.FileName) && trusted.Count == 0) open.Add($"who wrote {Checksums.FileName}: it has no signature here");
    }

    private void Statements(IReadOnlyList<OutFile> files)
    {
        var commits = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        var good = 0;
        var built = files.Where(file => ArtifactCatalog.Lists(file.Name)).ToList();
        foreach (var file in built)
        {
            if (files.FirstOrDefault(other => other.Name == $"{file.Name}{Statement.Ending}") is not { } statement)
            {
                problems.Add(new ReleaseError("TR5508", $"there is no statement about {file.Name}.", "download it", file.Name, $"{file.Name}{Statement.Ending}"));
                continue;
            }

            var content = Read(statement);
            var wrong = Statement.Problems(content, file.Name, file.Sha256).ToList();
            problems.AddRange(wrong.Select(problem => new ReleaseError("TR5509", $"{statement.Name} cannot be trusted: {problem}.", "download both again; where it stays so, do not use the file", statement.Path)));
            if (wrong.Count > 0) continue;
            good++;
            var commit = Statement.Commit(content)!;
            if (!commits.TryGetValue(commit, out var of)) commits.Add(commit, of = []);
            of.Add(file.Name);
        }

        if (commits.Count > 1)
            problems.Add(new ReleaseError("TR5510", $"the files are made from {commits.Count} commits: {string.Join("; ", commits.Select(pair => $"{pair.Key[..Math.Min(7, pair.Key.Length)]} {string.Join(' ', pair.Value)}"))}.", "find out which commit the tag names", Statement.Ending, "one commit"));
        if (built.Count > 0) evidence.Add($"{good} of {built.Count} statements are about their files{(commits.Count == 1 ? $", all made from commit {commits.Keys.First()}" : "")}");
    }

    private void Bills(IReadOnlyList<OutFile> files)
    {
        foreach (var bill in files.Where(file => file.Name.EndsWith(".spdx.json", StringComparison.Ordinal) || file.Name.EndsWith(".cdx.json", StringComparison.Ordinal)))
        {
            var json = JsonText.Object(Read(bill));
            var listed = bill.Name.EndsWith(".spdx.json", StringComparison.Ordinal)
                ? json.Objects("packages").SelectMany(package => package.Objects("checksums").Where(sum => sum.Text("algorithm") == "SHA256").Select(sum => (Name: package.Text("packageFileName"), Sha256: sum.Text("checksumValue")))).ToList()
                : [.. json.Objects("components").SelectMany(component => component.Objects("hashes").Where(hash => hash.Text("alg") == "SHA-256").Select(hash => (Name: component.Text("name"), Sha256: hash.Text("content"))))];
            var wrong = files.Where(file => ArtifactCatalog.Lists(file.Name) && !listed.Contains((file.Name, file.Sha256))).ToList();
            problems.AddRange(wrong.Select(file => new ReleaseError("TR5511", $"{bill.Name} does not list {file.Name} with its SHA-256.", "download both again", bill.Path, file.Sha256)));
            if (wrong.Count == 0) evidence.Add($"{bill.Name} lists every file");
        }
    }

    private void Catalog(IReadOnlyList<OutFile> files, ArtifactCatalog expected)
    {
        var unlike = expected.Compare(files.Select(file => file.Name).Where(ArtifactCatalog.Lists));
        problems.AddRange(unlike);
        if (unlike.Count == 0) evidence.Add($"these are all {expected.All.Count} files of the release");
    }

    private byte[] Read(OutFile file)
    {
        using var content = artifacts.Open(file.Path);
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    private static string Short(string line) => string.Concat(line.Take(80).Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
