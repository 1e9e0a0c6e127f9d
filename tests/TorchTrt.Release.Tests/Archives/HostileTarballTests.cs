using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using TorchTrt.Release.Archives;
using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Archives;

/// <summary>Archives are not believed.</summary>
public sealed class HostileTarballTests : IDisposable
{
    private readonly ScratchMemory aside = new();

    [Fact]
    public void A_good_tarball_comes_back_as_it_was_packed()
    {
        var tarball = Read(Gzip(Tar(File("./torch_tensorrt/lib/libtorchtrt.so", "ELF", (UnixFileMode)0b111_101_101), File("./torch_tensorrt/LICENSE", "BSD"), Entry(TarEntryType.SymbolicLink, "./torch_tensorrt/lib/a.so", "libtorchtrt.so"))));

        tarball.Prefix.ShouldBe("./");
        tarball.Members.Select(packed => packed.Member).ShouldBe(
        [
            new ArchiveMember("torch_tensorrt/lib/libtorchtrt.so", MemberKind.File, 3, true, null),
            new ArchiveMember("torch_tensorrt/LICENSE", MemberKind.File, 3, false, null),
            new ArchiveMember("torch_tensorrt/lib/a.so", MemberKind.SymbolicLink, 0, true, "libtorchtrt.so"),
        ]);
        tarball.Text("torch_tensorrt/LICENSE").ShouldBe("BSD");
    }

    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.V7)]
    public void Every_writer_of_the_platform_is_read(TarEntryFormat format)
    {
        var path = format == TarEntryFormat.V7 ? "a/short/name" : $"a/{new string('d', 90)}/{new string('n', 80)}";
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, format, leaveOpen: true))
        {
            TarEntry entry = format switch
            {
                TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, path),
                TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, path),
                TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, path),
                _ => new V7TarEntry(TarEntryType.V7RegularFile, path),
            };
            entry.DataStream = new MemoryStream("content"u8.ToArray());
            tar.WriteEntry(entry);
        }

        Read(Gzip(bytes.ToArray())).Text(path).ShouldBe("content");
    }

    [Fact]
    public void A_hard_link_is_the_file_that_it_is()
        => Read(Gzip(Tar(File("a/one", "1"), Entry(TarEntryType.HardLink, "a/two", "a/one")))).Text("a/two").ShouldBe("1");

    [Theory]
    [InlineData("../evil", "has a folder named '..'")]
    [InlineData("a/../../evil", "has a folder named '..'")]
    [InlineData("/etc/passwd", "is absolute")]
    [InlineData("C:/windows", "begins with a drive")]
    [InlineData("a\\..\\evil", "has a backslash, which separates folders elsewhere")]
    [InlineData("a//b", "has an empty folder name")]
    [InlineData("a/\nb", "has control characters")]
    [InlineData("a/e\u0301.h", "has combining characters, which file systems compose differently")]
    public void A_path_that_leads_elsewhere_is_refused(string path, string why)
        => Refusal("TR5110", Tar(File(path, "1"))).ShouldContain($"it has a member whose path {why}.");

    [Theory]
    [InlineData("a/link", "/etc/passwd", "is outside of the archive")]
    [InlineData("a/link", "../../etc", "is outside of the archive")]
    [InlineData("a/link", "missing", "is not in the archive")]
    public void A_link_that_leads_out_is_refused(string path, string target, string why)
        => Refusal("TR5111", Tar(Entry(TarEntryType.SymbolicLink, path, target))).ShouldContain($"it has a link to '{target}', which {why}.");

    [Fact]
    public void A_hard_link_to_what_is_not_in_the_archive_is_refused()
        => Refusal("TR5111", Tar(Entry(TarEntryType.HardLink, "a", "/etc/passwd"))).ShouldContain("is outside of the archive");

    [Fact]
    public void A_file_below_a_link_is_refused()
        => Refusal("TR5110", Tar(File("b/x", "1"), Entry(TarEntryType.SymbolicLink, "a", "b"), File("a/x", "2"))).ShouldContain("goes through 'a', which is no folder");

    [Theory]
    [InlineData(TarEntryType.CharacterDevice, "a character device")]
    [InlineData(TarEntryType.BlockDevice, "a block device")]
    [InlineData(TarEntryType.Fifo, "a named pipe")]
    public void Devices_are_refused(TarEntryType type, string kind)
        => Refusal("TR5112", Tar(Entry(type, "dev/null", null))).ShouldContain($"it has a member that is {kind}.");

    [Theory]
    [InlineData("include/Macros.h", "include/macros.h")]
    [InlineData("Include/a.h", "include/b.h")]
    public void Names_that_differ_in_case_only_are_refused(string one, string other)
        => Refusal("TR5113", Tar(File(one, "1"), File(other, "2"))).ShouldContain("where case does not count");

    [Fact]
    public void The_same_path_twice_is_refused() => Refusal("TR5113", Tar(File("a", "1"), File("a", "2"))).ShouldContain("two members of this path");

    [Fact]
    public void Everything_wrong_is_said_at_once()
        => Should.Throw<ReleaseException>(() => Read(Gzip(Tar(File("../a", "1"), Entry(TarEntryType.Fifo, "pipe", null), Entry(TarEntryType.SymbolicLink, "l", "/"))))).Errors.Select(error => error.Code)
            .ShouldBe(["TR5110", "TR5112", "TR5111"]);

    [Fact]
    public void A_bomb_is_refused_before_it_fills_the_disk()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(Tar(File("zeros", new string('\0', 1 << 20))).AsSpan(0, 512));
            for (var mebibyte = 0; mebibyte < 64; mebibyte++) gzip.Write(new byte[1 << 20]);
        }

        Should.Throw<ReleaseException>(() => Read(bytes.ToArray())).Errors[^1].Code.ShouldBe("TR5114");
        aside.Length.ShouldBeLessThan(32 << 20);
    }

    [Fact]
    public void A_size_that_is_only_claimed_takes_no_memory()
    {
        var tar = Tar(File("a", "1"));
        "77777777777"u8.CopyTo(tar.AsSpan(124));
        Sum(tar);

        Should.Throw<ReleaseException>(() => Read(Gzip(tar))).Errors[^1].Code.ShouldBe("TR5115");
    }

    [Fact]
    public void A_checksum_in_binary_digits_is_read_as_one_and_refused_when_it_is_wrong()
    {
        var tar = Tar(File("a", "1"));
        tar[148] = 0x80;

        Refusal("TR5115", tar);
    }

    [Fact]
    public void Wherever_it_is_cut_off_it_is_refused()
    {
        var whole = Gzip(Tar(File("a", "content"), File("b", new string('x', 3000))));
        for (var length = 0; length < whole.Length; length++)
            Should.Throw<ReleaseException>(() => Read(whole[..length])).Errors.ShouldHaveSingleItem().Code.ShouldBe("TR5115", $"{length} of {whole.Length} bytes");
    }

    [Fact]
    public void Whatever_follows_it_is_refused()
    {
        var whole = Gzip(Tar(File("a", "1")));

        RefusalOf("TR5116", [.. whole, .. whole]);
        RefusalOf("TR5116", [.. whole, 0]);
        RefusalOf("TR5116", [.. whole, .. Gzip(Tar(File("b", "2")))]);
        RefusalOf("TR5116", Gzip([.. Tar(File("a", "1")), .. Tar(File("b", "2"))]));
    }

    [Fact]
    public void A_changed_checksum_is_noticed()
    {
        var whole = Gzip(Tar(File("a", "1")));
        whole[^8] ^= 1;

        RefusalOf("TR5115", whole).ShouldContain("its checksum or length is not that of its content");
    }

    public void Dispose() => aside.Dispose();

    private static string Refusal(string code, byte[] tar) => RefusalOf(code, Gzip(tar));

    private static string RefusalOf(string code, byte[] bytes)
    {
        using var tests = new HostileTarballTests();
        var error = Should.Throw<ReleaseException>(() => tests.Read(bytes)).Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe(code);
        error.What.ShouldStartWith("libtorchtrt.tar.gz is refused: ");
        return error.What;
    }

    private Tarball Read(byte[] bytes) => Tarball.Read("libtorchtrt.tar.gz", new MemoryStream(bytes), aside, ArchiveLimits.Release, CancellationToken.None);

    private static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(content);
        return bytes.ToArray();
    }

    private static byte[] Tar(params Part[] entries)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
            foreach (var entry in entries) tar.WriteEntry(entry.Entry);
        return bytes.ToArray();
    }

    private static Part File(string path, string text, UnixFileMode mode = (UnixFileMode)0b110_100_100)
        => new(new UstarTarEntry(TarEntryType.RegularFile, path) { Mode = mode, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });

    private static Part Entry(TarEntryType type, string path, string? target)
    {
        var entry = new UstarTarEntry(type, path);
        if (target is not null) entry.LinkName = target;
        return new(entry);
    }

    private static void Sum(Span<byte> header)
    {
        header.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var one in header[..512]) sum += one;
        Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ").CopyTo(header[148..]);
    }

    private sealed record Part(TarEntry Entry);
}
