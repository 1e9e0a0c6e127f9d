using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Archives;

/// <summary>A file of a zip archive.</summary>
/// <param name="Path">With '/'.</param>
/// <param name="Length">Bytes of its content, as the archive says.</param>
/// <param name="PackedLength">Bytes in the archive.</param>
/// <param name="IsDeflated">Compressed, or stored as it is.</param>
/// <param name="Start">Where its bytes begin in the archive.</param>
internal sealed record ZipMember(string Path, long Length, long PackedLength, uint Crc, bool IsDeflated, bool IsExecutable, long Start);

/// <summary>
/// The members of a zip archive (PKWARE APPNOTE 6.3.10) as every program sees them: what the central directory says, the local headers say too, and between
/// the first byte and the last there is nothing else. Archives of which two programs could see different content are refused.
/// </summary>
internal sealed class ZipDirectory(IRandomBytes archive, ArchiveLimits limits, HostileArchive refused)
{
    private const uint LocalHeader = 0x04034b50;
    private const uint CentralHeader = 0x02014b50;
    private const uint EndRecord = 0x06054b50;
    private const uint End64Record = 0x06064b50;
    private const uint End64Locator = 0x07064b50;
    private const int EndBytes = 22;
    private const int LargestDirectory = 256 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly MemberPaths paths = new(refused);

    /// <summary>The files; folders of their own are left out.</summary>
    /// <exception cref="ReleaseException">TR5110 to TR5116, every reason at once.</exception>
    public IReadOnlyList<ZipMember> Read()
    {
        var (offset, size, count) = FindDirectory();
        if (count > limits.Members) throw refused.Stop(on => on.TooLarge($"it has {count} members"));
        var directory = Bytes(offset, size, "central directory");
        var members = new List<ZipMember>();
        var places = new List<(long Start, long End, string Path)>();
        var at = 0;
        for (var index = 0L; index < count; index++)
        {
            if (directory.Length - at < 46 || U32(directory, at) != CentralHeader) throw refused.Stop(on => on.Damaged(null, "its central directory is cut off"));
            var (nameLength, extraLength, commentLength) = (U16(directory, at + 28), U16(directory, at + 30), U16(directory, at + 32));
            var next = at + 46 + nameLength + extraLength + commentLength;
            if (next > directory.Length) throw refused.Stop(on => on.Damaged(null, "its central directory is cut off"));
            Take(directory.AsSpan(at, next - at), nameLength, extraLength, members, places);
            at = next;
        }

        if (at != directory.Length) throw refused.Stop(on => on.MoreThanOne("its central directory has more entries than it says"));
        NoGaps(places, offset);
        var total = members.Sum(member => member.Length);
        if (total > limits.For(archive.Length)) refused.TooLarge($"it would inflate to {total} bytes");
        paths.Close();
        refused.ThrowIfAny();
        return members;
    }

    /// <summary>A member's content, inflated as it is read. Checks nothing.</summary>
    public Stream Open(ZipMember member)
    {
        var packed = new BufferedStream(new BytesStream(new ByteRange(archive, member.Start, member.PackedLength)), 64 << 10);
        return member.IsDeflated ? new DeflateStream(packed, CompressionMode.Decompress) : packed;
    }

    private (long Offset, long Size, long Count) FindDirectory()
    {
        if (archive.Length < EndBytes) throw refused.Stop(on => on.Damaged(null, "it is too short for a zip archive"));
        var tail = Bytes(Math.Max(0, archive.Length - EndBytes - ushort.MaxValue), Math.Min(archive.Length, EndBytes + ushort.MaxValue), "end");
        var at = tail.Length - EndBytes;
        while (at >= 0 && !(U32(tail, at) == EndRecord && U16(tail, at + 20) == tail.Length - at - EndBytes)) at--;
        if (at < 0) throw refused.Stop(on => on.Damaged(null, "it does not end as a zip archive"));
        if (U16(tail, at + 20) > 0) refused.MoreThanOne($"{U16(tail, at + 20)} bytes of comment follow its end");
        if (U16(tail, at + 4) != 0 || U16(tail, at + 6) != 0) throw refused.Stop(on => on.Damaged(null, "it is one part of several"));

        var end = archive.Length - tail.Length + at;
        var (count, size, offset) = ((long)U16(tail, at + 10), (long)U32(tail, at + 12), (long)U32(tail, at + 16));
        if (count == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue)
        {
            if (end < 20 + 56) throw refused.Stop(on => on.Damaged(null, "it lacks its large-file record"));
            var locator = Bytes(end - 20, 20, "large-file locator");
            var place = I64(locator, 8);
            if (U32(locator, 0) != End64Locator || place < 0 || place > end - 20 - 56) throw refused.Stop(on => on.Damaged(null, "its large-file locator leads nowhere"));
            var record = Bytes(place, 56, "large-file record");
            if (U32(record, 0) != End64Record) throw refused.Stop(on => on.Damaged(null, "its large-file locator leads nowhere"));
            (count, size, offset, end) = (I64(record, 32), I64(record, 40), I64(record, 48), place);
        }

        if (offset < 0 || size < 0 || count < 0 || size > LargestDirectory || offset > end || offset + size != end)
            throw refused.Stop(on => on.MoreThanOne("its central directory does not lie right before its end"));
        return (offset, size, count);
    }

