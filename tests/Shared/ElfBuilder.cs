using System.Buffers.Binary;
using System.Text;
using TorchTrt.Release.Elf;

namespace TorchTrt.Release.Testing;

/// <summary>Writes small shared objects: header, two segments, dynamic section, names, versions and symbols; no section headers, which the loader does not read.</summary>
public sealed class ElfBuilder
{
    private const ulong Base = 0x10000;

    private readonly List<byte> strings = [0];
    private readonly List<(ulong Tag, Func<ulong> Value)> dynamic = [];
    private readonly List<(string Library, List<string> Versions)> versions = [];
    private readonly List<(string Name, bool IsDefined, bool IsWeak, string? Version)> symbols = [];
    private readonly List<byte> data = [];

    public bool Is64 { get; init; } = true;

    public bool IsBigEndian { get; init; }

    public ElfMachine Machine { get; init; } = ElfMachine.X8664;

    public ElfBuilder Needing(params string[] libraries)
    {
        foreach (var library in libraries) Named(1, library);
        return this;
    }

    public ElfBuilder Called(string soName) => Named(14, soName);

    public ElfBuilder RunningFrom(string folders) => Named(29, folders);

    public ElfBuilder Asking(string library, params string[] wanted)
    {
        versions.Add((library, [.. wanted]));
        return this;
    }

    public ElfBuilder Using(params string[] names)
    {
        foreach (var name in names) symbols.Add((name, false, false, null));
        return this;
    }

    public ElfBuilder UsingVersion(string name, string version)
    {
        symbols.Add((name, false, false, version));
        return this;
    }

    public ElfBuilder UsingIfThere(string name)
    {
        symbols.Add((name, false, true, null));
        return this;
    }

    public ElfBuilder Defining(params string[] names)
    {
        foreach (var name in names) symbols.Add((name, true, false, null));
        return this;
    }

    public ElfBuilder Holding(string text)
    {
        data.AddRange(Encoding.UTF8.GetBytes(text));
        data.Add(0);
        return this;
    }

    public byte[] Bytes
    {
        get
        {
            var headerSize = Is64 ? 64 : 52;
            var segmentSize = Is64 ? 56 : 32;
            var image = new List<byte>(new byte[headerSize + (2 * segmentSize)]);
            var needs = Needs();
            var (symbolTable, indices) = Symbols();
            var hash = Hash();
            var stringAt = Put(image, [.. strings]);
            var needsAt = Put(image, needs);
            var symbolsAt = Put(image, symbolTable);
            var indicesAt = Put(image, indices);
            var hashAt = Put(image, hash);
            Put(image, [.. data]);
            List<(ulong Tag, ulong Value)> entries =
            [
                .. dynamic.Select(entry => (entry.Tag, entry.Value())),
                (5, Base + (ulong)stringAt), (10, (ulong)strings.Count), (6, Base + (ulong)symbolsAt), (11, Is64 ? 24UL : 16UL), (4, Base + (ulong)hashAt),
                .. versions.Count > 0 ? [(0x6ffffffe, Base + (ulong)needsAt), (0x6fffffff, (ulong)versions.Count), (0x6ffffff0, Base + (ulong)indicesAt)] : Array.Empty<(ulong, ulong)>(),
                (0, 0),
            ];
            var dynamicAt = Put(image, [.. entries.SelectMany(entry => Number(entry.Tag).Concat(Number(entry.Value)))]);
            var bytes = image.ToArray();
            Header(bytes, headerSize, segmentSize);
            Segment(bytes.AsSpan(headerSize), 1, 0, bytes.Length);
            Segment(bytes.AsSpan(headerSize + segmentSize), 2, dynamicAt, bytes.Length - dynamicAt);
            return bytes;
        }
    }

    private ElfBuilder Named(ulong tag, string text)
    {
        var at = Text(text);
        dynamic.Add((tag, () => at));
        return this;
    }

