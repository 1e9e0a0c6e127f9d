using Build.Adapters.Builds;
using Build.Adapters.Programs;
using Build.Tests.Archives;
using TorchTrt.Release.Archives;
using TorchTrt.Release.Testing;

namespace Build.Tests.Adapters.Builds;

/// <summary>Step 6 with a real Bazel on the sample: the C++ release.</summary>
public sealed class LibraryStories(SampleWithBazel sample) : IClassFixture<SampleWithBazel>, IAsyncLifetime
{
    private readonly ToolsFolder folder = new();

    public async ValueTask InitializeAsync() => await sample.BringBack();

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Whoever_builds_it_wherever_and_when_the_published_tarball_is_the_same()
    {
        var built = await sample.Library();
        var expected = Packed(built, 1);

        foreach (var circumstance in RealTarTests.Circumstances)
        {
            var (options, umask, variables, isOneOnDisk) = circumstance.Data;
            Packed(await PackedElsewhere(built, options, umask, variables, isOneOnDisk), 2).ShouldBe(expected, $"tar {options}, umask {umask} {variables}");
        }
    }

    [Fact]
    public async Task Each_of_the_two_string_types_is_built_and_a_swapped_name_is_caught()
    {
        const string today = "libtorchtrt-1.2.0-x86_64-linux.tar.gz";
        const string old = "libtorchtrt-1.2.0-pre-cxx11-abi-x86_64-linux.tar.gz";
        var (built, builtOld) = (await sample.Library(), await sample.Library("--config=pre_cxx11_abi"));

        (await Strings(built, today), await Strings(builtOld, old)).ShouldBe((0, 0));
        (await Strings(built, old), await Strings(builtOld, today)).ShouldBe((2, 2));
    }

    private async Task<int> Strings(string tarball, string name) => (await sample.Examined(tarball, name)).Count(problem => problem.Code == "TR5225");

    private byte[] Packed(string tarball, int workers)
    {
        using var aside = new ScratchFile(folder.Root);
        using var file = File.OpenRead(tarball);
        using var to = new MemoryStream();
        var read = Tarball.Read("libtorchtrt.tar.gz", file, aside, ArchiveLimits.Release, TestContext.Current.CancellationToken);
        new TarGz(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), read.Prefix, GzipPlan.Standard with { Workers = workers }).Write(read.Members, to, TestContext.Current.CancellationToken);
        return to.ToArray();
    }

    /// <summary>What Bazel built, as another user on another machine would have packed it.</summary>
    private async Task<string> PackedElsewhere(string built, string options, string umask, string variables, bool isOneOnDisk)
    {
        var root = folder[$"{Guid.NewGuid():N}"];
        var script = $"""
            umask {umask}
            mkdir -p "$1"
            cd "$1"
            tar --extract --gzip --no-same-permissions --file "$2"
            {(isOneOnDisk ? "ln torch_tensorrt/LICENSE other" : "touch torch_tensorrt/lib")}
            env {variables} tar {options} --create --gzip --file ../{Path.GetFileName(root)}.tar.gz torch_tensorrt
            """;
        var run = await new ProgramRunner().Run(new ProgramCall("sh", "-e", "-c", script, "sh", root, built), TestContext.Current.CancellationToken);
        run.ExitCode.ShouldBe(0, run.Errors);
        return $"{root}.tar.gz";
    }
}
