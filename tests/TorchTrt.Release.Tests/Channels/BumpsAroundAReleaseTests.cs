using TorchTrt.Release.Channels;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Tests.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Channels;

/// <summary>The cut of a release branch and main's next development version, on the project's own lines.</summary>
public class BumpsAroundAReleaseTests
{
    [Fact]
    public async Task The_cut_of_2_13_takes_candidates_from_the_test_channel_as_people_did_and_the_torchvision_that_belongs_to_them()
        => (await Do(HistoricTrees.Before213Cut(), BumpKind.Cut, "2.13.0")).ShouldBe(
        [
            "edit py/requirements.txt:4: 2.13.0.dev -> 2.13.0",
            "edit setup.py:7: 2.13.0.dev -> 2.13.0",
            "edit setup.py:13: 2.13.0.dev -> 2.13.0",
            "edit pyproject.toml:2: 2.13.0.dev -> 2.13.0",
            "edit README.md:2: 2.13.0.dev (latest nightly) -> 2.13.0",
            // People wrote 0.27.0 and mended it 29 days later.
            "edit pyproject.toml:5: 0.27.0.dev -> 0.28.0",
            "edit pyproject.toml:5: 0.28.0 -> 0.29.0",
            "edit docker/dist-build.sh:3: nightly/ -> test/",
            "edit pyproject.toml:10: nightly -> test",
            "edit pyproject.toml:13: nightly -> test",
            // People forgot this one in 2.10, 2.11, 2.12 and 2.13.
            "edit MODULE.bazel:6: nightly/ -> test/",
            "insert py/requirements.txt:4: --extra-index-url https://download.pytorch.org/whl/test/cu130",
        ]);

    [Fact]
    public async Task The_index_line_stands_before_what_needs_it()
    {
        var files = HistoricTrees.Before213Cut();

        await Do(files, BumpKind.Cut, "2.13.0");

        files["py/requirements.txt"].ShouldContain("pybind11==2.6.2\n--extra-index-url https://download.pytorch.org/whl/test/cu130\ntorch>=2.13.0,<2.14.0\n--extra-index-url https://pypi.ngc.nvidia.com\n");
    }

    [Fact]
    public async Task The_Jetson_pins_stay_frozen_and_the_tables_of_the_other_indexes_too()
    {
        var files = HistoricTrees.Before213Cut();

        await Do(files, BumpKind.Cut, "2.13.0");

        files["setup.py"].ShouldContain("\"torch>=2.8.0,<2.9.0\", \"tensorrt>=10.3.0,<10.4.0\"");
        files["pyproject.toml"].ShouldContain("name = \"pytorch-nightly-cu130\"\nurl = \"https://download.pytorch.org/whl/nightly/cu130\"\n");
    }

    [Fact]
    public async Task An_index_that_has_no_table_yet_takes_over_that_of_the_one_left_behind()
    {
        var files = HistoricTrees.Before27Cut();

        await Do(files, BumpKind.Cut, "2.7.0");

        files["pyproject.toml"].ShouldContain("torch = [{ index = \"pytorch-test-cu126\" }]\n");
        files["pyproject.toml"].ShouldContain("\n[[tool.uv.index]]\nname = \"pytorch-test-cu126\"\nurl = \"https://download.pytorch.org/whl/test/cu126\"\n");
        files["MODULE.bazel"].ShouldContain("libtorch/test/cu128/libtorch-cxx11-abi-shared-with-deps-latest.zip");
        files["MODULE.bazel"].ShouldContain("#    urls = [\"https://download.pytorch.org/libtorch/nightly/cu128/");
    }

