using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Elf;

/// <summary>Machines that releases are built for, by <c>e_machine</c>.</summary>
public enum ElfMachine
{
    None = 0,
    I386 = 3,
    Mips = 8,
    PowerPc64 = 21,
    S390 = 22,
    Arm = 40,
    X8664 = 62,
    AArch64 = 183,
    RiscV = 243,
}

/// <summary>What kind of object it is, by <c>e_type</c>.</summary>
public enum ElfType
{
    None = 0,
    Relocatable = 1,
    Executable = 2,
    Shared = 3,
    Core = 4,
}

/// <summary>A version that a library asks another one for.</summary>
/// <param name="Library">The name it is asked from: <c>libc.so.6</c>.</param>
/// <param name="Version"><c>GLIBC_2.34</c>.</param>
/// <param name="IsWeak">Whether the loader goes on without it.</param>
public sealed record NeededVersion(string Library, string Version, bool IsWeak);

/// <summary>
/// What the dynamic loader sees of an object: its header and dynamic section (System V gABI, chapter 5; symbol versions of the Linux Standard Base). A few
/// kilobytes are read, wherever they are in the file.
/// </summary>
/// <param name="Is64">Class: 64 bits, or 32.</param>
/// <param name="IsBigEndian">Byte order.</param>
/// <param name="Machine">Processor.</param>
/// <param name="Type">Kind of object.</param>
/// <param name="IsDynamic">Whether it has a dynamic section; without one the rest is empty.</param>
/// <param name="SoName">Its own name; null where it has none.</param>
/// <param name="Needed">Libraries it is linked to, in order.</param>
/// <param name="RPath">Folders of DT_RPATH.</param>
/// <param name="RunPath">Folders of DT_RUNPATH.</param>
/// <param name="NeededVersions">Versions it asks for, in order.</param>
/// <param name="DefinedVersions">Versions it offers, its own name first.</param>
public sealed record ElfFile(
    bool Is64, bool IsBigEndian, ElfMachine Machine, ElfType Type, bool IsDynamic, string? SoName, IReadOnlyList<string> Needed, IReadOnlyList<string> RPath,
    IReadOnlyList<string> RunPath, IReadOnlyList<NeededVersion> NeededVersions, IReadOnlyList<string> DefinedVersions)
{
    /// <summary>Whether the bytes begin as an object's do.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\u007fELF"u8);

    /// <exception cref="ElfException">It is no object, or not a sound one.</exception>
    public static ElfFile Read(IRandomBytes bytes)
    {
        var image = ElfImage.Open(bytes);
        return DynamicSection.Find(image) is { } dynamic
            ? dynamic.Describe()
            : new ElfFile(image.Is64, image.IsBigEndian, image.Machine, image.Type, IsDynamic: false, null, [], [], [], [], []);
    }

    /// <summary>The dynamic symbols, read one after the other.</summary>
    /// <exception cref="ElfException">While it is enumerated: the symbols are not sound.</exception>
    public static IEnumerable<ElfSymbol> Symbols(IRandomBytes bytes)
    {
        var image = ElfImage.Open(bytes);
        return DynamicSection.Find(image) is { } dynamic ? dynamic.Symbols() : [];
    }
}

/// <summary>A dynamic symbol.</summary>
/// <param name="Name">As the linker sees it, mangled.</param>
/// <param name="IsDefined">Whether this object has it; otherwise another one must.</param>
/// <param name="IsWeak">Whether an undefined one may stay so.</param>
/// <param name="IsLocal">Not seen by other objects.</param>
/// <param name="Version"><c>GLIBC_2.2.5</c>; null for one without.</param>
public readonly record struct ElfSymbol(string Name, bool IsDefined, bool IsWeak, bool IsLocal, string? Version);

/// <summary>Bytes that are no sound ELF object.</summary>
/// <param name="what">To complete "it is no sound ELF object: ...".</param>
public sealed class ElfException(string what) : Exception(what);
