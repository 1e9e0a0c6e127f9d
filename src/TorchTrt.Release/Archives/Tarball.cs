using System.Globalization;
using System.Text;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Archives;

/// <summary>
/// A <c>.tar.gz</c> that was read once, whole: its members and their content, put aside. Nothing of it is believed: an archive that could harm whoever
/// unpacks it, or of which two programs could see different content, is refused.
/// </summary>
/// <param name="Prefix"><c>./</c> where its paths begin so; else empty.</param>
/// <param name="Members">Files, folders and links in the order of the archive, folders once, hard links as the files they are.</param>
public sealed record Tarball(string Prefix, IReadOnlyList<PackedMember> Members)
{
    /// <summary>Reads a file from beginning to end.</summary>
    /// <param name="name">File name, for errors.</param>
    /// <param name="file">At its beginning, with a length.</param>
    /// <param name="aside">Takes the content, and must live as long as the tarball.</param>
    /// <exception cref="ReleaseException">TR5110 to TR5116, every reason at once.</exception>
    public static Tarball Read(string name, Stream file, IScratchBytes aside, ArchiveLimits limits, CancellationToken cancel)
    {
        var refused = new HostileArchive(name);
        using var content = new InflatedGzip(file, limits, refused);
        var reader = new TarballReader(content, aside, limits, refused);
        reader.ReadAll(cancel);
        refused.ThrowIfAny();
        return new Tarball(reader.Prefix, reader.Members);
    }

    /// <summary>A file's whole content as text, for the small ones; null when there is no such file.</summary>
    public string? Text(string path)
    {
        if (Members.FirstOrDefault(packed => packed.Member.Path == path && packed.Member.Kind == MemberKind.File) is not { } found) return null;
        using var content = found.Open();
        var bytes = new byte[Math.Min(content.Length, 16 << 20)];
        return Encoding.UTF8.GetString(bytes, 0, content.Read(0, bytes));
    }
}

/// <summary>Reads ustar, pax and GNU tar, as far as a release uses them.</summary>
internal sealed class TarballReader(Stream content, IScratchBytes aside, ArchiveLimits limits, HostileArchive refused)
{
    private const int Block = TarHeader.BlockBytes;
    private const int LongestHeader = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<PackedMember> members = [];
    private readonly MemberPaths paths = new(refused);
    private readonly byte[] buffer = new byte[256 << 10];
    private readonly Dictionary<string, PackedMember> files = new(StringComparer.Ordinal);

    public string Prefix { get; private set; } = "";

    public IReadOnlyList<PackedMember> Members => members;

    public void ReadAll(CancellationToken cancel)
    {
        var header = new byte[Block];
        var extended = new Dictionary<string, string>(StringComparer.Ordinal);
        var isFirst = true;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            Fill(header, "within a header");
            if (header.AsSpan().IndexOfAnyExcept((byte)0) < 0) break;
            CheckSum(header);
            var size = Number(header.AsSpan(124, 12));
            switch ((char)header[156])
            {
                case 'x': ReadRecords(size, extended); continue;
                case 'g': ReadRecords(size, new Dictionary<string, string>(StringComparer.Ordinal)); continue;
                case 'L': extended["path"] = ReadText(size); continue;
                case 'K': extended["linkpath"] = ReadText(size); continue;
            }

            if (extended.TryGetValue("size", out var written))
                size = long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : throw refused.Stop(on => on.Damaged(null, "a size is no number"));
            var path = extended.GetValueOrDefault("path") ?? Name(header);
            var link = extended.GetValueOrDefault("linkpath") ?? Field(header.AsSpan(157, 100));
            if (isFirst && path.StartsWith("./", StringComparison.Ordinal)) Prefix = "./";
            isFirst = false;
            Take(path, (char)header[156], size, Number(header.AsSpan(100, 8)), link);
            extended.Clear();
        }

