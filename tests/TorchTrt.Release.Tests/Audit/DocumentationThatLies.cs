using TorchTrt.Release.Audit;
using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Audit;

/// <summary>Frozen documentation, changelog, checklist and tags as the project has them today.</summary>
public class DocumentationThatLies
{
    [Fact]
    public void Frozen_documentation_that_contains_older_frozen_documentation()
        => Branch().With("docs/v2.13.0/index.html", "").With("docs/v2.13.0/v1.0.0/index.html", "").With("docs/v2.13.0/v1.0.0/search.html", "").With("docs/v2.13.0/v1.1.0/index.html", "")
            .With("docs/v2.13.0/versions.json/readme.txt", "").Told("TR1040")
            .ShouldBe(["TR1040 docs/v2.13.0:1 2 folders of other versions with 3 of its 5 files (its own pages only)"]);

    [Theory]
    [InlineData("v2.6.1", "v2.6.0.dev0+70e2a38")]
    [InlineData("v2.4.0", "v2.5.0.dev0+1f10647")]
    [InlineData("v1.4.0", "v1.4.0+7d1d80773")]
    [InlineData("v0.2.0", "master")]
    public void Pages_that_call_themselves_something_else(string folder, string stamp)
        => Branch().With($"docs/{folder}/_static/documentation_options.js", $"var DOCUMENTATION_OPTIONS = {{\n    VERSION: '{stamp}',\n    LANGUAGE: 'en',\n}};\n").Told("TR1041")
            .ShouldBe([$"TR1041 docs/{folder}/_static/documentation_options.js:2 {stamp} ({folder})"]);

    [Theory]
    [InlineData("v1.0.0", "v1.0.0")]
    [InlineData("v0.0.2", "0.0.2")]
    public void Pages_that_tell_the_truth(string folder, string stamp)
        => Branch().With($"docs/{folder}/_static/documentation_options.js", $"VERSION: '{stamp}',\n").Told("TR1041").ShouldBeEmpty();

    [Fact]
    public void Where_pages_have_no_options_the_inventory_is_read()
        => Branch().With("docs/v1.2.0/objects.inv", "# Sphinx inventory version 2\n# Project: Torch-TensorRT\n# Version: master (1.2.0)\n# The remainder of this file is compressed using zlib.\n").Told("TR1041")
            .ShouldBe(["TR1041 docs/v1.2.0/objects.inv:3 master (1.2.0) (v1.2.0)"]);

    [Fact]
    public void A_version_switcher_that_points_at_main()
        => Branch().With("docs/v2.12.0/index.html", "<script>\n        DOCUMENTATION_OPTIONS.theme_switcher_version_match = 'main';\n</script>\n").Told("TR1042")
            .ShouldBe(["TR1042 docs/v2.12.0/index.html:2 main (v2.12.0)"]);

    [Fact]
    public void Lists_and_folders_that_do_not_belong_together()
        => Branch().With("docsrc/generate_versions.py", Generator("main", "v2.13.0", "v2.1.0")).With("docs/versions.json", List("main", "v2.1.0")).With("docs/v2.13.0/index.html", "").With("docs/v1.0.0/index.html", "")
            .Tagged("v2.12.1", "v2.13.0", "v1.0.0").Told("TR1043", "TR1044", "TR1045", "TR1046")
            .ShouldBe(
            [
                "TR1043 docsrc/generate_versions.py:12 v2.1.0 is listed and not there (a folder docs/v2.1.0)",
                "TR1043 docs/versions.json:7 v2.1.0 is listed and not there (a folder docs/v2.1.0)",
                "TR1044 docsrc/generate_versions.py:7 docs/v1.0.0 is there and not listed (an entry for v1.0.0)",
                "TR1045 docs/v2.12.1:1 no such folder (frozen documentation of 2.12.1)",
                "TR1046 docs/versions.json:7 without v2.13.0 (the list of docsrc/generate_versions.py:7)",
            ]);

    [Fact]
    public void A_release_answers_for_its_own_documentation_only()
        => AuditStory.Release("v2.13.0", Package()).With("docs/v2.11.0/index.html", "").Tagged("v2.11.0", "v2.12.0", "v2.13.0").Told("TR1045")
            .ShouldBe(["TR1045 docs/v2.13.0:1 no such folder (frozen documentation of 2.13.0)"]);

    [Fact]
    public void A_changelog_that_stopped_in_2022()
        => Branch().With("CHANGELOG.md", "# Changelog\n\n# 1.0.0 (2021-11-09)\n\n# 1.1.0 (2022-05-10)\n").Tagged("v1.0.0", "v1.1.0", "v1.1.1", "v2.13.0", "v2.13.0-rc3", "uv-update-v1").Told("TR1050")
            .ShouldBe(["TR1050 CHANGELOG.md:5 the newest section is 1.1.0 (sections for 2 releases: 1.1.1, 2.13.0)"]);

