using TorchTrt.Release.Elf;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Elf;

public class ElfFileTests
{
    [Theory]
    [InlineData(true, false, ElfMachine.X8664)]
    [InlineData(true, false, ElfMachine.AArch64)]
    [InlineData(true, true, ElfMachine.S390)]
    [InlineData(false, false, ElfMachine.I386)]
    [InlineData(false, true, ElfMachine.Mips)]
    public void Either_class_and_byte_order_is_read_alike(bool is64, bool isBigEndian, ElfMachine machine)
    {
        var bytes = new MemoryBytes(Library(is64, isBigEndian, machine).Bytes);

        var elf = ElfFile.Read(bytes);

        (elf.Is64, elf.IsBigEndian, elf.Machine, elf.Type, elf.IsDynamic, elf.SoName).ShouldBe((is64, isBigEndian, machine, ElfType.Shared, true, "libtorchtrt.so"));
        elf.Needed.ShouldBe(["libc.so.6", "libnvinfer.so.10"]);
        elf.RunPath.ShouldBe(["$ORIGIN", "/opt/lib"]);
        elf.NeededVersions.ShouldBe([new("libc.so.6", "GLIBC_2.17", false), new("libc.so.6", "GLIBC_2.34", false), new("libstdc++.so.6", "GLIBCXX_3.4.29", false)]);
        ElfFile.Symbols(bytes).ShouldBe(
        [
            new("memcpy", false, false, false, "GLIBC_2.17"),
            new("_ZN3c105ErrorD1Ev", false, false, false, null),
            new("__gmon_start__", false, true, false, null),
            new("torchtrt_version", true, false, false, null),
        ]);
    }

    [Fact]
    public void An_object_without_a_dynamic_section_is_only_described()
    {
        var bytes = Library(true, false, ElfMachine.X8664).Bytes;
        bytes[64 + 56] = 0;

        ElfFile.Read(new MemoryBytes(bytes)).ShouldBe(new ElfFile(true, false, ElfMachine.X8664, ElfType.Shared, false, null, [], [], [], [], []), new SameLists());
    }

    [Theory]
    [InlineData(0, 0x7e, "it does not begin as one")]
    [InlineData(4, 3, "its class is 3")]
    [InlineData(5, 0, "its byte order is 0")]
    public void What_is_no_object_says_why(int at, byte value, string why)
    {
        var bytes = Library(true, false, ElfMachine.X8664).Bytes;
        bytes[at] = value;

        Should.Throw<ElfException>(() => ElfFile.Read(new MemoryBytes(bytes))).Message.ShouldBe(why);
    }

    [Fact]
    public void Wherever_an_object_is_cut_off_it_is_read_or_refused_and_nothing_else()
    {
        var whole = Library(true, false, ElfMachine.X8664).Bytes;
        for (var length = 0; length < whole.Length; length++) Survives(whole[..length]);
    }

    /// <summary>Every byte of every table, with the values at which counts and offsets turn over.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Whatever_one_byte_says_an_object_is_read_or_refused_and_nothing_else(bool is64, bool isBigEndian)
    {
        var whole = Library(is64, isBigEndian, ElfMachine.X8664).Bytes;
        foreach (var value in new byte[] { 0, 1, 0x7f, 0x80, 0xff })
            for (var at = 0; at < whole.Length; at++)
            {
                var changed = whole.ToArray();
                changed[at] = value;
                Survives(changed);
            }
    }

    [Fact]
    public void Names_that_overlap_without_measure_are_refused()
    {
        var library = new ElfBuilder().Needing(new string('n', 60_000));
        for (var index = 0; index < 2000; index++) library.Needing("x");
        var bytes = library.Bytes;
        // The dynamic section is at the end: every needed library in it is made to be the longest name there is.
        for (var at = bytes.Length - (16 * 2000); at < bytes.Length; at += 16)
            if (BitConverter.ToUInt64(bytes, at) == 1) BitConverter.TryWriteBytes(bytes.AsSpan(at + 8), 1UL);

        Should.Throw<ElfException>(() => ElfFile.Read(new MemoryBytes(bytes))).Message.ShouldBe("its names overlap without measure");
    }

    internal static void Survives(byte[] bytes)
    {
        try
        {
            var source = new MemoryBytes(bytes);
            _ = ElfFile.Read(source);
            foreach (var _ in ElfFile.Symbols(source))
            {
            }
        }
        catch (ElfException)
        {
            // The one way to say that it is no sound object.
        }
    }

    internal static ElfBuilder Library(bool is64, bool isBigEndian, ElfMachine machine) => new ElfBuilder { Is64 = is64, IsBigEndian = isBigEndian, Machine = machine }
        .Called("libtorchtrt.so").Needing("libc.so.6", "libnvinfer.so.10").RunningFrom("$ORIGIN:/opt/lib")
        .Asking("libc.so.6", "GLIBC_2.17", "GLIBC_2.34").Asking("libstdc++.so.6", "GLIBCXX_3.4.29")
        .UsingVersion("memcpy", "GLIBC_2.17").Using("_ZN3c105ErrorD1Ev").UsingIfThere("__gmon_start__").Defining("torchtrt_version");

    private sealed class SameLists : IEqualityComparer<ElfFile>
    {
        public bool Equals(ElfFile? one, ElfFile? other) => one?.ToString() == other?.ToString();

        public int GetHashCode(ElfFile file) => 0;
    }
}
