using TorchTrt.Release.Sites;
using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Sites;

public class SiteRegistryTests
{
    [Fact]
    public void Each_layout_tells_its_own_version()
    {
        Where(Eras.TRTorch()).ShouldBe("0.4.0a0 py/setup.py:2");
        Where(Eras.Classic()).ShouldBe("1.1.0a0 py/setup.py:3");
        Where(Eras.Constants()).ShouldBe("1.3.0a0 py/setup.py:1");
        Where(Eras.VersionsPy()).ShouldBe("1.4.0 py/versions.py:1");
        Where(Eras.Module()).ShouldBe("2.12.0a0 version.txt:1");
    }

    [Fact]
    public void The_first_release_had_only_its_macros()
        => Where(new SitesMemoryWorkspace().With("cpp/api/include/trtorch/macros.h", Eras.Macros("TRTORCH", 0, 0, 1))).ShouldBe("0.0.1 cpp/api/include/trtorch/macros.h:2");

    [Fact]
    public void A_folder_that_is_something_else_is_refused_with_what_was_looked_for()
    {
        var error = Refusal(() => PackageVersion.Read(new SitesMemoryWorkspace().With("package.json", "{}"))).ShouldHaveSingleItem();

        error.Code.ShouldBe("TR1010");
        error.Expected.ShouldNotBeNull().ShouldContain("version.txt");
        error.Expected.ShouldContain("macros.h");
    }

    [Fact]
    public void Placeholders_and_templates_are_no_versions()
    {
        var readings = SiteRegistry.Read(Tree.Of(Eras.Module()));

        readings.Select(reading => reading.Site.Path).ShouldBe(
        [
            "version.txt", "cpp/include/torch_tensorrt/macros.h", "MODULE.bazel", "docker/MODULE.bazel.ngc", "docsrc/generate_versions.py", "docs/versions.json",
        ]);
    }

    [Fact]
    public void The_module_version_is_not_taken_from_a_dependency()
        => SiteRegistry.Read(Tree.Of(Eras.Module())).Single(reading => reading.Site.Path == "MODULE.bazel").Where.ShouldBe("MODULE.bazel:3");

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var files = Eras.Classic()
            .With("py/setup.py", "__version__ = 'soon'\n")
            .With("cpp/include/torch_tensorrt/macros.h", "#define TORCH_TENSORRT_MAJOR_VERSION 1\n#define TORCH_TENSORRT_MINOR_VERSION 1\n#define TORCH_TENSORRT_MINOR_VERSION 2\n")
            .With("docsrc/conf.py", "html_theme_options = {}\n");

        var errors = Refusal(() => SiteRegistry.Read(Tree.Of(files)));

        errors.Select(error => $"{error.Code} {error.Where}").ShouldBe(
        [
            "TR1014 py/setup.py:1",
            "TR1012 cpp/include/torch_tensorrt/macros.h:2",
            "TR1012 cpp/include/torch_tensorrt/macros.h:1",
            "TR1011 docsrc/conf.py:1",
        ]);
    }

    [Fact]
    public void A_docs_list_without_a_release_cannot_be_extended()
    {
        var files = Eras.Classic().With("docsrc/conf.py", "x = {\n    \"version_info\": {\n    },\n}\n");

        Refusal(() => SiteRegistry.Read(Tree.Of(files))).ShouldHaveSingleItem().Code.ShouldBe("TR1015");
    }

    private static string Where(SitesMemoryWorkspace files)
    {
        var version = PackageVersion.Read(files);
        return $"{version.Written} {version.Where}";
    }

    private static IReadOnlyList<ReleaseError> Refusal(Action act) => Should.Throw<ReleaseException>(act).Errors;
}
