using System.Text;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Docs.Conf;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Tests.Docs.Conf;

namespace TorchTrt.Release.Tests.Docs;

public class LibraryCheckTests
{
    private const string Wheel = "/out/torch_tensorrt-2.13.0-cp311-cp311-linux_x86_64.whl";

    private static readonly CommitId Base = new("7d1d80773f0e2a3b4c5d6e7f8091a2b3c4d5e6f7");
    private static readonly ReleaseTarget Release = ToolsWorld.Target("2.13.0") with { Base = Base };

    private readonly ToolsFiles artifacts = new();

    [Theory]
    [InlineData("2.13.0")]
    [InlineData("2.13.0+cu130")]
    [InlineData("2.13.0+cpu")]
    public async Task The_release_s_own_build_will_do(string version) => (await Problem(Installed(version))).ShouldBeNull();

    [Theory]
    [InlineData("2.13.0.dev0+7d1d80773", "a development build of the release's commit")]
    [InlineData("2.13.0+7d1d80773", "a development build of the release's commit")]
    [InlineData("2.13.0.dev20260701+cu130", "a development build of an unknown commit")]
    [InlineData("2.13.0.dev0+73e887c", "a development build of commit 73e887c, where the release starts from 7d1d807")]
    [InlineData("2.13.0+73e887c", "a development build of commit 73e887c, where the release starts from 7d1d807")]
    [InlineData("2.14.0.dev0+1f10647", "which is not of 2.13.0")]
    [InlineData("2.12.0", "which is not of 2.13.0")]
    [InlineData("2.13.0rc4", "which is not of 2.13.0")]
    [InlineData("2.13.1", "which is not of 2.13.0")]
    [InlineData("unknown", "which says no version (unknown)")]
    public async Task Any_other_build_is_refused(string version, string why)
    {
        var problem = (await Problem(Installed(version)))!;

        problem.Code.ShouldBe("TR4104");
        problem.Where.ShouldBe("docsrc/conf.py:20");
        problem.What.ShouldStartWith("it imports torch_tensorrt ");
        problem.What.ShouldEndWith($"{why}.");
        problem.Expected.ShouldBe("torch_tensorrt 2.13.0, a part such as +cu130 aside");
    }

    [Theory]
    [InlineData("2.13.0.dev0+7d1d80773", true)]
    [InlineData("2.13.0+7d1d80773", true)]
    [InlineData("2.13.0.dev0+73e887c", false)]
    [InlineData("2.14.0.dev0+7d1d80773", false)]
    public async Task A_rehearsal_takes_a_development_build_of_its_commit(string version, bool isTaken)
        => ((await Problem(Installed(version), DevelopmentBuild.OfTheCommit)) is null).ShouldBe(isTaken);

    [Fact]
    public async Task A_library_that_is_not_there_is_told_with_the_wheel_to_install()
    {
        artifacts.With(Wheel, []);

        (await Problem(null)).ShouldNotBeNull().ToString().ShouldBe(
            "TR4104: docsrc/conf.py:20: it imports torch_tensorrt, which the Python that runs Sphinx does not find. Expected: torch_tensorrt 2.13.0, a part such as +cu130 aside. "
            + $"Next: python3 -m pip install --force-reinstall --no-deps {Wheel}; or name a Python that has it with --docs-python");
    }

    [Fact]
    public async Task A_library_that_cannot_be_imported_is_told_in_Pythons_words()
        => (await Problem(Installed(null) with { Trouble = "ImportError: libnvinfer.so.10: cannot open shared object file" })).ShouldNotBeNull().What
            .ShouldBe("it imports torch_tensorrt of /venv/torch_tensorrt, which fails: ImportError: libnvinfer.so.10: cannot open shared object file.");

    [Fact]
    public async Task Files_that_are_not_those_of_its_metadata_are_an_installation_that_went_wrong()
        => (await Problem(Installed("2.13.0") with { Packaged = "2.12.0" })).ShouldNotBeNull().What.ShouldEndWith(", which is installed as 2.12.0.");

    [Fact]
    public async Task The_checkout_s_own_package_is_of_its_commit()
        => (await Problem(Installed("2.13.0.dev0") with { Place = LibraryPlace.Checkout, Packaged = null })).ShouldBeNull();

    [Fact]
    public async Task The_release_s_own_wheel_installed_will_do()
    {
        var record = Built();

        (await Problem(Installed("2.13.0") with { Record = $"{record}torch_tensorrt-2.13.0.dist-info/INSTALLER,sha256=zuuue4knoyJ-UwPPXg8fezS7VCrXJQrAP7zeNuwvFQg,4\n" })).ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("torch_tensorrt/__init__.py,sha256=AAAA,1\n")]
    [InlineData("no record at all")]
    public async Task Another_build_of_the_same_version_than_the_release_s_wheel_is_refused(string? record)
    {
        Built();

        var problem = (await Problem(Installed("2.13.0") with { Record = record }))!;

        problem.What.ShouldContain(" files are not those of torch_tensorrt-2.13.0-cp311-cp311-linux_x86_64.whl, ");
        problem.Next.ShouldStartWith("/venv/bin/python -m pip install --force-reinstall --no-deps /out/torch_tensorrt-2.13.0-cp311-");
    }

    /// <summary>Puts the release's wheel in its place.</summary>
    /// <returns>Its RECORD.</returns>
    private string Built()
    {
        var wheel = new WheelBuilder(Path.GetFileName(Wheel)).Bytes;
        artifacts.With(Wheel, wheel);
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(wheel));
        using var record = new StreamReader(archive.GetEntry("torch_tensorrt-2.13.0.dist-info/RECORD")!.Open(), Encoding.UTF8);
        return record.ReadToEnd();
    }

    private Task<ReleaseError?> Problem(InstalledLibrary? found, DevelopmentBuild development = DevelopmentBuild.Refused)
        => Check(found, development).Problem(new ConfName("torch_tensorrt", 20), default);

    private LibraryCheck Check(InstalledLibrary? found, DevelopmentBuild development) => new(new Found(found), artifacts, "/out", Release, development);

    private static InstalledLibrary Installed(string? version)
        => new("/venv/bin/python", "cp311", LibraryPlace.Installed, "/venv/torch_tensorrt", version, version, null, null);

    private sealed class Found(InstalledLibrary? library) : IDocsLibrary
    {
        public Task<InstalledLibrary?> Find(string module, CancellationToken cancel) => Task.FromResult(library);
    }
}
