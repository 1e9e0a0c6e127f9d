using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Attestations;

/// <summary>What a build step knows of a build beyond the file itself.</summary>
public sealed record BuildFacts(
    string Kind, IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, string> Tools, IReadOnlyList<Material> Materials, DateTimeOffset Started, string? Log);

/// <summary>The records of what was built here, kept as receipts until the files are attested.</summary>
public sealed class BuildRecords(IHistory history, IReceipts receipts, ReleaseTarget target, string repositoryUrl, Builder builder, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    /// <param name="sources">Digest of the sources as they were on disk, edited or not.</param>
    public async Task Write(string file, string sha256, string sources, BuildFacts facts, CancellationToken cancel)
    {
        var parameters = new Dictionary<string, string>(facts.Parameters, StringComparer.Ordinal) { ["version"] = target.Version.ToString(), ["repository"] = repositoryUrl, ["branch"] = target.Branch };
        receipts.Write(BuildRecord.Receipt(file), new BuildRecord(
            file, sha256, facts.Kind, parameters, facts.Tools,
            [await Source(cancel), new Material("urn:torch-tensorrt-release:source-tree", "sha256", sources), .. facts.Materials], builder, facts.Started, Now, facts.Log).Text);
    }

    /// <summary>The record of exactly that file; null when it was not built here.</summary>
    public BuildRecord? Of(OutFile file) => BuildRecord.Read(receipts.Read(BuildRecord.Receipt(file.Name))) is { } record && record.Sha256 == file.Sha256 ? record : null;

    /// <summary>When that commit was made: the time that reproducible builds write into files.</summary>
    public async Task<DateTimeOffset> SourceTime(CancellationToken cancel)
    {
        await foreach (var commit in history.Commits(new CommitRange(null, await history.Resolve("HEAD", cancel)), cancel)) return commit.Committed;
        return DateTimeOffset.UnixEpoch;
    }

    /// <summary>The commit that the sources are.</summary>
    public async Task<Material> Source(CancellationToken cancel) => new($"git+{repositoryUrl}", "gitCommit", (await history.Resolve("HEAD", cancel)).Hex);
}
