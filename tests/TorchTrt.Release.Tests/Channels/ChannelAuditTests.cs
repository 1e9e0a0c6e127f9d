using TorchTrt.Release.Channels;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Channels;

public class ChannelAuditTests
{
    /// <summary>v2.10.0 to v2.13.0 shipped so.</summary>
    [Fact]
    public void An_archive_left_at_nightly_on_a_release_branch_is_found()
        => Codes("TR1070", HistoricTrees.Before213Cut()
            .With("py/requirements.txt", "--extra-index-url https://download.pytorch.org/whl/test/cu130\ntorch>=2.13.0,<2.14.0\n")
            .With("docker/dist-build.sh", "BUILD_CMD=\"python -m pip wheel .  --extra-index-url https://download.pytorch.org/whl/test/cu130 -w dist\"\n")
            .With("pyproject.toml", "torch = [\n    { index = \"pytorch-test-cu130\" },\n]\n")).ShouldBe(
        [
            "TR1070: MODULE.bazel:6: found nightly, expected test or release, as py/requirements.txt:2 asks for 2.13.0. Fix: ./build.sh --target=Cut",
        ]);

    [Fact]
    public void On_main_everything_is_nightly_and_nothing_is_found() => Codes("TR1070", HistoricTrees.Before213Cut()).ShouldBeEmpty();

    /// <summary>main of 2026-06: the badge went to cu132, the requirements stayed at cu130.</summary>
    [Fact]
    public void A_badge_of_another_CUDA_is_found()
        => Codes("TR1071", HistoricTrees.Before213Cut().With("README.md", "[![pytorch](https://img.shields.io/badge/PyTorch-2.14-green)](https://download.pytorch.org/whl/nightly/cu132)\n")).ShouldBe(
        [
            "TR1071: README.md:1: found cu132, expected cu130 as in docker/dist-build.sh:3. Fix: ./build.sh --target=Bump --cuda=VERSION, or set it by hand",
        ]);

    [Fact]
    public void A_template_names_no_channel()
        => Codes("TR107", new SitesMemoryWorkspace().With("MODULE.bazel", "#    urls = [\"https://download.pytorch.org/libtorch/${CHANNEL}/${CU_VERSION}/libtorch-shared-with-deps-latest.zip\"],\n")).ShouldBeEmpty();

    [Fact]
    public void Every_second_index_is_found_and_comments_are_not()
        => Codes("TR1072", new SitesMemoryWorkspace().With(
            "py/requirements.txt", "# --extra-index-url https://example.org\n--extra-index-url https://download.pytorch.org/whl/nightly/cu130\ntorch\n--extra-index-url https://pypi.ngc.nvidia.com\n")).Select(text => text.Split(" https")[0]).ShouldBe(
        [
            "TR1072: py/requirements.txt:2: found --extra-index-url",
            "TR1072: py/requirements.txt:4: found --extra-index-url",
        ]);

    private static IEnumerable<string> Codes(string code, SitesMemoryWorkspace files)
        => ChannelAudit.Run(Tree.Of(files)).Where(finding => finding.Code.StartsWith(code, StringComparison.Ordinal)).Select(finding => finding.ToString());
}
