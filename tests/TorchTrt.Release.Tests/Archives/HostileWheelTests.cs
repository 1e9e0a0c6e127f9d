using System.IO.Compression;
using System.Text;
using TorchTrt.Release.Archives;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Tests.Archives;

/// <summary>Zip archives of which two programs could see different content, or that harm whoever unpacks them.</summary>
public class HostileWheelTests
{
    private const string Name = "torch_tensorrt-2.13.0-cp313-cp313-manylinux_2_34_x86_64.whl";

    [Fact]
    public void A_good_wheel_is_read() => Read(Good()).Members.Count.ShouldBe(4);

    [Theory]
    [InlineData("../evil.py", "TR5110")]
    [InlineData("/etc/evil", "TR5110")]
    [InlineData("torch_tensorrt\\evil.py", "TR5110")]
    [InlineData("Torch_TensorRT/__init__.py", "TR5113")]
    [InlineData("torch_tensorrt/__init__.py", "TR5113")]
    public void Members_that_land_elsewhere_are_refused(string path, string code)
        => Refusal(new WheelBuilder(Name).With(path, [1]).Bytes).ShouldContain(error => error.Code == code);

    [Fact]
    public void A_symbolic_link_is_refused()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry("link");
            entry.ExternalAttributes = unchecked((int)0xA1FF0000);
            using var content = entry.Open();
            content.Write("/etc/passwd"u8);
        }

        Refusal(bytes.ToArray()).ShouldContain(error => error.Code == "TR5111");
    }

    [Fact]
    public void A_bomb_is_refused_before_it_is_inflated()
        => Refusal(WheelBuilder.ZipOf(("zeros", new byte[64 << 20]))).ShouldHaveSingleItem().Code.ShouldBe("TR5114");

    [Fact]
    public void Wherever_it_is_cut_off_it_is_refused()
    {
        var whole = Good();
        for (var length = 0; length < whole.Length; length++) Refusal(whole[..length]).ShouldNotBeEmpty($"{length} of {whole.Length} bytes");
    }

    [Fact]
    public void Two_archives_in_one_file_are_refused()
    {
        var whole = Good();

        Refusal([.. whole, .. whole]).ShouldContain(error => error.Code == "TR5116");
        Refusal([.. "#!/bin/sh\n"u8, .. whole]).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_comment_that_could_hold_another_archive_is_refused()
    {
        var whole = Good();
        whole[^2] = 4;

        Refusal([.. whole, 1, 2, 3, 4]).ShouldContain(error => error.Code == "TR5116");
    }

    [Fact]
    public void A_local_header_of_another_name_is_refused()
    {
        var whole = Good();
        var at = whole.AsSpan().IndexOf("torch_tensorrt/__init__.py"u8);
        whole[at] = (byte)'x';

        Refusal(whole).ShouldContain(error => error.What.Contains("its local header has another name", StringComparison.Ordinal));
    }

    [Fact]
    public void Content_that_is_not_what_its_checksum_says_is_refused()
    {
        var whole = WheelBuilder.ZipOf(("a.txt", Encoding.ASCII.GetBytes("some text that is stored as it is, being short")));
        var directory = whole.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        whole[directory + 16] ^= 1;
        var local = whole.AsSpan().IndexOf("PK\u0003\u0004"u8);
        whole[local + 14] ^= 1;

        Refusal(whole).ShouldContain(error => error.Code == "TR5115");
    }

    private static byte[] Good() => new WheelBuilder(Name).Bytes;

    private static IReadOnlyList<ReleaseError> Refusal(byte[] bytes) => Should.Throw<ReleaseException>(() => Read(bytes)).Errors;

    private static WheelContents Read(byte[] bytes) => WheelContents.Read(Name, new MemoryBytes(bytes), () => new ScratchMemory(), [], ArchiveLimits.Release, CancellationToken.None);
}
