using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using TorchTrt.Release.Archives;
using TorchTrt.Release.Elf;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Tests.Elf;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Tests.Archives;

/// <summary>
/// Every reader of artifacts on spoilt files. A few thousand inputs by default; FUZZ_INPUTS=100000 for as many, FUZZ_SEED to begin elsewhere.
/// </summary>
public class ArchiveFuzz
{
    private const string Name = "torch_tensorrt-2.13.0-cp313-cp313-manylinux_2_34_x86_64.whl";

    /// <summary>What reading one spoilt file may allocate: its tables, its names within their budget, a reader's buffers.</summary>
    private const long MostBytes = 96 << 20;

    private static readonly byte[][] Objects =
    [
        ElfFileTests.Library(true, false, ElfMachine.X8664).Bytes,
        ElfFileTests.Library(false, true, ElfMachine.Mips).Bytes,
        ElfFileTests.Library(true, true, ElfMachine.S390).Bytes,
        .. new[] { "/usr/lib/x86_64-linux-gnu/libz.so.1", "/usr/lib/x86_64-linux-gnu/libdl.so.2", "/usr/lib/x86_64-linux-gnu/libgcc_s.so.1" }.Where(File.Exists).Select(File.ReadAllBytes),
    ];

    private static readonly byte[] Wheel = new WheelBuilder(Name).With("torch_tensorrt/a.so", Objects[0]).Requiring("torch>=2.13.0").WithInfo("entry_points.txt", "[console_scripts]\na = b:c\n").Bytes;

    private static int Inputs => int.Parse(Environment.GetEnvironmentVariable("FUZZ_INPUTS") ?? "3000", CultureInfo.InvariantCulture);

    private static int First => int.Parse(Environment.GetEnvironmentVariable("FUZZ_SEED") ?? "0", CultureInfo.InvariantCulture);

    [Fact]
    public void Whatever_the_bytes_an_object_is_read_or_refused() => Run((number, random) =>
    {
        var bytes = Spoil(Objects[number % Objects.Length], random);
        try
        {
            var source = new MemoryBytes(bytes);
            _ = ElfFile.Read(source);
            foreach (var _ in ElfFile.Symbols(source))
            {
            }

            return true;
        }
        catch (ElfException)
        {
            return false;
        }
    });

    [Fact]
    public void Whatever_the_bytes_a_tarball_is_read_or_refused()
    {
        var seeds = Enum.GetValues<TarEntryFormat>().Where(format => format != TarEntryFormat.Unknown).Select(Tar).ToList();
        Run((number, random) =>
        {
            // Half of them spoilt within, where a checksum of the gzip stream would hide what the tar reader does.
            var tar = seeds[number % seeds.Count];
            var bytes = number % 2 == 0 ? Gzip(Spoil(tar, random)) : Spoil(Gzip(tar), random);
            using var aside = new ScratchMemory();
            return IsRead(() => Tarball.Read("a.tar.gz", new MemoryStream(bytes), aside, ArchiveLimits.Release, CancellationToken.None));
        });
    }

    [Fact]
    public void Whatever_the_bytes_a_wheel_is_read_or_refused()
        => Run((_, random) => IsRead(() => WheelContents.Read(Name, new MemoryBytes(Spoil(Wheel, random)), () => new ScratchMemory(), ["/.cache/bazel/"], ArchiveLimits.Release, CancellationToken.None)));

    private static void Run(Func<int, Random, bool> isRead)
    {
        var (read, refused) = (0, 0);
        Parallel.For(First, First + Inputs, number =>
        {
            try
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                if (isRead(number, new Random(number))) Interlocked.Increment(ref read);
                else Interlocked.Increment(ref refused);
                (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostBytes);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"FUZZ_SEED={number} FUZZ_INPUTS=1: {failure.Message}", failure);
            }
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{Inputs} inputs: {read} read, {refused} refused.");
        refused.ShouldBeGreaterThan(Inputs / 50);
    }

    private static bool IsRead(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (ReleaseException refusal)
        {
            refusal.Errors.ShouldAllBe(error => error.Code.StartsWith("TR51", StringComparison.Ordinal));
            return false;
        }
    }

    /// <summary>A few changes: a byte, a number of a width at its limits, a piece moved, doubled, cleared or cut off.</summary>
    private static byte[] Spoil(byte[] whole, Random random)
    {
        var bytes = whole.ToArray();
        for (var changes = random.Next(1, 6); changes > 0 && bytes.Length > 16; changes--)
        {
            // Most of what is to be misread is at either end.
            var span = random.Next(3) == 0 ? bytes.Length : Math.Min(bytes.Length, 4096);
            var at = random.Next(2) == 0 ? random.Next(span) : bytes.Length - 1 - random.Next(span);
            var length = Math.Min(bytes.Length - at, random.Next(1, 64));
            switch (random.Next(8))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.AsSpan(at, Math.Min(length, 8)).Fill(0xff); break;
                case 3: bytes.AsSpan(at, length).Clear(); break;
                case 4: BitConverter.TryWriteBytes(bytes.AsSpan(Math.Min(at, bytes.Length - 8)), random.NextInt64() >> random.Next(64)); break;
                case 5: bytes.AsSpan(random.Next(bytes.Length - length), length).CopyTo(bytes.AsSpan(at)); break;
                case 6: bytes = [.. bytes[..at], .. bytes.AsSpan(random.Next(bytes.Length - length), length), .. bytes[at..]]; break;
                default: bytes = random.Next(4) == 0 ? bytes[..at] : [.. bytes[..at], .. bytes[(at + length)..]]; break;
            }
        }

        return bytes;
    }

    private static byte[] Tar(TarEntryFormat format)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, format, leaveOpen: true))
        {
            foreach (var path in new[] { "torch_tensorrt/LICENSE", "torch_tensorrt/lib/libtorchtrt.so", format is TarEntryFormat.V7 ? "x" : $"torch_tensorrt/{new string('i', 90)}/{new string('n', 60)}" })
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, path),
                    TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, path),
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, path),
                    _ => new V7TarEntry(TarEntryType.V7RegularFile, path),
                };
                entry.DataStream = new MemoryStream(Objects[0]);
                tar.WriteEntry(entry);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return bytes.ToArray();
    }
}
