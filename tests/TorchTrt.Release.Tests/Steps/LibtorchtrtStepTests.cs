using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Attestations;
using TorchTrt.Release.Examine;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Steps;

public class LibtorchtrtStepTests
{
    private readonly ToolsReceipts receipts = new();
    private readonly ToolsFiles disk = new();
    private readonly SitesMemoryWorkspace files = new SitesMemoryWorkspace().With("BUILD", "pkg_tar(name = \"libtorchtrt\")").With("core/a.cpp", "1");

    [Fact]
    public async Task The_tarball_is_built_once_and_kept()
    {
        var bazel = Bazel(ToolsWorld.Library("1.1.0"));

        (await Step(bazel).Carry()).ShouldBeOfType<Done>();
        (await Step(bazel).Observe(default)).ShouldBeOfType<Done>();

        disk.Out.ShouldBe(["libtorchtrt.tar.gz"]);
        bazel.Builds.ShouldBe(1);
    }

    [Fact]
    public async Task Changed_sources_or_a_lost_file_are_built_again()
    {
        var bazel = Bazel(ToolsWorld.Library("1.1.0"));
        await Step(bazel).Carry();

        files["core/a.cpp"] = "2";
        (await Step(bazel).Carry()).ShouldBeOfType<Done>();
        disk.Remove("libtorchtrt.tar.gz");
        (await Step(bazel).Observe(default)).ShouldBeOfType<Pending>();
    }

    [Fact]
    public async Task What_was_built_is_on_record_with_the_tools_that_built_it()
    {
        await Step(Bazel(ToolsWorld.Library("1.1.0"))).Carry();

        var record = BuildRecord.Read(receipts.Read(BuildRecord.Receipt("libtorchtrt.tar.gz"))).ShouldNotBeNull();
        record.Sha256.ShouldBe(Digest.OfStream(disk.Open("/out/libtorchtrt.tar.gz")));
        (record.Kind, record.Parameters["label"], record.Tools["bazel"]).ShouldBe(("libtorchtrt", "//:libtorchtrt", "4.2.3"));
        record.Log.ShouldBe(Digest.Of("INFO: Build completed successfully"u8.ToArray()));
    }

    [Fact]
    public async Task Changelog_and_built_docs_are_no_reason_to_build_again()
    {
        var bazel = Bazel(ToolsWorld.Library("1.1.0"));
        await Step(bazel).Carry();

        files.With("CHANGELOG.md", "new").With("docs/index.html", "new");

        (await Step(bazel).Observe(default)).ShouldBeOfType<Done>();
    }

