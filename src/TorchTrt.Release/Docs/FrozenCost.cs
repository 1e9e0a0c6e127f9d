using System.Globalization;
using System.IO.Compression;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Docs;

/// <summary>What freezing a version's documentation costs the repository. Git stores a content once, wherever and however often it lies.</summary>
/// <param name="All">The frozen folder as a checkout has it.</param>
/// <param name="Previous">Name of the frozen folder before it, for example <c>v2.12.0</c>; null when there is none.</param>
/// <param name="SameAsPrevious">Files that lie under the same name, byte for byte, in the previous one.</param>
/// <param name="SameElsewhere">Other files whose content lies somewhere in docs/ already.</param>
/// <param name="New">Contents that git does not have yet, each once.</param>
/// <param name="Compressed">Bytes of those in a pack before deltas are found, which make less of it: the most that a push sends.</param>
public sealed record FrozenCost(FileWeight All, string? Previous, FileWeight SameAsPrevious, FileWeight SameElsewhere, FileWeight New, long Compressed)
{
    /// <summary>Compares the files of a new frozen folder with docs/ of a commit.</summary>
    /// <param name="version">What is frozen; the folder before it is that of the highest lower version.</param>
    public static async Task<FrozenCost> Of(ReleaseVersion version, IReadOnlyList<DocsFile> frozen, IAsyncEnumerable<TreeFile> tree, CancellationToken cancel)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var folders = new SortedDictionary<ReleaseVersion, Dictionary<string, string>>();
        await foreach (var file in tree.WithCancellation(cancel))
        {
            if (!file.Path.StartsWith(FrozenDocs.Root, StringComparison.Ordinal)) continue;
            known.Add(file.Blob);
            var rest = file.Path[FrozenDocs.Root.Length..];
            if (!FrozenDocs.IsFrozen(rest)) continue;
            var name = rest[..rest.IndexOf('/', StringComparison.Ordinal)];
            if (!ReleaseVersion.TryParse(name[1..], out var of) || of >= version) continue;
            if (!folders.TryGetValue(of, out var files)) folders.Add(of, files = new Dictionary<string, string>(StringComparer.Ordinal));
            files[rest[(name.Length + 1)..]] = file.Blob;
        }

        return Weigh(frozen, folders.Count == 0 ? null : folders.Last(), known);
    }

    /// <summary>In a sentence or two.</summary>
    public override string ToString()
    {
        var same = Previous is null ? "" : $"; {SameAsPrevious} as in {Previous}";
        return string.Create(CultureInfo.InvariantCulture, $"{All}{same}; new to git: {New}, {Compressed / 1048576.0:N1} MiB compressed");
    }

    private static FrozenCost Weigh(IReadOnlyList<DocsFile> frozen, KeyValuePair<ReleaseVersion, Dictionary<string, string>>? previous, HashSet<string> known)
    {
        var (all, same, elsewhere, fresh, compressed) = (FileWeight.None, FileWeight.None, FileWeight.None, FileWeight.None, 0L);
        var name = known.FirstOrDefault();
        var counted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in frozen)
        {
            all = all.And(file.Content.LongLength);
            var blob = BlobName.Of(file.Content, name);
            if (previous?.Value.GetValueOrDefault(file.Path) == blob) same = same.And(file.Content.LongLength);
            else if (known.Contains(blob)) elsewhere = elsewhere.And(file.Content.LongLength);
            else if (counted.Add(blob))
            {
                fresh = fresh.And(file.Content.LongLength);
                compressed += Deflated(file.Content);
            }
        }

        return new FrozenCost(all, previous?.Key.DocsFolder(), same, elsewhere, fresh, compressed);
    }

    private static long Deflated(byte[] content)
    {
        using var deflated = new MemoryStream();
        using (var zlib = new ZLibStream(deflated, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(content);
        return deflated.Length;
    }
}