    private uint Text(string text)
    {
        var at = (uint)strings.Count;
        strings.AddRange(Encoding.UTF8.GetBytes(text));
        strings.Add(0);
        return at;
    }

    private byte[] Needs()
    {
        var table = new List<byte>();
        ushort index = 2;
        foreach (var (number, (library, wanted)) in versions.Index())
        {
            table.AddRange([.. Half(1), .. Half((ushort)wanted.Count), .. Word(Text(library)), .. Word(16), .. Word(number + 1 < versions.Count ? (uint)(16 + (16 * wanted.Count)) : 0)]);
            foreach (var (each, version) in wanted.Index())
                table.AddRange([.. Word(0), .. Half(0), .. Half(index++), .. Word(Text(version)), .. Word(each + 1 < wanted.Count ? 16u : 0)]);
        }

        return [.. table];
    }

    private (byte[] Table, byte[] Indices) Symbols()
    {
        var known = versions.SelectMany(one => one.Versions).Index().ToDictionary(one => one.Item, one => (ushort)(one.Index + 2));
        var table = new List<byte>(new byte[Is64 ? 24 : 16]);
        var indices = new List<byte>(Half(0));
        foreach (var (name, isDefined, isWeak, version) in symbols)
        {
            var (at, binding, section) = (Text(name), (byte)((isWeak ? 2 : 1) << 4), (ushort)(isDefined ? 1 : 0));
            table.AddRange(Is64 ? [.. Word(at), binding, 0, .. Half(section), .. Number(0), .. Number(0)] : [.. Word(at), .. Word(0), .. Word(0), binding, 0, .. Half(section)]);
            indices.AddRange(Half(version is null ? (ushort)1 : known[version]));
        }

        return ([.. table], [.. indices]);
    }

    private byte[] Hash() => [.. Word(1), .. Word((uint)symbols.Count + 1), .. Word(0), .. Enumerable.Repeat(Word(0), symbols.Count + 1).SelectMany(word => word)];

    private static int Put(List<byte> image, byte[] part)
    {
        while (image.Count % 8 != 0) image.Add(0);
        var at = image.Count;
        image.AddRange(part);
        return at;
    }

    private void Header(Span<byte> bytes, int headerSize, int segmentSize)
    {
        "\u007fELF"u8.CopyTo(bytes);
        bytes[4] = (byte)(Is64 ? 2 : 1);
        bytes[5] = (byte)(IsBigEndian ? 2 : 1);
        bytes[6] = 1;
        Half(3).CopyTo(bytes[16..]);
        Half((ushort)Machine).CopyTo(bytes[18..]);
        Word(1).CopyTo(bytes[20..]);
        Number((ulong)headerSize).CopyTo(bytes[(Is64 ? 32 : 28)..]);
        Half((ushort)headerSize).CopyTo(bytes[(Is64 ? 52 : 40)..]);
        Half((ushort)segmentSize).CopyTo(bytes[(Is64 ? 54 : 42)..]);
        Half(2).CopyTo(bytes[(Is64 ? 56 : 44)..]);
    }

    private void Segment(Span<byte> entry, uint type, int offset, int size)
    {
        Word(type).CopyTo(entry);
        Number((ulong)offset).CopyTo(entry[(Is64 ? 8 : 4)..]);
        Number(Base + (ulong)offset).CopyTo(entry[(Is64 ? 16 : 8)..]);
        Number((ulong)size).CopyTo(entry[(Is64 ? 32 : 16)..]);
        Number((ulong)size).CopyTo(entry[(Is64 ? 40 : 20)..]);
    }

    private byte[] Half(ushort value)
    {
        var bytes = new byte[2];
        if (IsBigEndian) BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    private byte[] Word(uint value)
    {
        var bytes = new byte[4];
        if (IsBigEndian) BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private byte[] Number(ulong value)
    {
        if (!Is64) return Word((uint)value);
        var bytes = new byte[8];
        if (IsBigEndian) BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }
}
