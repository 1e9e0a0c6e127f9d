using Build.Adapters.Builds;
using Build.Adapters.Programs;
using TorchTrt.Release.Archives;
using TorchTrt.Release.Testing;

namespace Build.Tests.Archives;

/// <summary>What GNU tar writes under twenty circumstances becomes the same file, and the world's programs read it.</summary>
public sealed class RealTarTests : IDisposable
{
    private static readonly DateTimeOffset Committed = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private readonly ToolsFolder folder = new();

    /// <summary>Arguments of tar, the umask of its files, variables, and whether two files are one on disk.</summary>
    public static TheoryData<string, string, string, bool> Circumstances { get; } = new()
    {
        { "--format=ustar", "022", "", false },
        { "--format=pax", "022", "", false },
        { "--format=gnu", "022", "", false },
        { "--format=posix --pax-option=delete=atime", "022", "", false },
        { "--sort=name", "022", "", false },
        { "--sort=inode", "022", "", false },
        { "--owner=builder:1000 --group=users:100", "022", "", false },
        { "--owner=nobody:65534 --group=nogroup:65534 --numeric-owner", "022", "", false },
        { "--mtime=@0", "022", "", false },
        { "--mtime=2038-01-20", "022", "TZ=Asia/Kathmandu", false },
        { "--mtime=2001-09-09", "077", "TZ=America/Los_Angeles", false },
        { "", "002", "LC_ALL=C", false },
        { "", "027", "LC_ALL=C.UTF-8 LANG=tr_TR.UTF-8", false },
        { "", "077", "TZ=Pacific/Auckland LC_ALL=POSIX", false },
        { "--mode=a+rwX", "022", "", false },
        { "--mode=g-rx,o-rwx", "022", "", false },
        { "--blocking-factor=1", "022", "", false },
        { "--blocking-factor=64", "022", "", false },
        { "", "022", "", true },
        { "--hard-dereference --sort=inode", "022", "GZIP=-1", true },
    };

    [Theory]
    [MemberData(nameof(Circumstances))]
    public async Task Whoever_packed_it_the_published_tarball_is_the_same(string options, string umask, string variables, bool isOneOnDisk)
    {
        var expected = Packed(await Tarred("--sort=name", "022", "", isOneOnDisk: false), GzipPlan.Standard with { Workers = 1 });

        Packed(await Tarred(options, umask, variables, isOneOnDisk), GzipPlan.Standard with { Workers = 3 }).ShouldBe(expected);
    }

    [Fact]
    public async Task Gzip_tar_pigz_and_Python_read_it()
    {
        foreach (var tool in new[] { "gzip", "tar", "pigz", "python3" })
            if (ProgramPath.Find(tool) is null) Assert.Skip($"needs {tool}");
        var file = folder["published.tar.gz"];
        await File.WriteAllBytesAsync(file, Packed(await Tarred("", "022", "", isOneOnDisk: false), GzipPlan.Standard), TestContext.Current.CancellationToken);

        await Said("gzip", "--test", file);
        await Said("pigz", "--test", file);
        (await Said("tar", "--list", "--gzip", "--file", file)).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(Listed);
        (await Said("python3", "-c", "import sys, tarfile\nfor m in tarfile.open(sys.argv[1]).getmembers(): print(m.name + ('/' if m.isdir() else ''))", file)).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(Listed);
    }

    public void Dispose() => folder.Dispose();

    private static readonly string[] Listed =
    [
        "torch_tensorrt/", "torch_tensorrt/BUILD", "torch_tensorrt/bin/", "torch_tensorrt/bin/torchtrtc", "torch_tensorrt/copy.h", "torch_tensorrt/include/", "torch_tensorrt/include/macros.h",
        "torch_tensorrt/lib/", "torch_tensorrt/lib/libtorchtrt.so", "torch_tensorrt/lib/libtorchtrt.so.2",
    ];

    private byte[] Packed(string tarball, GzipPlan plan)
    {
        using var aside = new ScratchFile(folder.Root);
        using var file = File.OpenRead(tarball);
        using var to = new MemoryStream();
        var read = Tarball.Read("a.tar.gz", file, aside, ArchiveLimits.Release, TestContext.Current.CancellationToken);
        new TarGz(Committed, read.Prefix, plan).Write(read.Members, to, TestContext.Current.CancellationToken);
        return to.ToArray();
    }

    private async Task<string> Tarred(string options, string umask, string variables, bool isOneOnDisk)
    {
        if (ProgramPath.Find("tar") is null) Assert.Skip("needs tar");
        var root = folder[$"{Guid.NewGuid():N}"];
        // The order in which files are made is the order in which many file systems list them.
        await Shell($"""
            umask {umask}
            mkdir -p "$1/torch_tensorrt/lib" "$1/torch_tensorrt/include" "$1/torch_tensorrt/bin"
            cd "$1/torch_tensorrt"
            {(options.Length % 2 == 0 ? "head -c 900000 /dev/zero > lib/libtorchtrt.so; printf '#define A\n' > include/macros.h" : "printf '#define A\n' > include/macros.h; head -c 900000 /dev/zero > lib/libtorchtrt.so")}
            {(isOneOnDisk ? "ln include/macros.h copy.h" : "cp include/macros.h copy.h")}
            printf 'exports_files()\n' > BUILD
            printf '#!/bin/sh\n' > bin/torchtrtc
            ln -s libtorchtrt.so lib/libtorchtrt.so.2
            chmod u+x bin/torchtrtc lib/libtorchtrt.so
            cd ..
            env {variables} tar {options} --create --gzip --file ../{Path.GetFileName(root)}.tar.gz torch_tensorrt
            """, root);
        return $"{root}.tar.gz";
    }

    private static async Task Shell(string script, string argument)
    {
        var run = await new ProgramRunner().Run(new ProgramCall("sh", "-e", "-c", script, "sh", argument), TestContext.Current.CancellationToken);
        run.ExitCode.ShouldBe(0, run.Errors);
    }

    private static async Task<string> Said(string program, params string[] arguments)
    {
        var run = await new ProgramRunner().Run(new ProgramCall(program, arguments), TestContext.Current.CancellationToken);
        run.ExitCode.ShouldBe(0, run.Errors);
        return run.Output;
    }
}
