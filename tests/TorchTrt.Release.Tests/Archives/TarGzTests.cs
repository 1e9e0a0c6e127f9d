using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using TorchTrt.Release.Archives;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Tests.Archives;

public class TarGzTests
{
    private static readonly DateTimeOffset Committed = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public void Members_come_sorted_with_their_folders_named_once_and_nothing_of_whoever_packed_them()
    {
        var (bytes, _) = Pack("", File("torch_tensorrt/lib/libtorchtrt.so", "ELF", isExecutable: true), File("torch_tensorrt/LICENSE", "BSD"), Link("torch_tensorrt/lib/a.so", "libtorchtrt.so"));

        Listed(bytes).ShouldBe(
        [
            "drwxr-xr-x 0:0 1700000000 torch_tensorrt/",
            "-rw-r--r-- 0:0 1700000000 torch_tensorrt/LICENSE",
            "drwxr-xr-x 0:0 1700000000 torch_tensorrt/lib/",
            "lrwxrwxrwx 0:0 1700000000 torch_tensorrt/lib/a.so -> libtorchtrt.so",
            "-rwxr-xr-x 0:0 1700000000 torch_tensorrt/lib/libtorchtrt.so",
        ]);
    }

    [Fact]
    public void The_prefix_that_older_setup_scripts_strip_is_kept()
        => Listed(Pack("./", File("torch_tensorrt/LICENSE", "BSD")).Bytes).ShouldBe(["drwxr-xr-x 0:0 1700000000 ./torch_tensorrt/", "-rw-r--r-- 0:0 1700000000 ./torch_tensorrt/LICENSE"]);

    [Fact]
    public void Whatever_the_order_and_the_number_of_cores_the_bytes_are_the_same()
    {
        var random = new Random(6);
        var members = Enumerable.Range(0, 40).Select(index => Noise(random, $"lib/{index}/{index % 7}.so", random.Next(0, 400_000))).ToList();
        var expected = Pack("", [.. members]).Totals.Sha256;

        for (var workers = 1; workers <= 5; workers++)
            Pack("", new GzipPlan(Workers: workers), [.. members.OrderBy(_ => random.Next())]).Totals.Sha256.ShouldBe(expected);
    }

    [Fact]
    public void The_totals_are_those_of_the_two_streams()
    {
        var (bytes, totals) = Pack("", Noise(new Random(1), "a", 3_000_001), File("b", new string('x', 2_000_000)));

        var content = Inflate(bytes);
        totals.ShouldBe(new GzipTotals(Hex(bytes), bytes.Length, Hex(content), content.Length));
    }

    [Fact]
    public void The_gzip_header_says_neither_name_nor_time_nor_system()
        => Pack("", File("a", "1")).Bytes[..10].ShouldBe([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

    [Fact]
    public void Long_names_and_links_come_back_whole()
    {
        var fits = $"{new string('d', 155)}/{new string('n', 100)}";
        var isTooLong = $"{new string('d', 120)}/é{new string('n', 140)}";
        var target = new string('t', 150);
        var (bytes, _) = Pack("", File(fits, "1"), File(isTooLong, "2"), Link("link", target));

        Listed(bytes).Select(line => line.Split(' ', 4)[3]).Where(path => !path.EndsWith('/')).ShouldBe([isTooLong, fits, $"link -> {target}"], ignoreOrder: true);
    }

    [Fact]
    public void An_empty_archive_is_one_that_every_reader_takes()
        => Listed(Pack("").Bytes).ShouldBeEmpty();

    [Fact]
    public void A_file_that_changed_since_it_was_listed_is_an_error()
    {
        var shrunk = new PackedMember(new ArchiveMember("a", MemberKind.File, 5, false, null), () => new MemoryBytes(new byte[3]));

        Should.Throw<IOException>(() => Pack("", shrunk)).Message.ShouldBe("a was 5 bytes long and has 3 now.");
    }

    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xCBF43926)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339)]
    public void Checksums_are_those_of_everybody_else(string text, uint crc) => Crc32.Append(0, Encoding.ASCII.GetBytes(text)).ShouldBe(crc);

    [Fact]
    public void Checksums_of_any_length_may_be_computed_in_pieces_and_combined()
    {
        var random = new Random(2);
        for (var round = 0; round < 500; round++)
        {
            var bytes = new byte[random.Next(0, 5000)];
            random.NextBytes(bytes);
            var cut = random.Next(0, bytes.Length + 1);
            var whole = OneByOne(bytes);

            Crc32.Append(0, bytes).ShouldBe(whole);
            Crc32.Append(Crc32.Append(0, bytes.AsSpan(0, cut)), bytes.AsSpan(cut)).ShouldBe(whole);
            Crc32.Combine(Crc32.Append(0, bytes.AsSpan(0, cut)), Crc32.Append(0, bytes.AsSpan(cut)), bytes.Length - cut).ShouldBe(whole);
        }
    }

    private static (byte[] Bytes, GzipTotals Totals) Pack(string prefix, params PackedMember[] members) => Pack(prefix, GzipPlan.Standard, members);

    private static (byte[] Bytes, GzipTotals Totals) Pack(string prefix, GzipPlan plan, params PackedMember[] members)
    {
        using var to = new MemoryStream();
        var totals = new TarGz(Committed, prefix, plan).Write(members, to, CancellationToken.None);
        return (to.ToArray(), totals);
    }

    private static PackedMember File(string path, string text, bool isExecutable = false)
    {
        var content = Encoding.UTF8.GetBytes(text);
        return new(new ArchiveMember(path, MemberKind.File, content.Length, isExecutable, null), () => new MemoryBytes(content));
    }

    private static PackedMember Noise(Random random, string path, int length)
    {
        var content = new byte[length];
        random.NextBytes(content);
        return new(new ArchiveMember(path, MemberKind.File, length, false, null), () => new MemoryBytes(content));
    }

    private static PackedMember Link(string path, string target) => new(new ArchiveMember(path, MemberKind.SymbolicLink, 0, true, target), () => new MemoryBytes(default));

    /// <summary>By the platform's own reader.</summary>
    private static List<string> Listed(byte[] bytes)
    {
        using var tar = new TarReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
        var lines = new List<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            var type = entry.EntryType switch { TarEntryType.Directory => 'd', TarEntryType.SymbolicLink => 'l', _ => '-' };
            var mode = string.Concat(Enumerable.Range(0, 9).Select(bit => ((int)entry.Mode & (256 >> bit)) != 0 ? "rwx"[bit % 3] : '-'));
            lines.Add($"{type}{mode} {entry.Uid}:{entry.Gid} {entry.ModificationTime.ToUnixTimeSeconds()} {entry.Name}{(entry.LinkName.Length > 0 ? $" -> {entry.LinkName}" : "")}");
        }

        return lines;
    }

    private static byte[] Inflate(byte[] bytes)
    {
        using var content = new MemoryStream();
        new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress).CopyTo(content);
        return content.ToArray();
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The definition of RFC 1952, section 8, bit by bit.</summary>
    private static uint OneByOne(byte[] bytes)
    {
        var state = uint.MaxValue;
        foreach (var one in bytes)
        {
            state ^= one;
            for (var bit = 0; bit < 8; bit++) state = (state & 1) != 0 ? (state >> 1) ^ 0xEDB88320 : state >> 1;
        }

        return ~state;
    }
}
