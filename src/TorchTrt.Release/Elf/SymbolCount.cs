namespace TorchTrt.Release.Elf;

/// <summary>How many dynamic symbols there are. The dynamic section does not say.</summary>
internal static class SymbolCount
{
    private const uint DynamicSymbols = 11;
    private const int MostSections = 1 << 16;

    /// <summary>From the section headers where they agree with the dynamic section, else from the hash tables, else up to the string table.</summary>
    public static ulong Of(ElfImage image, IReadOnlyDictionary<ulong, ulong> dynamic)
    {
        var symbols = dynamic[Tag.Symbols];
        return FromSections(image, symbols) ?? FromHash(image, dynamic) ?? FromGnuHash(image, dynamic) ?? UpToStrings(image, symbols, dynamic);
    }

    private static ulong? FromSections(ElfImage image, ulong symbols)
    {
        var sections = image.Sections;
        var (offset, length) = image.At(symbols);
        if (sections.Offset == 0 || sections.Count is 0 or > MostSections || sections.EntrySize < (image.Is64 ? 64 : 40) || length == 0) return null;
        ReadOnlySpan<byte> table;
        try
        {
            table = image.Table(sections.Offset, (ulong)sections.EntrySize * (ulong)sections.Count, "section headers");
        }
        catch (ElfException)
        {
            // Cut off behind what is loaded; the loader would not notice.
            return null;
        }

        for (var index = 0; index < sections.Count; index++)
        {
            var entry = table.Slice(index * sections.EntrySize, sections.EntrySize);
            var isOurs = image.U32(entry[4..]) == DynamicSymbols && image.Address(entry[(image.Is64 ? 24 : 16)..]) == offset;
            if (isOurs && image.Address(entry[(image.Is64 ? 32 : 20)..]) is var size && size <= length) return size / SymbolTable.EntrySize(image);
        }

        return null;
    }

    /// <summary>The classic table has one chain entry for each symbol.</summary>
    private static ulong? FromHash(ElfImage image, IReadOnlyDictionary<ulong, ulong> dynamic)
    {
        if (!dynamic.TryGetValue(Tag.Hash, out var address) || image.At(address) is not { Length: >= 8 } at) return null;
        return image.U32(image.Table(at.Offset, 8, "hash table").AsSpan(4));
    }

    /// <summary>The chain of the highest bucket ends at the last symbol.</summary>
    private static ulong? FromGnuHash(ElfImage image, IReadOnlyDictionary<ulong, ulong> dynamic)
    {
        if (!dynamic.TryGetValue(Tag.GnuHash, out var address) || image.At(address) is not { Length: >= 16 } at) return null;
        var header = image.Table(at.Offset, 16, "hash table").AsSpan();
        var (buckets, first, bloom) = (image.U32(header), image.U32(header[4..]), image.U32(header[8..]));
        var start = 16 + ((ulong)bloom * (image.Is64 ? 8UL : 4UL));
        if (start + (4UL * buckets) > at.Length) throw new ElfException("its hash table is cut off");
        var table = image.Table(at.Offset + start, 4UL * buckets, "hash table").AsSpan();
        var last = 0u;
        for (var index = 0; index < table.Length; index += 4) last = Math.Max(last, image.U32(table[index..]));
        if (last < first) return null;

        var chains = start + (4UL * buckets);
        var offset = chains + (4UL * (last - first));
        if (offset >= at.Length) throw new ElfException("its hash table is cut off");
        var chain = image.Table(at.Offset + offset, Math.Min(at.Length - offset, 1UL << 20), "hash table").AsSpan();
        for (var index = 0; index + 4 <= chain.Length; index += 4)
            if ((image.U32(chain[index..]) & 1) != 0) return last + ((ulong)index / 4) + 1;
        throw new ElfException("its hash table has no end");
    }

    private static ulong UpToStrings(ElfImage image, ulong symbols, IReadOnlyDictionary<ulong, ulong> dynamic)
        => dynamic.TryGetValue(Tag.Strings, out var strings) && strings > symbols ? (strings - symbols) / SymbolTable.EntrySize(image) : 0;
}
