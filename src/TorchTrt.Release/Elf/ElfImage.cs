using System.Buffers.Binary;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Elf;

/// <summary>Header and segments of an object, and its bytes by file offset and by address.</summary>
internal sealed class ElfImage
{
    private const int Load = 1;
    private const int Dynamic = 2;
    private const int MostSegments = 4096;

    /// <summary>More than any table that the loader reads; a claim above it is not believed.</summary>
    private const long LargestTable = 1L << 30;

    private readonly IRandomBytes bytes;
    private readonly List<Segment> loads = [];

    private ElfImage(IRandomBytes bytes, bool is64, bool isBigEndian, ElfType type, ElfMachine machine)
        => (this.bytes, Is64, IsBigEndian, Type, Machine) = (bytes, is64, isBigEndian, type, machine);

    public bool Is64 { get; }

    public bool IsBigEndian { get; }

    public ElfType Type { get; }

    public ElfMachine Machine { get; }

    /// <summary>PT_DYNAMIC; null where there is none.</summary>
    public Segment? DynamicSegment { get; private set; }

    /// <summary>Where the section headers are; they may be stripped, and the loader does without.</summary>
    public SectionTable Sections { get; private set; } = new(0, 0, 0);

    /// <exception cref="ElfException">It is no object.</exception>
    public static ElfImage Open(IRandomBytes bytes)
    {
        Span<byte> header = stackalloc byte[64];
        var length = Fill(bytes, 0, header);
        if (length < 20 || !ElfFile.Begins(header)) throw new ElfException("it does not begin as one");
        var is64 = header[4] switch { 1 => false, 2 => true, var other => throw new ElfException($"its class is {other}") };
        var isBigEndian = header[5] switch { 1 => false, 2 => true, var other => throw new ElfException($"its byte order is {other}") };
        if (length < (is64 ? 64 : 52)) throw new ElfException("it ends within its header");

        var image = new ElfImage(bytes, is64, isBigEndian, default, default);
        image = new ElfImage(bytes, is64, isBigEndian, (ElfType)image.U16(header[16..]), (ElfMachine)image.U16(header[18..]));
        image.Sections = new SectionTable(image.Address(header[(is64 ? 40 : 32)..]), image.U16(header[(is64 ? 58 : 46)..]), image.U16(header[(is64 ? 60 : 48)..]));
        image.ReadSegments(image.Address(header[(is64 ? 32 : 28)..]), image.U16(header[(is64 ? 54 : 42)..]), image.U16(header[(is64 ? 56 : 44)..]));
        return image;
    }

    public ushort U16(ReadOnlySpan<byte> from) => IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(from) : BinaryPrimitives.ReadUInt16LittleEndian(from);

    public uint U32(ReadOnlySpan<byte> from) => IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(from) : BinaryPrimitives.ReadUInt32LittleEndian(from);

    /// <summary>A number of the object's own width.</summary>
    public ulong Address(ReadOnlySpan<byte> from) => !Is64 ? U32(from) : IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(from) : BinaryPrimitives.ReadUInt64LittleEndian(from);

    /// <summary>A table of the file, whole.</summary>
    /// <exception cref="ElfException">The file ends before it.</exception>
    public byte[] Table(ulong offset, ulong size, string what)
    {
        if (size > LargestTable || offset > (ulong)bytes.Length || size > (ulong)bytes.Length - offset) throw new ElfException($"its {what} would lie past its end");
        var table = GC.AllocateUninitializedArray<byte>((int)size);
        if (Fill(bytes, (long)offset, table) < table.Length) throw new ElfException($"it ends within its {what}");
        return table;
    }

    /// <summary>What is in the file at an address and after it, within the segment that is loaded there; of length 0 where nothing is.</summary>
    public (ulong Offset, ulong Length) At(ulong address)
    {
        foreach (var load in loads)
        {
            if (address < load.Address || address - load.Address >= load.Size) continue;
            var inside = address - load.Address;
            return load.Offset > ulong.MaxValue - inside ? default : (load.Offset + inside, Math.Min(load.Size - inside, Remaining(load.Offset + inside)));
        }

        return default;
    }

    private ulong Remaining(ulong offset) => offset < (ulong)bytes.Length ? (ulong)bytes.Length - offset : 0;

    private void ReadSegments(ulong offset, int size, int count)
    {
        if (offset == 0 || count == 0) return;
        if (size < (Is64 ? 56 : 32) || count > MostSegments) throw new ElfException($"it has {count} program headers of {size} bytes");
        var table = Table(offset, (ulong)size * (ulong)count, "program headers").AsSpan();
        for (var index = 0; index < count; index++)
        {
            var entry = table.Slice(index * size, size);
            var segment = Is64
                ? new Segment(Address(entry[8..]), Address(entry[16..]), Address(entry[32..]))
                : new Segment(Address(entry[4..]), Address(entry[8..]), Address(entry[16..]));
            switch (U32(entry))
            {
                case Load: loads.Add(segment); break;
                case Dynamic: DynamicSegment ??= segment; break;
            }
        }
    }

    private static int Fill(IRandomBytes bytes, long offset, Span<byte> into)
    {
        var total = 0;
        while (total < into.Length && bytes.Read(offset + total, into[total..]) is > 0 and var read) total += read;
        return total;
    }
}

/// <summary>A stretch of the file and where it is loaded.</summary>
/// <param name="Size">Bytes of the file.</param>
internal sealed record Segment(ulong Offset, ulong Address, ulong Size);

/// <summary>Where the section headers are.</summary>
/// <param name="EntrySize">Bytes of each.</param>
internal sealed record SectionTable(ulong Offset, int EntrySize, int Count);
