namespace TorchTrt.Release.Elf;

/// <summary>The table of dynamic symbols.</summary>
/// <param name="strings">Their names.</param>
/// <param name="versions">Names of versions by index.</param>
internal sealed class SymbolTable(ElfImage image, StringTable strings, IReadOnlyDictionary<int, string> versions)
{
    private const int Weak = 2;

    public static ulong EntrySize(ElfImage image) => image.Is64 ? 24UL : 16UL;

    /// <param name="versionsAt">Address of a version index for each symbol; 0 where there are none.</param>
    public IEnumerable<ElfSymbol> Read(ulong address, ulong count, ulong versionsAt)
    {
        var size = (int)EntrySize(image);
        var (offset, length) = image.At(address);
        if (count > length / (ulong)size) throw new ElfException("its symbols would lie past its end");
        var table = image.Table(offset, count * (ulong)size, "symbols");
        var indices = Indices(versionsAt, count);
        // The first entry is reserved.
        for (var at = size; at < table.Length; at += size)
            yield return Symbol(table.AsSpan(at, size), indices.Length == 0 ? (ushort)0 : image.U16(indices.AsSpan(at / size * 2)));
    }

    private ElfSymbol Symbol(ReadOnlySpan<byte> entry, ushort version)
    {
        var binding = entry[image.Is64 ? 4 : 12] >> 4;
        var section = image.U16(entry[(image.Is64 ? 6 : 14)..]);
        return new ElfSymbol(strings.Text(image.U32(entry)), section != 0, binding == Weak, binding == 0, versions.GetValueOrDefault(version & 0x7fff));
    }

    private byte[] Indices(ulong address, ulong count)
    {
        if (address == 0) return [];
        var (offset, length) = image.At(address);
        return length >= 2 * count ? image.Table(offset, 2 * count, "symbol versions") : throw new ElfException("its symbol versions would lie past its end");
    }
}
