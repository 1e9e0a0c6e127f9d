namespace TorchTrt.Release.Elf;

/// <summary>The dynamic section and the tables it leads to.</summary>
internal sealed class DynamicSection
{
    private const int MostEntries = 1 << 16;

    private readonly ElfImage image;
    private readonly Dictionary<ulong, ulong> values = [];
    private readonly List<(ulong Tag, ulong Value)> names = [];
    private StringTable strings;

    private DynamicSection(ElfImage image) => (this.image, strings) = (image, new StringTable(image, 0, 0));

    private int Width => image.Is64 ? 8 : 4;

    /// <summary>Null for an object without one.</summary>
    public static DynamicSection? Find(ElfImage image)
    {
        if (image.DynamicSegment is not { } segment) return null;
        var section = new DynamicSection(image);
        // A file of debug symbols keeps the segment and not its bytes.
        return section.ReadEntries(image.Table(segment.Offset, segment.Size, "dynamic section")) ? section : null;
    }

    public ElfFile Describe() => new(
        image.Is64, image.IsBigEndian, image.Machine, image.Type, IsDynamic: true, Names(Tag.SoName).FirstOrDefault(), [.. Names(Tag.Needed)],
        Folders(Tag.RPath), Folders(Tag.RunPath), NeededVersions(out _), DefinedVersions(out _));

    public IEnumerable<ElfSymbol> Symbols()
    {
        if (!values.TryGetValue(Tag.Symbols, out var at)) return [];
        var table = new SymbolTable(image, strings.Loaded(), Versions());
        return table.Read(at, SymbolCount.Of(image, values), values.GetValueOrDefault(Tag.VersionSymbols));
    }

    private bool ReadEntries(ReadOnlySpan<byte> table)
    {
        var hasEnd = false;
        for (; !hasEnd && table.Length >= 2 * Width; table = table[(2 * Width)..])
        {
            var (tag, value) = (image.Address(table), image.Address(table[Width..]));
            hasEnd = tag == 0;
            if (tag is Tag.Needed or Tag.SoName or Tag.RPath or Tag.RunPath) names.Add((tag, value));
            else values[tag] = value;
            if (names.Count > MostEntries) throw new ElfException("its dynamic section has no end");
        }

        if (!values.TryGetValue(Tag.Strings, out var at)) return false;
        var (offset, length) = image.At(at);
        var size = values.GetValueOrDefault(Tag.StringsSize);
        if (length == 0) return false;
        strings = new StringTable(image, offset, size == 0 ? length : Math.Min(size, length));
        return true;
    }

    private IEnumerable<string> Names(ulong tag) => names.Where(name => name.Tag == tag).Select(name => strings.Text(name.Value));

    private List<string> Folders(ulong tag) => [.. Names(tag).SelectMany(path => path.Split(':'))];

    /// <summary>Names of versions by the index that symbols give.</summary>
    private Dictionary<int, string> Versions()
    {
        _ = NeededVersions(out var needed);
        _ = DefinedVersions(out var defined);
        foreach (var (index, name) in needed) defined.TryAdd(index, name);
        return defined;
    }

    private List<NeededVersion> NeededVersions(out Dictionary<int, string> byIndex)
    {
        var found = new List<NeededVersion>();
        var indices = new Dictionary<int, string>();
        Walk(Tag.VersionsNeeded, Tag.VersionsNeededCount, 16, (at, table) =>
        {
            var library = strings.Text(image.U32(table.AsSpan(4)));
            Chain(at + image.U32(table.AsSpan(8)), image.U16(table.AsSpan(2)), 16, (_, entry) =>
            {
                var name = strings.Text(image.U32(entry.AsSpan(8)));
                found.Add(new NeededVersion(library, name, (image.U16(entry.AsSpan(4)) & 2) != 0));
                indices.TryAdd(image.U16(entry.AsSpan(6)) & 0x7fff, name);
                if (found.Count > MostEntries) throw new ElfException("its needed versions have no end");
                return image.U32(entry.AsSpan(12));
            });
            return image.U32(table.AsSpan(12));
        });
        byIndex = indices;
        return found;
    }

    private List<string> DefinedVersions(out Dictionary<int, string> byIndex)
    {
        var found = new List<string>();
        var indices = new Dictionary<int, string>();
        Walk(Tag.VersionsDefined, Tag.VersionsDefinedCount, 20, (at, table) =>
        {
            // The first name is the version's own; those after it are the versions it follows.
            if (image.U16(table.AsSpan(6)) > 0) found.Add(strings.Text(image.U32(image.Table(at + image.U32(table.AsSpan(12)), 8, "versions"))));
            // The base version is the object's own name, which symbols do not carry.
            if (image.U16(table.AsSpan(6)) > 0 && (image.U16(table.AsSpan(2)) & 1) == 0) indices.TryAdd(image.U16(table.AsSpan(4)) & 0x7fff, found[^1]);
            return image.U32(table.AsSpan(16));
        });
        byIndex = indices;
        return found;
    }

    /// <summary>Follows a table of versions, given where each entry is in the file and what is in it.</summary>
    private void Walk(ulong tag, ulong countTag, int size, Func<ulong, byte[], uint> entry)
    {
        if (!values.TryGetValue(tag, out var address)) return;
        var (offset, length) = image.At(address);
        if (length == 0) throw new ElfException("its table of versions is not loaded");
        Chain(offset, (int)Math.Min(values.GetValueOrDefault(countTag, (ulong)MostEntries), MostEntries), size, entry);
    }

    /// <summary>Each entry says how far the next one is; the last one says 0.</summary>
    private void Chain(ulong at, int count, int size, Func<ulong, byte[], uint> entry)
    {
        for (var index = 0; index < count; index++)
        {
            var next = entry(at, image.Table(at, (ulong)size, "versions"));
            if (next == 0) break;
            at += next;
        }
    }
}

/// <summary>Tags of the dynamic section.</summary>
internal static class Tag
{
    public const ulong Needed = 1;
    public const ulong Hash = 4;
    public const ulong Strings = 5;
    public const ulong Symbols = 6;
    public const ulong StringsSize = 10;
    public const ulong SoName = 14;
    public const ulong RPath = 15;
    public const ulong RunPath = 29;
    public const ulong GnuHash = 0x6ffffef5;
    public const ulong VersionSymbols = 0x6ffffff0;
    public const ulong VersionsDefined = 0x6ffffffc;
    public const ulong VersionsDefinedCount = 0x6ffffffd;
    public const ulong VersionsNeeded = 0x6ffffffe;
    public const ulong VersionsNeededCount = 0x6fffffff;
}
