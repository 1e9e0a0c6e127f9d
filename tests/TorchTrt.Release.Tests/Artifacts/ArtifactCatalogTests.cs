using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Artifacts;

public class ArtifactCatalogTests
{
    [Fact]
    public void The_first_releases_had_one_tarball_and_wheels_without_a_platform_of_their_own()
        => Names("0.0.3", new SitesMemoryWorkspace()).ShouldBe(
        [
            "libtrtorch.tar.gz",
            "trtorch-0.0.3-cp35-cp35m-linux_x86_64.whl", "trtorch-0.0.3-cp36-cp36m-linux_x86_64.whl", "trtorch-0.0.3-cp37-cp37m-linux_x86_64.whl", "trtorch-0.0.3-cp38-cp38-linux_x86_64.whl",
        ]);

    [Fact]
    public void From_1_2_the_tarballs_name_every_dependency_and_come_in_both_ABIs()
    {
        var files = new SitesMemoryWorkspace()
            .With("py/setup.py", "__cuda_version__ = \"11.6\"\n__cudnn_version__ = \"8.4\"\n__tensorrt_version__ = \"8.4\"\ninstall_requires=[\n    'torch>=1.12.0,<1.13.0',\n]\n")
            .With("py/requirements.txt", "torch==1.12.1\nnvidia-tensorrt==8.4.3.1\n");

        Names("1.2.0", files).Where(name => name.EndsWith(".gz", StringComparison.Ordinal)).ShouldBe(
        [
            "libtorchtrt-1.2.0-cudnn8.4-tensorrt8.4-cuda11.6-libtorch1.12.1-x86_64-linux.tar.gz",
            "libtorchtrt-1.2.0-pre-cxx11-abi-cudnn8.4-tensorrt8.4-cuda11.6-libtorch1.12.1-x86_64-linux.tar.gz",
        ]);
    }

    [Fact]
    public void From_2_4_the_digits_of_CUDA_come_without_a_dot_and_a_post_release_of_TensorRT_is_kept()
    {
        var files = Modern("2.6", """{"wheel": ["cu124"], "tarball": ["cu124"]}""", """{"wheel": ["3.12"]}""")
            .With("dev_dep_versions.yml", "__cuda_version__: \"12.6\"\n__tensorrt_version__: \"10.7.0.post1\"\n");

        Names("2.6.0", files).ShouldBe(
        [
            "libtorchtrt-2.6.0-tensorrt10.7.0.post1-cuda124-libtorch2.6.0-x86_64-linux.tar.gz",
            "libtorchtrt-2.6.0-pre-cxx11-abi-tensorrt10.7.0.post1-cuda124-libtorch2.6.0-x86_64-linux.tar.gz",
            "torch_tensorrt-2.6.0-cp312-cp312-manylinux_2_34_x86_64.whl",
        ]);
    }

    [Fact]
    public void From_2_12_every_workflow_of_the_checkout_is_a_platform()
    {
        var files = Modern("2.13", """{"wheel": ["cu130", "cu132"], "tarball": ["cu130"]}""", """{"wheel": ["3.13"]}""")
            .With("dev_dep_versions.yml", "__cuda_version__: \"13.2\"\n__tensorrt_version__: \"11.0.0\"\n");
        foreach (var workflow in new[] { "linux-aarch64", "windows", "linux-x86_64_rtx" }) files.With($".github/workflows/release-{workflow}.yml", "on:\n");

        Names("2.13.0", files).ShouldBe(
        [
            "libtorchtrt-2.13.0-tensorrt11.0.0-cuda130-libtorch2.13.0-aarch64-linux.tar.gz",
            "libtorchtrt-2.13.0-tensorrt11.0.0-cuda130-libtorch2.13.0-x86_64-windows.zip",
            "libtorchtrt-2.13.0-tensorrt11.0.0-cuda130-libtorch2.13.0-x86_64-linux.tar.gz",
            "torch_tensorrt-2.13.0-cp313-cp313-manylinux_2_39_aarch64.whl",
            "torch_tensorrt-2.13.0+cu132-cp313-cp313-manylinux_2_39_aarch64.whl",
            "torch_tensorrt-2.13.0-cp313-cp313-win_amd64.whl",
            "torch_tensorrt-2.13.0+cu132-cp313-cp313-win_amd64.whl",
            "torch_tensorrt-2.13.0-cp313-cp313-manylinux_2_28_x86_64.whl",
            "torch_tensorrt_rtx-2.13.0-cp313-cp313-manylinux_2_28_x86_64.whl",
            "torch_tensorrt-2.13.0+cu132-cp313-cp313-manylinux_2_28_x86_64.whl",
            "torch_tensorrt_rtx-2.13.0+cu132-cp313-cp313-manylinux_2_28_x86_64.whl",
        ]);
    }

    [Theory]
    [InlineData("torch_tensorrt-1.4.0-cp310-cp310-manylinux_2_17_x86_64.whl", true)]
    [InlineData("torch_tensorrt-1.4.0-cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", true)]
    [InlineData("torch_tensorrt-1.4.0+cu118-cp310-cp310-manylinux_2_17_x86_64.whl", false)]
    [InlineData("torch_tensorrt-1.4.0-cp310-cp310-linux_x86_64.whl", false)]
    [InlineData("torch_tensorrt-1.4.0-cp310-abi3-manylinux_2_17_x86_64.whl", false)]
    public void A_repaired_wheel_may_carry_more_platform_tags_and_no_other_difference(string name, bool isIt)
        => ArtifactCatalog.Of(new SitesMemoryWorkspace(), new(1, 4, 0), ArtifactOverrides.None).All.Any(artifact => artifact.IsNamed(name)).ShouldBe(isIt);