    [Fact]
    public async Task With_another_CUDA_every_index_follows_it()
    {
        var files = HistoricTrees.Before27Cut().With("dev_dep_versions.yml", "__cuda_version__: \"12.4\"\n");

        await Do(files, BumpKind.Cut, "2.7.0", PinRequest.Parse(null, "12.8", null, null));

        files["docker/dist-build.sh"].Split("https://download.pytorch.org/whl/test/cu128 -w dist").Length.ShouldBe(3);
        files["pyproject.toml"].ShouldContain("name = \"pytorch-test-cu128\"\nurl = \"https://download.pytorch.org/whl/test/cu128\"\n");
        files["py/requirements.txt"].ShouldContain("--extra-index-url https://download.pytorch.org/whl/test/cu128\ntorch>=2.7.0,<2.8.0\ntorchvision>=0.22.0,<0.23.0\n");
    }

    /// <summary>b3b5f4587b changed these by hand, each on its own.</summary>
    [Fact]
    public async Task Main_takes_another_CUDA_everywhere_and_stays_nightly()
    {
        var files = HistoricTrees.Before213Cut().With("dev_dep_versions.yml", "__cuda_version__: \"13.0\"\n");

        await Do(files, BumpKind.Development, "2.14.0a0", PinRequest.Parse(null, "13.2", null, null));

        files["docker/dist-build.sh"].ShouldContain("https://download.pytorch.org/whl/nightly/cu132 -w dist");
        files["pyproject.toml"].ShouldContain("torch = [\n    { index = \"pytorch-nightly-cu132\" },");
        files["README.md"].ShouldContain("badge/PyTorch-2.14-green)](https://download.pytorch.org/whl/nightly/cu132)");
        files["README.md"].ShouldContain("- CUDA 13.2 (CUDA 12.6 on Jetson)");
    }

    [Fact]
    public async Task What_was_released_comes_from_the_release_channel_and_its_archives_have_a_version()
    {
        var files = HistoricTrees.Before27Cut();
        await Do(files, BumpKind.Cut, "2.7.0");

        await Do(files, BumpKind.Cut, "2.7.0", channel: Channel.Release);

        files["docker/dist-build.sh"].ShouldContain("--extra-index-url https://download.pytorch.org/whl/cu124 -w dist");
        files["MODULE.bazel"].ShouldContain("\"https://download.pytorch.org/libtorch/cu128/libtorch-cxx11-abi-shared-with-deps-2.7.0%2Bcu128.zip\"");
    }

    /// <summary>WORKSPACE of v1.2.0: the archive is PyTorch's, and a checksum stands beside it.</summary>
    [Fact]
    public async Task An_archive_of_a_chosen_version_is_left_alone()
    {
        const string Archive = "    sha256 = \"80f089939de20e68e3fcad4dfa72a26c8bf91b5e77b11042f671f39ebac35865\",\n    urls = [\"https://download.pytorch.org/libtorch/cu113/libtorch-shared-with-deps-1.12.1%2Bcu113.zip\"],\n";
        var files = Eras.Classic().With("WORKSPACE", Archive);

        await Do(files, BumpKind.Release, "1.1.0", PinRequest.Parse(null, "11.6", null, null));

        files["WORKSPACE"].ShouldBe(Archive);
    }

    [Fact]
    public async Task A_branch_can_be_cut_after_main_has_gone_on_as_2_4_was()
    {
        var files = HistoricTrees.Before27Cut();

        await Do(files, BumpKind.Cut, "2.6.0");

        files["version.txt"].ShouldBe("2.6.0a0\n");
        files["cpp/include/torch_tensorrt/macros.h"].ShouldBe(Eras.Macros("TORCH_TENSORRT", 2, 6, 0));
        files["py/requirements.txt"].ShouldContain("torch>=2.6.0,<2.7.0\ntorchvision>=0.21.0,<0.22.0\n");
    }