    [Fact]
    public void A_changelog_that_tells_of_a_release_twice()
        => Branch().With("CHANGELOG.md", "# Changelog\n\n## 0.0.1 (2020-03-31)\n\n# v0.1.0 (2020-10-23)\n\n# 0.1.0 (2020-10-23)\n").Told("TR1051")
            .ShouldBe(["TR1051 CHANGELOG.md:7 2 sections (one section for 0.1.0, as at CHANGELOG.md:5)"]);

    [Fact]
    public void Work_that_the_changelog_passes_over()
        => Branch().With("CHANGELOG.md", "# Changelog\n").Since("v2.12.1", "fix(core): a leak", "[fix] another", "feat: more", "Fix the docs").Told("TR1053")
            .ShouldBe(["TR1053 CHANGELOG.md:1 2 of 4 commits since v2.12.1 are of another shape (subjects such as fix(scope): what)"]);

    [Fact]
    public void A_checklist_that_names_files_that_are_gone()
        => Branch().With("docsrc/RELEASE_CHECKLIST.md", """
                - `bazel run //tools/supportedops -- <PATH TO Torch-TensorRT>/docsrc/indices/supported_ops.rst`
                - Bump version in `py/setup.py`
                - versions in `py/requirements.txt`, `pyproject.toml` dependency groups, and `py/setup.py`
                - Bump version in `cpp/include/macros.h`
                - Set `docsrc/conf.py` version to new version
                - `make html VERSION=<NEW_VERSION>`
                - `conventional-changelog -p angular -s -i CHANGELOG.md -t <last version tag> -a`
                - `[2, 128], [2, 128]`
                - `docker run -it -v$(pwd)/..:/workspace/Torch-TensorRT build_torch_tensorrt_wheel /bin/bash /workspace/Torch-TensorRT/py/build_whl.sh` generates all wheels
                """)
            .With("setup.py", "").With("py/requirements.txt", "").With("pyproject.toml", "").With("cpp/include/torch_tensorrt/macros.h", Sites.Eras.Macros("TORCH_TENSORRT", 2, 14, 0)).With("core/util/macros.h", "")
            .With("docsrc/conf.py", "version_info = {}").With("CHANGELOG.md", "").With("py/ci/build_whl.sh", "").With("tools/supportedops/BUILD", "").With("docsrc/indices/supported_ops.rst", "").Told("TR1052")
            .ShouldBe(
            [
                "TR1052 docsrc/RELEASE_CHECKLIST.md:2 py/setup.py, which is not there (setup.py)",
                "TR1052 docsrc/RELEASE_CHECKLIST.md:4 cpp/include/macros.h, which is not there (cpp/include/torch_tensorrt/macros.h)",
                "TR1052 docsrc/RELEASE_CHECKLIST.md:9 py/build_whl.sh, which is not there (py/ci/build_whl.sh)",
            ]);

    [Fact]
    public void Bazel_packages_of_the_checklist_are_looked_for_too()
        => Branch().With("docsrc/RELEASE_CHECKLIST.md", "`bazel run //tools/supportedops -- x`").Told("TR1052").ShouldBe(["TR1052 docsrc/RELEASE_CHECKLIST.md:1 tools/supportedops, which is not there (a file that exists)"]);

    [Fact]
    public void Tags_that_are_no_releases()
        => Branch().Tagged("v2.13.0", "v2.13.0-rc13", "uv-update-v1", "lluo-main-01212026", "backup/lanl_branch_prune_01_09").Found("TR1054").Select(finding => (finding.File, finding.Severity))
            .ShouldBe([("refs/tags/backup/lanl_branch_prune_01_09", Severity.Note), ("refs/tags/lluo-main-01212026", Severity.Note), ("refs/tags/uv-update-v1", Severity.Note)]);

    [Fact]
    public void A_release_that_is_not_its_last_candidate()
        => AuditStory.Release("v2.13.0", Package()).Tagged("v2.13.0-rc2", "v2.13.0-rc13", "v2.13.0-rc9").Found("TR1055").ShouldHaveSingleItem().Expected.ShouldEndWith("as v2.13.0-rc13");

    [Fact]
    public void What_an_unquoted_pip_install_left_behind()
        => Branch().With("=2.12.0.dev", "").With("py/torch_tensorrt/_C.cpython-312.so", "").With("third_party/x/y.so", "").With("docs/v1.0.0/a.o", "").Found("TR1056").Select(finding => finding.File)
            .ShouldBe(["=2.12.0.dev", "py/torch_tensorrt/_C.cpython-312.so"]);

    private static AuditStory Branch() => AuditStory.Branch(Package());

    private static SitesMemoryWorkspace Package() => new SitesMemoryWorkspace().With("version.txt", "2.14.0a0\n");

    private static string Generator(params string[] names) => $"VERSIONS = [\n{string.Concat(names.Select(name => $"    {{\n        \"name\": \"{name}\",\n        \"version\": \"{name}\",\n        \"url\": \"https://pytorch.org/TensorRT/{name}/\",\n    }},\n"))}]\n";

    private static string List(params string[] names) => $"[\n{string.Join(",\n", names.Select(name => $"  {{\n    \"name\": \"{name}\",\n    \"version\": \"{name}\",\n    \"url\": \"https://pytorch.org/TensorRT/{name}/\"\n  }}"))}\n]\n";
}
