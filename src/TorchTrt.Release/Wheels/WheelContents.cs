using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using TorchTrt.Release.Archives;
using TorchTrt.Release.Elf;
using TorchTrt.Release.Examine;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Wheels;

/// <summary>A file of a wheel.</summary>
/// <param name="Hash">As RECORD spells it: <c>sha256=</c> and unpadded base64url.</param>
public sealed record WheelMember(string Path, long Length, string Hash, bool IsExecutable);

/// <summary>A wheel that was read once, whole: every file hashed, its shared objects looked into.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="Bytes">Length of the wheel itself.</param>
/// <param name="Members">Its files, in the order of the archive.</param>
/// <param name="Objects">Its shared objects, by path.</param>
/// <param name="Texts">The files of its <c>.dist-info</c> folders, as far as they are text and small.</param>
public sealed record WheelContents(
    string FileName, long Bytes, IReadOnlyList<WheelMember> Members, IReadOnlyList<ObjectFacts> Objects, IReadOnlyDictionary<string, string> Texts)
{
    private const int PieceBytes = 256 << 10;
    private const int LargestText = 16 << 20;

    /// <summary>Null when the name is not a wheel's.</summary>
    public WheelFileName? Name { get; } = WheelFileName.Read(FileName);

    /// <summary>Folders at its root that end with <c>.dist-info</c>; a good wheel has one.</summary>
    public IReadOnlyList<string> InfoFolders => [.. Members.Select(member => member.Path.Split('/')[0]).Where(folder => folder.EndsWith(".dist-info", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];

    /// <summary>A file of the one <c>.dist-info</c> folder; null where there is none.</summary>
    public string? Info(string file) => InfoFolders is [var folder] ? Texts.GetValueOrDefault($"{folder}/{file}") : null;

    public CoreMetadata? Metadata => Info("METADATA") is { } text ? CoreMetadata.Read(text) : null;

    /// <param name="wheel">The file, read by several threads at once.</param>
    /// <param name="aside">Gives each of them a place for one inflated object.</param>
    /// <param name="buildRoots">Paths of building machines to look for.</param>
    /// <exception cref="ReleaseException">TR5110 to TR5116: not an archive to be unpacked; every reason at once.</exception>
    public static WheelContents Read(string fileName, IRandomBytes wheel, Func<IScratchBytes> aside, IReadOnlyList<string> buildRoots, ArchiveLimits limits, CancellationToken cancel)
    {
        var refused = new HostileArchive(fileName);
        var directory = new ZipDirectory(wheel, limits, refused);
        var members = directory.Read();
        var read = new (WheelMember Member, ObjectFacts? Object, string? Text, string? Damage)[members.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel };
        // The largest first, so that no core is left with it at the end.
        var order = Partitioned(Enumerable.Range(0, members.Count).OrderByDescending(index => members[index].Length));
        Parallel.ForEach(order, options, () => new Reader(directory, aside, buildRoots), (index, _, reader) =>
        {
            read[index] = reader.Read(members[index], cancel);
            return reader;
        }, reader => reader.Dispose());

        foreach (var one in read)
            if (one.Damage is { } damage) refused.Damaged(one.Member.Path, damage);
        refused.ThrowIfAny();
        return new WheelContents(
            fileName, wheel.Length, [.. read.Select(one => one.Member)], [.. read.Select(one => one.Object).OfType<ObjectFacts>().OrderBy(facts => facts.Path, StringComparer.Ordinal)],
            read.Where(one => one.Text is not null).ToDictionary(one => one.Member.Path, one => one.Text!, StringComparer.Ordinal));
    }

    /// <summary>One at a time: a piece of several would keep the largest members together.</summary>
    private static OrderablePartitioner<int> Partitioned(IEnumerable<int> order)
        => Partitioner.Create(order, EnumerablePartitionerOptions.NoBuffering);

    /// <summary>Reads members one after the other, on one thread.</summary>
    private sealed class Reader(ZipDirectory directory, Func<IScratchBytes> aside, IReadOnlyList<string> buildRoots) : IDisposable
    {
        private readonly byte[] piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        private readonly IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private IScratchBytes? scratch;

        public (WheelMember Member, ObjectFacts? Object, string? Text, string? Damage) Read(ZipMember member, CancellationToken cancel)
        {
            using var content = directory.Open(member);
            using var text = IsInfo(member) ? new MemoryStream() : null;
            var scan = new BuildPathScan(buildRoots);
            var (total, crc, isObject) = (0L, 0u, false);
            string? damage = null;
            try
            {
                for (int count; (count = content.ReadAtLeast(piece.AsSpan(0, PieceBytes), PieceBytes, throwOnEndOfStream: false)) > 0;)
                {
                    cancel.ThrowIfCancellationRequested();
                    var bytes = piece.AsSpan(0, count);
                    if (total == 0 && ElfFile.Begins(bytes))
                    {
                        isObject = true;
                        (scratch ??= aside()).Clear();
                    }

                    total += count;
                    // The directory said how much there would be, and how much is too much.
                    if (total > member.Length) break;
                    crc = Crc32.Append(crc, bytes);
                    sha256.AppendData(bytes);
                    text?.Write(bytes);
                    if (!isObject) continue;
                    scan.Pass(bytes);
                    scratch!.Append(bytes);
                }
            }
            catch (InvalidDataException broken)
            {
                damage = $"its compressed data cannot be read ({broken.Message.TrimEnd('.')})";
            }

            if (damage is null && total != member.Length) damage = "it is not as long as the archive says";
            if (damage is null && crc != member.Crc) damage = "its checksum is not that of its content";
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            sha256.GetHashAndReset(hash);
            var known = new WheelMember(member.Path, member.Length, RecordFile.Hash(hash), member.IsExecutable);
            return (known, isObject && damage is null ? ObjectFacts.Read(member.Path, scratch!, scan.Found) : null, text is null ? null : Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length), damage);
        }

        public void Dispose()
        {
            ArrayPool<byte>.Shared.Return(piece);
            sha256.Dispose();
            scratch?.Dispose();
        }

        private static bool IsInfo(ZipMember member)
            => member.Length <= LargestText && member.Path.Split('/') is [var folder, _] && folder.EndsWith(".dist-info", StringComparison.Ordinal);
    }
}