    private void Take(ReadOnlySpan<byte> entry, int nameLength, int extraLength, List<ZipMember> members, List<(long Start, long End, string Path)> places)
    {
        var raw = entry.Slice(46, nameLength);
        var path = Name(raw);
        var flags = U16(entry, 8);
        var method = U16(entry, 10);
        var (packed, length, local) = ((long)U32(entry, 20), (long)U32(entry, 24), (long)U32(entry, 42));
        Large(entry.Slice(46 + nameLength, extraLength), ref length, ref packed, ref local);
        var mode = U16(entry, 4) >> 8 == 3 ? (int)(U32(entry, 38) >> 16) : 0;

        if ((flags & 1) != 0) throw refused.Stop(on => on.Damaged(path, "it is encrypted"));
        if (method is not (0 or 8)) throw refused.Stop(on => on.Damaged(path, $"it is compressed by method {method}, which installers do not read"));
        if (local < 0 || packed < 0 || length < 0 || local > archive.Length - 30) throw refused.Stop(on => on.Damaged(path, "its place is outside of the archive"));
        var header = Bytes(local, 30, "local header");
        var start = local + 30 + U16(header, 26) + U16(header, 28);
        if (U32(header, 0) != LocalHeader || start > archive.Length || packed > archive.Length - start) throw refused.Stop(on => on.Damaged(path, "its place is outside of the archive"));
        if (!Bytes(local + 30, U16(header, 26), "local header").AsSpan().SequenceEqual(raw)) refused.Damaged(path, "its local header has another name");
        if (U16(header, 8) != method) refused.Damaged(path, "its local header has another method");
        var describedAfter = (flags & 8) != 0;
        if (!describedAfter && (U32(header, 14) != U32(entry, 16) || U32(header, 18) != U32(entry, 20) || U32(header, 22) != U32(entry, 24))) refused.Damaged(path, "its local header has another size or checksum");
        if (method == 0 && packed != length) refused.Damaged(path, "it is stored and has two sizes");
        places.Add((local, start + packed, path));

        var isFolder = path.EndsWith('/');
        var isLink = (mode & 0xF000) == 0xA000;
        if (isLink) refused.LinkOut(path, "?", "a wheel must not have at all");
        if ((mode & 0xF000) is not (0 or 0x8000 or 0x4000 or 0xA000)) refused.SpecialFile(path, "neither file nor folder");
        if (isFolder && length > 0) refused.Damaged(path, "it is a folder and has content");
        var isSound = paths.Add(new ArchiveMember(path.TrimEnd('/'), isFolder ? MemberKind.Folder : MemberKind.File, length, (mode & 0b001_000_000) != 0, null));
        if (isSound && !isFolder) members.Add(new ZipMember(path, length, packed, U32(entry, 16), method == 8, (mode & 0b001_000_000) != 0, start));
    }

    /// <summary>Sizes that do not fit are in the extra field 1, in this order, each only where it does not fit.</summary>
    private void Large(ReadOnlySpan<byte> extra, ref long length, ref long packed, ref long local)
    {
        while (extra.Length >= 4)
        {
            var (id, size) = (U16(extra, 0), U16(extra, 2));
            if (size > extra.Length - 4) break;
            if (id == 1)
            {
                var field = extra.Slice(4, size);
                length = Next(ref field, length);
                packed = Next(ref field, packed);
                local = Next(ref field, local);
            }

            extra = extra[(4 + size)..];
        }

        long Next(ref ReadOnlySpan<byte> field, long small)
        {
            if (small != uint.MaxValue) return small;
            if (field.Length < 8) throw refused.Stop(on => on.Damaged(null, "a large size is missing"));
            var value = I64(field, 0);
            field = field[8..];
            return value;
        }
    }

    /// <summary>Members lie one behind the other, and each byte before the directory belongs to one.</summary>
    private void NoGaps(List<(long Start, long End, string Path)> places, long directory)
    {
        var end = 0L;
        foreach (var place in places.OrderBy(place => place.Start))
        {
            if (place.Start < end) refused.Damaged(place.Path, "its bytes are another member's too");
            // A descriptor of up to 24 bytes may follow the data.
            else if (place.Start - end > 24 || (end == 0 && place.Start > 0)) refused.MoreThanOne($"{place.Start - end} bytes before '{place.Path}' belong to no member");
            end = Math.Max(end, place.End);
        }

        if (directory - end is < 0 or > 24) refused.MoreThanOne($"{directory - end} bytes before its central directory belong to no member");
    }

    private string Name(ReadOnlySpan<byte> raw)
    {
        try
        {
            return Strict.GetString(raw);
        }
        catch (DecoderFallbackException)
        {
            var shown = Encoding.Latin1.GetString(raw);
            throw refused.Stop(on => on.UnsafePath(shown, "is not UTF-8"));
        }
    }

    private byte[] Bytes(long offset, long size, string what)
    {
        if (offset < 0 || size < 0 || size > archive.Length - offset) throw refused.Stop(on => on.Damaged(null, $"it ends within its {what}"));
        var bytes = new byte[size];
        new BytesStream(archive) { Position = offset }.ReadExactly(bytes);
        return bytes;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long I64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
