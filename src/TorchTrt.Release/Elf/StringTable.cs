using System.Text;

namespace TorchTrt.Release.Elf;

/// <summary>Names, each ended by a zero byte. A few are read where they are; for many the table is loaded first.</summary>
internal sealed class StringTable(ElfImage image, ulong offset, ulong length)
{
    private const int Piece = 256;
    private const int LongestName = 1 << 20;

    /// <summary>Names may share their ends, so together they may be longer than the table, but not many times longer.</summary>
    private const long MostSharing = 64;

    private byte[]? whole;
    private long budget = 16 << 20;

    /// <summary>Reads the table, for all names of an object.</summary>
    public StringTable Loaded()
    {
        whole ??= image.Table(offset, length, "string table");
        budget = Math.Max(budget, whole.Length * MostSharing);
        return this;
    }

    /// <summary>The name that begins at an offset of the table.</summary>
    /// <exception cref="ElfException">There is none.</exception>
    public string Text(ulong at)
    {
        if (at >= length) throw new ElfException("a name lies outside of its string table");
        var text = whole is null ? Small(at) : Ended(whole.AsSpan((int)at, (int)Math.Min(length - at, LongestName)), isAll: true)!;
        return (budget -= text.Length + 1) >= 0 ? text : throw new ElfException("its names overlap without measure");
    }

    private string Small(ulong at)
    {
        for (var size = Math.Min(length - at, Piece); ; size = Math.Min(length - at, size * 16))
        {
            var isAll = size == length - at || size >= LongestName;
            if (Ended(image.Table(offset + at, size, "string table"), isAll) is { } text) return text;
        }
    }

    private static string? Ended(ReadOnlySpan<byte> bytes, bool isAll)
    {
        var end = bytes.IndexOf((byte)0);
        if (end >= 0) return Encoding.UTF8.GetString(bytes[..end]);
        return isAll ? throw new ElfException("a name has no end") : null;
    }
}