    [Fact]
    public async Task Main_goes_on_to_the_next_version_and_to_that_PyTorchs_nightly_builds()
        => (await Do(HistoricTrees.Before213Cut(), BumpKind.Development, "2.14.0a0")).ShouldBe(
        [
            "edit version.txt:1: 2.13.0a0 -> 2.14.0a0",
            "edit cpp/include/torch_tensorrt/macros.h:3: 13 -> 14",
            "edit MODULE.bazel:3: 2.13.0a0 -> 2.14.0a0",
            "edit py/requirements.txt:4: 2.13.0.dev -> 2.14.0.dev",
            "edit py/requirements.txt:4: 2.14.0 -> 2.15.0",
            "edit setup.py:7: 2.13.0.dev -> 2.14.0.dev",
            "edit setup.py:7: 2.14.0 -> 2.15.0",
            "edit setup.py:13: 2.13.0.dev -> 2.14.0.dev",
            "edit setup.py:13: 2.14.0 -> 2.15.0",
            "edit pyproject.toml:2: 2.13.0.dev -> 2.14.0.dev",
            "edit pyproject.toml:2: 2.14.0 -> 2.15.0",
            "edit README.md:2: 2.13.0.dev (latest nightly) -> 2.14.0.dev (latest nightly)",
            "edit README.md:1: 2.13 -> 2.14",
            "edit pyproject.toml:5: 0.27.0.dev -> 0.29.0.dev",
            "edit pyproject.toml:5: 0.28.0 -> 0.30.0",
        ]);

    [Fact]
    public async Task The_classic_next_version_is_the_macros_and_the_package_alone()
        => (await Do(Eras.Classic().With("py/setup.py", "__version__ = '1.1.0'\n"), BumpKind.Development, "1.2.0a0")).ShouldBe(
        [
            "edit py/setup.py:1: 1.1.0 -> 1.2.0a0",
            "edit cpp/include/torch_tensorrt/macros.h:3: 1 -> 2",
        ]);

    [Fact]
    public async Task A_place_that_calls_development_dev0_goes_on_doing_so()
        => (await Do(HistoricTrees.Before213Cut().With("dev_dep_versions.yml", "__version__: \"2.13.0.dev0\"\n"), BumpKind.Development, "2.14.0a0"))
            .ShouldContain("edit dev_dep_versions.yml:1: 2.13.0.dev0 -> 2.14.0.dev0");

    [Theory]
    [InlineData("2.13.0a0", "", "2.13.0a0")]
    [InlineData("2.13.0a0", "left", "2.14.0a0")]
    [InlineData("1.1.0", "left", "1.2.0a0")]
    public void The_next_development_version_follows_a_series_that_has_left_main(string tree, string left, string expected)
        => BumpVersion.ForDevelopment(null, Package(tree), left.Length > 0).Version.ToString().ShouldBe(expected);

    [Fact]
    public void The_next_development_version_never_goes_backwards()
        => Should.Throw<ReleaseException>(() => BumpVersion.ForDevelopment(ReleaseVersion.Parse("2.12.0"), Package("2.13.0a0"), hasLeft: true)).Errors[0].Code.ShouldBe("TR1004");

    [Theory]
    [InlineData("2.12.0", "TR1003")]
    [InlineData("2.13.0rc1", "TR1081")]
    public void A_branch_is_cut_for_a_release_that_is_still_to_come(string requested, string code)
        => Should.Throw<ReleaseException>(() => BumpVersion.ForCut(ReleaseVersion.Parse(requested), Package("2.13.0a0"), [new ReleaseVersion(2, 12, 0)])).Errors[0].Code.ShouldBe(code);

    private static TorchTrt.Release.Sites.PackageVersion Package(string text)
        => LooseVersion.TryRead(text, out var version) ? new TorchTrt.Release.Sites.PackageVersion(version, "version.txt:1") : throw new ArgumentException(text);

    /// <summary>Bumps, sees that a second time changes nothing, and tells the changes.</summary>
    private static async Task<IReadOnlyList<string>> Do(SitesMemoryWorkspace files, BumpKind kind, string version, PinRequest? pins = null, Channel channel = Channel.Test)
    {
        var step = new BumpStep(files, new BumpRequest(kind, ReleaseVersion.Parse(version), pins ?? PinRequest.Nothing, channel));
        var pending = (await step.Observe(default)).ShouldBeOfType<Pending>();
        await step.Apply(pending, default);
        (await step.Observe(default)).ShouldBeOfType<Done>();
        return [.. pending.Changes.Select(change => change.ToString())];
    }
}