        if (extended.Count > 0) throw refused.Stop(on => on.Damaged(null, "an extended header stands before nothing"));
        OnlyZeros();
        paths.Close();
    }

    private void Take(string path, char type, long size, long mode, string link)
    {
        if (path.StartsWith("./", StringComparison.Ordinal)) path = path[2..];
        // The folder that was packed, as "./".
        if (path.Length == 0 && type == '5') return;
        if (size > limits.Bytes) throw refused.Stop(on => on.TooLarge($"a member is said to be {size} bytes long"));
        if (members.Count >= limits.Members) throw refused.Stop(on => on.TooLarge($"it has more than {limits.Members} members"));
        var isExecutable = (mode & 0b001_000_000) != 0;
        switch (type)
        {
            case '0' or '\0' or '7':
                var start = aside.Length;
                Keep(size);
                Add(new ArchiveMember(path, MemberKind.File, size, isExecutable, null), () => new ByteRange(aside, start, size));
                break;
            case '5':
                Skip(size);
                Add(new ArchiveMember(path.TrimEnd('/'), MemberKind.Folder, 0, IsExecutable: true, null), Nothing);
                break;
            case '2':
                Skip(size);
                Add(new ArchiveMember(path, MemberKind.SymbolicLink, 0, IsExecutable: true, link), Nothing);
                break;
            case '1':
                Skip(size);
                if (link.StartsWith("./", StringComparison.Ordinal)) link = link[2..];
                if (MemberPaths.Fault(link) is not null) refused.LinkOut(path, link, "is outside of the archive");
                else if (!files.TryGetValue(link, out var same)) refused.LinkOut(path, link, "is no file that the archive has named before");
                else Add(same.Member with { Path = path }, same.Open);
                break;
            default:
                Skip(size);
                refused.SpecialFile(path, type switch { '3' => "a character device", '4' => "a block device", '6' => "a named pipe", 'S' => "a sparse file", _ => $"of an unknown type ('{type}')" });
                break;
        }
    }

    private void Add(ArchiveMember member, Func<IRandomBytes> open)
    {
        if (!paths.Add(member)) return;
        var packed = new PackedMember(member, open);
        members.Add(packed);
        if (member.Kind == MemberKind.File) files.Add(member.Path, packed);
    }

    private static MemoryBytes Nothing() => new(default);

    private void Keep(long size)
    {
        for (var left = size; left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            Fill(part, "within a file");
            aside.Append(part);
            left -= part.Length;
        }

        Fill(buffer.AsSpan(0, TarHeader.Padding(size)), "within a file");
    }

    private void Skip(long size)
    {
        for (var left = size + TarHeader.Padding(size); left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            Fill(part, "within a file");
            left -= part.Length;
        }
    }

    private byte[] ReadSmall(long size)
    {
        if (size is < 0 or > LongestHeader) throw refused.Stop(on => on.TooLarge($"one of its headers is {size} bytes long"));
        var bytes = new byte[size];
        Fill(bytes, "within a header");
        Fill(buffer.AsSpan(0, TarHeader.Padding(size)), "within a header");
        return bytes;
    }

    private string ReadText(long size) => Decode(ReadSmall(size).AsSpan().TrimEnd((byte)0));

    /// <summary>Records <c>LENGTH KEY=VALUE\n</c> of an extended header.</summary>
    private void ReadRecords(long size, Dictionary<string, string> into)
    {
        ReadOnlySpan<byte> rest = ReadSmall(size);
        while (rest.Length > 0)
        {
            var space = rest.IndexOf((byte)' ');
            var isRecord = space is > 0 and < 9 && int.TryParse(rest[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length > space + 1 && length <= rest.Length && rest[length - 1] == '\n';
            if (!isRecord) throw refused.Stop(on => on.Damaged(null, "an extended header is not made of records"));
            _ = int.TryParse(rest[..space], NumberStyles.None, CultureInfo.InvariantCulture, out length);
            var record = rest[(space + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals <= 0) throw refused.Stop(on => on.Damaged(null, "an extended header has a record without a key"));
            into[Decode(record[..equals])] = Decode(record[(equals + 1)..]);
            rest = rest[length..];
        }
    }

    private void CheckSum(ReadOnlySpan<byte> header)
    {
        var sum = 8 * ' ';
        for (var index = 0; index < Block; index++)
            if (index is < 148 or >= 156) sum += header[index];
        if (Number(header.Slice(148, 8)) != sum) throw refused.Stop(on => on.Damaged(null, "a header's checksum is not that of its bytes"));
    }

    /// <summary>Octal digits, or base 256 with the highest bit set, as GNU tar writes large ones.</summary>
    private long Number(ReadOnlySpan<byte> field)
    {
        var value = 0L;
        if ((field[0] & 0x80) != 0)
        {
            // A checksum's field has 7 bytes for the number, a length's has 11; neither may use more than a signed 64-bit number holds.
            if (field[0] != 0x80) throw refused.Stop(on => on.Damaged(null, "a header has a number that is too large"));
            foreach (var part in field[1..])
                value = value <= long.MaxValue >> 8 ? (value << 8) | part : throw refused.Stop(on => on.Damaged(null, "a header has a number that is too large"));
            return value;
        }

        foreach (var digit in field.Trim(" \0"u8))
            value = digit is >= (byte)'0' and <= (byte)'7' ? (value << 3) + (digit - '0') : throw refused.Stop(on => on.Damaged(null, "a header has a number that is not octal"));
        return value;
    }

    /// <summary>Name, after the prefix field where the header is of POSIX (GNU's holds times there).</summary>
    private string Name(ReadOnlySpan<byte> header)
    {
        var name = Field(header[..100]);
        var prefix = header.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Field(header.Slice(345, 155)) : "";
        return prefix.Length > 0 ? $"{prefix}/{name}" : name;
    }

    private string Field(ReadOnlySpan<byte> field) => Decode(field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field);

    private string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            var shown = Encoding.Latin1.GetString(bytes);
            throw refused.Stop(on => on.UnsafePath(shown, "is not UTF-8"));
        }
    }

    private void Fill(Span<byte> part, string where)
    {
        if (content.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) < part.Length) throw refused.Stop(on => on.Damaged(null, $"it ends {where}"));
    }

    /// <summary>After the end there are zeros up to the end of a record, and nothing that another program could take for members.</summary>
    private void OnlyZeros()
    {
        int read;
        while ((read = content.Read(buffer)) > 0)
            if (buffer.AsSpan(0, read).IndexOfAnyExcept((byte)0) >= 0) throw refused.Stop(on => on.MoreThanOne("there is content after the end of its tar"));
    }
}