    [Fact]
    public void Missing_extra_and_wrongly_named_files_are_told_apart()
    {
        var catalog = ArtifactCatalog.Of(new SitesMemoryWorkspace(), new(1, 4, 0), ArtifactOverrides.None).Only(["wheel"]);

        catalog.Compare(
        [
            "torch_tensorrt-1.4.0-cp38-cp38-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
            "torch_tensorrt-1.4.0-cp39-cp39-linux_x86_64.whl",
            "torch_tensorrt-1.4.0-cp311-cp311-manylinux_2_17_x86_64.whl",
        ]).Select(problem => $"{problem.Code} {problem.What}").ShouldBe(
        [
            "TR5402 torch_tensorrt-1.4.0-cp311-cp311-manylinux_2_17_x86_64.whl is no file of this release.",
            "TR5403 torch_tensorrt-1.4.0-cp39-cp39-linux_x86_64.whl has a wrong name.",
            "TR5401 torch_tensorrt-1.4.0-cp310-cp310-manylinux_2_17_x86_64.whl is missing.",
        ]);
    }

    /// <summary>What shipped: no pre-cxx11 tarball under a name of its own, although the checklist wants both.</summary>
    [Fact]
    public void A_release_file_renames_leaves_out_and_adds()
    {
        var overrides = new ArtifactOverrides(["3.10"], null, new Dictionary<string, string> { ["x86_64"] = "manylinux2014_x86_64" }, [], new Dictionary<string, string>
        {
            ["tarball-x86_64"] = "libtorchtrt-v1.1.0.tar.gz", ["tarball-x86_64-pre_cxx11"] = "libtorchtrt-v1.1.0-pre-cxx11-abi.tar.gz",
        });

        ArtifactCatalog.Of(new SitesMemoryWorkspace(), new(1, 1, 0), overrides).All.Select(artifact => (artifact.Id, artifact.Abi, artifact.FileName)).ShouldBe(
        [
            ("tarball-x86_64", CxxAbi.Cxx11, "libtorchtrt-v1.1.0.tar.gz"),
            ("tarball-x86_64-pre_cxx11", CxxAbi.PreCxx11, "libtorchtrt-v1.1.0-pre-cxx11-abi.tar.gz"),
            ("wheel-x86_64-cp310", CxxAbi.Cxx11, "torch_tensorrt-1.1.0-cp310-cp310-manylinux2014_x86_64.whl"),
        ]);
    }

    [Fact]
    public void Two_files_of_one_name_are_refused()
    {
        var overrides = ArtifactOverrides.None with { Names = new Dictionary<string, string> { ["tarball-x86_64-pre_cxx11"] = "libtorchtrt.tar.gz" } };

        Should.Throw<ReleaseException>(() => ArtifactCatalog.Of(new SitesMemoryWorkspace(), new(1, 1, 0), overrides)).Errors.ShouldHaveSingleItem().What
            .ShouldBe("tarball-x86_64 and tarball-x86_64-pre_cxx11 would both be called libtorchtrt.tar.gz.");
    }

    [Fact]
    public void Selections_and_overrides_that_fit_nothing_are_said_together()
    {
        var catalog = ArtifactCatalog.Of(new SitesMemoryWorkspace(), new(1, 1, 0), ArtifactOverrides.None);

        catalog.Only(["x86_64-cp39", "tarball"]).All.Select(artifact => artifact.Id).ShouldBe(["tarball-x86_64", "wheel-x86_64-cp39"]);
        Should.Throw<ReleaseException>(() => catalog.Only(["aarch64", "cp311"])).Errors.Select(error => error.Code).ShouldBe(["TR5405", "TR5405"]);
        Should.Throw<ReleaseException>(() => ArtifactCatalog.Of(new SitesMemoryWorkspace(), new(1, 1, 0), ArtifactOverrides.None with { Without = ["windows", "cp311"] })).Errors.Count.ShouldBe(2);
    }

    [Fact]
    public void A_release_matrix_that_lost_its_lists_is_an_error_and_not_an_empty_release()
        => Should.Throw<ReleaseException>(() => ArtifactCatalog.Of(new SitesMemoryWorkspace().With(ReleaseMatrixScript.Path, "CUDA = []\n"), new(2, 9, 0), ArtifactOverrides.None)).Errors[0].Code.ShouldBe("TR5407");

    private static IEnumerable<string> Names(string version, SitesMemoryWorkspace files)
        => ArtifactCatalog.Of(files, ReleaseVersion.Parse(version), ArtifactOverrides.None).All.Select(artifact => artifact.FileName);

    private static SitesMemoryWorkspace Modern(string line, string cuda, string pythons) => new SitesMemoryWorkspace()
        .With(ReleaseMatrixScript.Path, $"RELEASE_CUDA_VERSION = {cuda}\nRELEASE_PYTHON_VERSION = {pythons}\nsbsa_container_image: str = \"quay.io/pypa/manylinux_2_39_aarch64\"\n")
        .With("py/requirements.txt", $"torch>={line}.0,<{line[..2]}99.0\n");
}
