using System.Globalization;
using System.Text;

namespace TorchTrt.Release.Archives;

/// <summary>
/// Headers of POSIX tar, IEEE Std 1003.1-2017, "pax": a ustar block, preceded by an extended header where a name or a size does not fit. Owner is 0:0
/// without names; modes are 0755 and 0644.
/// </summary>
internal static class TarHeader
{
    public const int BlockBytes = 512;

    private const int NameBytes = 100;
    private const int PrefixBytes = 155;
    private const long LargestSize = 0x1_FFFF_FFFF;
    private const long LatestTime = 0x1_FFFF_FFFF;

    /// <summary>All blocks before the content.</summary>
    /// <param name="prefix">Put before every path: empty, or <c>./</c>.</param>
    /// <param name="seconds">Time of change, seconds since 1970 in UTC, not negative.</param>
    public static byte[] Of(ArchiveMember member, string prefix, long seconds)
    {
        var path = Encoding.UTF8.GetBytes($"{prefix}{member.Path}{(member.Kind == MemberKind.Folder ? "/" : "")}");
        var link = Encoding.UTF8.GetBytes(member.LinkTarget ?? "");
        var records = new List<byte>();
        var cut = Cut(path);
        if (cut < 0) records.AddRange(Record("path", path));
        if (link.Length > NameBytes) records.AddRange(Record("linkpath", link));
        if (member.Length > LargestSize) records.AddRange(Record("size", Encoding.ASCII.GetBytes(member.Length.ToString(CultureInfo.InvariantCulture))));

        var type = member.Kind switch { MemberKind.Folder => '5', MemberKind.SymbolicLink => '2', _ => '0' };
        var mode = member.Kind == MemberKind.SymbolicLink ? 0b111_111_111 : member.IsExecutable || member.Kind == MemberKind.Folder ? 0b111_101_101 : 0b110_100_100;
        var main = Block(path, Math.Max(cut, 0), link, mode, Math.Min(member.Length, LargestSize), Math.Clamp(seconds, 0, LatestTime), type);
        if (records.Count == 0) return main;
        var extended = Block("PaxHeader"u8, 0, default, 0b110_100_100, records.Count, Math.Clamp(seconds, 0, LatestTime), 'x');
        return [.. extended, .. records, .. new byte[Padding(records.Count)], .. main];
    }

    /// <summary>Zeros that fill a member's last block.</summary>
    public static int Padding(long length) => (int)(-length & (BlockBytes - 1));

    /// <summary>Where a path is cut in two for the prefix and name fields: index of the slash, 0 where it is not cut, -1 where it cannot be.</summary>
    private static int Cut(ReadOnlySpan<byte> path)
    {
        if (path.Length <= NameBytes) return 0;
        var reach = path[..Math.Min(PrefixBytes + 1, path.Length - 1)];
        var slash = reach.LastIndexOf((byte)'/');
        return slash > 0 && path.Length - slash - 1 <= NameBytes ? slash : -1;
    }

    private static byte[] Block(ReadOnlySpan<byte> path, int cut, ReadOnlySpan<byte> link, int mode, long size, long seconds, char type)
    {
        var block = new byte[BlockBytes];
        var name = cut > 0 ? path[(cut + 1)..] : path;
        name[..Math.Min(name.Length, NameBytes)].CopyTo(block);
        if (cut > 0) path[..cut].CopyTo(block.AsSpan(345));
        Octal(block.AsSpan(100, 8), mode);
        Octal(block.AsSpan(108, 8), 0);
        Octal(block.AsSpan(116, 8), 0);
        Octal(block.AsSpan(124, 12), size);
        Octal(block.AsSpan(136, 12), seconds);
        block[156] = (byte)type;
        link[..Math.Min(link.Length, NameBytes)].CopyTo(block.AsSpan(157));
        "ustar\000"u8.CopyTo(block.AsSpan(257));
        Octal(block.AsSpan(329, 8), 0);
        Octal(block.AsSpan(337, 8), 0);

        block.AsSpan(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var one in block) sum += one;
        Octal(block.AsSpan(148, 7), sum);
        return block;
    }

    /// <summary>Digits, then a zero byte.</summary>
    private static void Octal(Span<byte> field, long value)
    {
        for (var index = field.Length - 2; index >= 0; index--, value >>= 3) field[index] = (byte)('0' + (value & 7));
        field[^1] = 0;
    }

    /// <summary><c>LENGTH KEY=VALUE\n</c>, where the length counts itself.</summary>
    private static byte[] Record(string key, ReadOnlySpan<byte> value)
    {
        var rest = key.Length + value.Length + 3;
        var length = rest + 1;
        while (rest + length.ToString(CultureInfo.InvariantCulture).Length != length) length = rest + length.ToString(CultureInfo.InvariantCulture).Length;
        return [.. Encoding.ASCII.GetBytes($"{length} {key}="), .. value, (byte)'\n'];
    }
}
