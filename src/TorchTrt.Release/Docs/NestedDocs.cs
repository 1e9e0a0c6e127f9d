using System.Globalization;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Docs;

/// <summary>A number of files and what they weigh.</summary>
/// <param name="Bytes">Sum of their sizes in a checkout.</param>
public sealed record FileWeight(int Files, long Bytes)
{
    public static FileWeight None { get; } = new(0, 0);

    public FileWeight And(long bytes) => new(Files + 1, Bytes + bytes);

    /// <summary><c>23,813 files, 810.3 MiB</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Files:N0} {(Files == 1 ? "file" : "files")}, {Bytes / 1048576.0:N1} MiB");
}

/// <summary>Frozen documentation that holds documentation of other versions.</summary>
/// <param name="Folder">For example <c>docs/v2.13.0/</c>.</param>
/// <param name="Versions">How many folders of other versions it holds.</param>
public sealed record NestingFolder(string Folder, int Versions, FileWeight Weight);

/// <summary>A copy that is not what its version's own folder has.</summary>
/// <param name="Copy">The nested file.</param>
/// <param name="Own">Path of the same file in its version's own folder.</param>
public sealed record StrayCopy(TreeFile Copy, string Own);

/// <summary>
/// Copies of versions' documentation within the frozen documentation of other versions (<c>docs/v2.13.0/v1.4.0/…</c>): they come from freezing a whole
/// docs/, frozen versions included.
/// </summary>
/// <param name="Docs">All of docs/.</param>
/// <param name="Nested">What is nested in it.</param>
/// <param name="Hosts">The folders it is nested in, by path.</param>
/// <param name="Differing">Copies whose version's own folder has other content there; that one stays.</param>
/// <param name="OnlyCopies">Copies whose version has no such file anywhere else; they are put there.</param>
/// <param name="Edit">What takes the copies out.</param>
public sealed record NestedDocs(
    FileWeight Docs, FileWeight Nested, IReadOnlyList<NestingFolder> Hosts, IReadOnlyList<StrayCopy> Differing, IReadOnlyList<StrayCopy> OnlyCopies, TreeEdit Edit)
{
    /// <summary>Looks through a tree, file by file.</summary>
    public static async Task<NestedDocs> Find(IAsyncEnumerable<TreeFile> tree, CancellationToken cancel)
    {
        var (docs, nested) = (FileWeight.None, FileWeight.None);
        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        var copies = new List<(TreeFile File, NestedPath Place)>();
        await foreach (var file in tree.WithCancellation(cancel))
        {
            if (!file.Path.StartsWith(FrozenDocs.Root, StringComparison.Ordinal)) continue;
            docs = docs.And(file.Size);
            if (NestedPath.Of(file.Path) is { } place)
            {
                nested = nested.And(file.Size);
                copies.Add((file, place));
            }
            else own.Add(file.Path, file.Blob);
        }

        var (differing, only) = Strays(copies, own);
        return new NestedDocs(docs, nested, Grouped(copies), differing, only, new TreeEdit([.. copies.Select(copy => copy.File.Path)], [.. only.Select(stray => stray.Copy with { Path = stray.Own })]));
    }

    /// <summary>What an edited tree lost or gained beyond the copies: each file that was there must still be there, once, as it was.</summary>
    /// <returns>Sentences; none when the edit did exactly what it should.</returns>
    public static async Task<IReadOnlyList<string>> Damage(IAsyncEnumerable<TreeFile> before, IAsyncEnumerable<TreeFile> after, IReadOnlyList<TreeFile> added, CancellationToken cancel)
    {
        var expected = new Dictionary<string, (string Mode, string Blob)>(StringComparer.Ordinal);
        await foreach (var file in before.WithCancellation(cancel))
            if (NestedPath.Of(file.Path) is null) expected.Add(file.Path, (file.Mode, file.Blob));
        foreach (var file in added) expected.Add(file.Path, (file.Mode, file.Blob));

        var damage = new List<string>();
        await foreach (var file in after.WithCancellation(cancel))
        {
            if (!expected.Remove(file.Path, out var was)) damage.Add($"{file.Path} is there and should not be");
            else if (was != (file.Mode, file.Blob)) damage.Add($"{file.Path} is {file.Blob}, and was {was.Blob}");
        }

        return [.. damage, .. expected.Keys.Select(path => $"{path} is gone")];
    }

    private static (IReadOnlyList<StrayCopy> Differing, IReadOnlyList<StrayCopy> Only) Strays(List<(TreeFile File, NestedPath Place)> copies, Dictionary<string, string> own)
    {
        var differing = new List<StrayCopy>();
        var only = new Dictionary<string, (ReleaseVersion Host, StrayCopy Copy)>(StringComparer.Ordinal);
        foreach (var (file, place) in copies)
        {
            if (own.TryGetValue(place.Own, out var blob))
            {
                if (blob != file.Blob) differing.Add(new StrayCopy(file, place.Own));
            }
            else if (!only.TryGetValue(place.Own, out var earlier) || earlier.Host < place.Host)
            {
                // Several versions may hold a copy; the latest froze the latest state.
                only[place.Own] = (place.Host, new StrayCopy(file, place.Own));
            }
        }

        return (differing, [.. only.Values.Select(entry => entry.Copy).OrderBy(copy => copy.Own, StringComparer.Ordinal)]);
    }

    private static IReadOnlyList<NestingFolder> Grouped(List<(TreeFile File, NestedPath Place)> copies) =>
    [
        .. copies.GroupBy(copy => copy.Place.Host).OrderBy(host => host.Key).Select(host => new NestingFolder(
            $"{FrozenDocs.Root}{host.Key.DocsFolder()}/",
            host.Select(copy => copy.Place.Version).Distinct().Count(),
            host.Aggregate(FileWeight.None, (weight, copy) => weight.And(copy.File.Size)))),
    ];

    /// <summary>Where a nested file is, and where it belongs: <c>docs/v2.13.0/v1.4.0/index.html</c> belongs to <c>docs/v1.4.0/index.html</c>, however deep it lies.</summary>
    private sealed record NestedPath(ReleaseVersion Host, ReleaseVersion Version, string Own)
    {
        public static NestedPath? Of(string path)
        {
            if (!path.StartsWith(FrozenDocs.Root, StringComparison.Ordinal)) return null;
            var at = FrozenDocs.Root.Length;
            if (VersionAt(path, at) is not { } host) return null;
            var (version, start) = (host, at);
            for (var next = path.IndexOf('/', at) + 1; VersionAt(path, next) is { } deeper; next = path.IndexOf('/', next) + 1) (version, start) = (deeper, next);
            return start == at ? null : new NestedPath(host, version, $"{FrozenDocs.Root}{path[start..]}");
        }

        /// <summary>The version whose folder's name begins there.</summary>
        private static ReleaseVersion? VersionAt(string path, int start)
        {
            var end = path.IndexOf('/', start);
            return end > start + 1 && path[start] == 'v' && ReleaseVersion.TryParse(path[(start + 1)..end], out var version) ? version : null;
        }
    }
}