    [Fact]
    public async Task A_tarball_of_another_version_is_refused_with_every_reason()
    {
        var wrong = ToolsWorld.Tarball(("torch_tensorrt/include/torch_tensorrt/macros.h", "#define TORCH_TENSORRT_MAJOR_VERSION 1\n#define TORCH_TENSORRT_MINOR_VERSION 0\n#define TORCH_TENSORRT_PATCH_VERSION 0\n"));

        var refused = await Should.ThrowAsync<ReleaseException>(Step(Bazel(wrong)).Carry);

        refused.Errors.Select(error => error.What).ShouldBe(
            ["libtorchtrt.tar.gz cannot be released: it holds no shared library in lib/.", "libtorchtrt.tar.gz cannot be released: its macros.h says 1.0.0."]);
        disk.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_tarball_is_refused()
        => (await Should.ThrowAsync<ReleaseException>(Step(Bazel([1, 2, 3])).Carry)).Message.ShouldContain("it does not begin as a gzip file");

    [Fact]
    public async Task A_failing_build_tells_what_bazel_said()
    {
        var bazel = Bazel([]);
        bazel.Run = ToolsWorld.Badly("bazel build //:libtorchtrt", "core/a.cpp:1:1: error: expected ';'");

        (await Should.ThrowAsync<ReleaseException>(Step(bazel).Carry)).Message.ShouldContain("failed with 1: core/a.cpp:1:1: error: expected ';'.");
    }

    [Fact]
    public async Task Finished_files_are_taken_instead_of_being_built()
    {
        disk.With("/ci/libtorchtrt-1.1.0-x86_64-linux.tar.gz", ToolsWorld.Library("1.1.0")).With("/ci/notes.txt", [1]);

        (await Step(Bazel([]), "/ci").Carry()).ShouldBeOfType<Done>();

        disk.Out.ShouldBe(["libtorchtrt-1.1.0-x86_64-linux.tar.gz"]);
    }

    [Fact]
    public async Task A_folder_without_a_finished_tarball_blocks_the_release()
        => (await Step(Bazel([]), "/ci").Observe(default)).ShouldBeOfType<Blocked>().Reasons[0].Code.ShouldBe("TR5101");

    [Theory]
    [InlineData("1.1.1", "libtorchtrt.tar.gz")]
    [InlineData("1.4.0", "libtorchtrt-1.4.0-cudnn8.8-tensorrt8.6-cuda11.8-libtorch2.0.1-x86_64-linux.tar.gz")]
    [InlineData("2.3.0", "libtorchtrt-2.3.0-tensorrt8.6-cuda11.8-libtorch2.0.1-x86_64-linux.tar.gz")]
    public async Task The_file_is_named_as_its_era_names_it(string version, string name)
    {
        Targets(await Observed(version)).ShouldHaveSingleItem().Name.ShouldBe(name);
    }

    [Fact]
    public async Task Where_the_era_had_two_string_types_both_are_built()
    {
        files.With(".bazelrc", "build --cxxopt=-std=c++14\nbuild:pre_cxx11_abi --cxxopt=\"-D_GLIBCXX_USE_CXX11_ABI=0\"\n");

        Targets(await Observed("1.4.0")).ShouldBe(
        [
            ("libtorchtrt-1.4.0-cudnn8.8-tensorrt8.6-cuda11.8-libtorch2.0.1-x86_64-linux.tar.gz", "bazel build --compilation_mode=opt //:libtorchtrt"),
            ("libtorchtrt-1.4.0-pre-cxx11-abi-cudnn8.8-tensorrt8.6-cuda11.8-libtorch2.0.1-x86_64-linux.tar.gz", "bazel build --compilation_mode=opt --config=pre_cxx11_abi //:libtorchtrt"),
        ]);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("linux")]
    public async Task The_language_standard_comes_from_the_configuration_of_the_release_workflow(string layout)
    {
        files.With(".bazelrc", $"build:{layout} --cxxopt=\"-std=c++17\"\nbuild:windows --features=windows_export_all_symbols\n");

        Targets(await Observed("2.8.0"))[0].Command.ShouldBe($"bazel build --compilation_mode=opt --config={layout} //:libtorchtrt");
    }

    [Fact]
    public async Task Nothing_is_packed_when_one_of_two_is_wrong()
    {
        files.With(".bazelrc", "build:pre_cxx11_abi --cxxopt=\"-D_GLIBCXX_USE_CXX11_ABI=0\"\n");
        var bazel = Bazel(ToolsWorld.Library("1.4.0"));
        bazel.Contents["--config=pre_cxx11_abi"] = ToolsWorld.Library("1.3.0");

        (await Should.ThrowAsync<ReleaseException>(Step("1.4.0", bazel).Carry)).Errors.ShouldHaveSingleItem().What.ShouldContain("its macros.h says 1.3.0");
        (bazel.Builds, disk.Out.Count).ShouldBe((2, 0));
    }

    [Fact]
    public async Task In_0_x_the_library_has_its_old_name()
    {
        files["BUILD"] = "pkg_tar(name = \"libtrtorch\")";

        (await Step(Bazel([])).Observe(default)).ShouldBeOfType<Pending>().Changes[0].After.ShouldEndWith(" //:libtrtorch");
    }

    private ToolsBazel Bazel(byte[] content) => new(disk, "libtorchtrt.tar.gz", content);

    private LibtorchtrtStep Step(ToolsBazel bazel, string? finished = null) => Step("1.1.0", bazel, finished);

    private LibtorchtrtStep Step(string version, ToolsBazel bazel, string? finished = null)
        => new(files, bazel, disk, disk, receipts, AttestWorld.Records(receipts, version), ToolsWorld.Target(version), new ArtifactSource(finished, "x86_64", null), Examiner);

    private Task<Observation> Observed(string version)
    {
        files.With("py/versions.py", "__version__ = \"1.4.0\"\n__cuda_version__ = \"11.8\"\n__cudnn_version__ = \"8.8\"\n__tensorrt_version__ = \"8.6\"\n").With("py/requirements.txt", "torch==2.0.1\n");
        return Step(version, Bazel([])).Observe(default);
    }

    private static IReadOnlyList<(string Name, string? Command)> Targets(Observation seen) => [.. seen.ShouldBeOfType<Pending>().Changes.Select(change => (change.Target, change.After))];

    private Examiner Examiner => new(files, disk, ExaminationRequest.Standard);
}
