using TorchTrt.Release.Tests.Sites;

namespace TorchTrt.Release.Tests.Audit;

/// <summary>Releases of Torch-TensorRT that called themselves something else, in the lines they shipped.</summary>
public class ForgottenVersions
{
    [Theory]
    [InlineData("v2.7.0", "2.7.0")]
    [InlineData("v2.8.0", "2.8.0")]
    public void The_macros_of_v2_7_0_and_v2_8_0_said_2_6_0(string tag, string version)
        => AuditStory.Release(tag).With("version.txt", $"{version}a0\n").With(Macros, Eras.Macros("TORCH_TENSORRT", 2, 6, 0)).Told("TR1030")
            .ShouldBe([$"TR1030 {Macros}:2 2.6.0 ({version})"]);

    [Fact]
    public void Nobody_bumped_v1_1_1()
        => AuditStory.Release("v1.1.1").With("py/setup.py", "__version__ = '1.1.0'\n").With(Macros, Eras.Macros("TORCH_TENSORRT", 1, 1, 0)).Told("TR1030")
            .ShouldBe(["TR1030 py/setup.py:1 1.1.0 (1.1.1)", $"TR1030 {Macros}:2 1.1.0 (1.1.1)"]);

    [Theory]
    [InlineData("v2.6.1", "2.6.1", 2, 6)]
    [InlineData("v2.12.1", "2.12.1", 2, 12)]
    public void The_macros_of_patch_releases_kept_the_patch_before(string tag, string version, int major, int minor)
        => AuditStory.Release(tag).With("version.txt", $"{version}a0\n").With(Macros, Eras.Macros("TORCH_TENSORRT", major, minor, 0)).Told("TR1030")
            .ShouldBe([$"TR1030 {Macros}:2 {major}.{minor}.0 ({version})"]);

    [Theory]
    [InlineData("2.6.0")]
    [InlineData("2.9.0")]
    [InlineData("2.12.1")]
    public void The_module_file_for_NGC_said_2_5_0_in_nine_releases(string version)
        => AuditStory.Release($"v{version}").With("version.txt", $"{version}a0\n")
            .With("docker/MODULE.bazel.ngc", "module(\n    name = \"torch_tensorrt\",\n    version = \"2.5.0a0\",\n    repo_name = \"org_pytorch_tensorrt\",\n)\n").Told("TR1030")
            .ShouldBe([$"TR1030 docker/MODULE.bazel.ngc:3 2.5.0a0 ({version})"]);

    [Fact]
    public void The_module_file_of_v2_6_0_was_a_release_behind()
        => AuditStory.Release("v2.6.0").With("version.txt", "2.6.0a0\n").With("MODULE.bazel", "module(\n    name = \"torch_tensorrt\",\n    version = \"2.5.0a0\",\n)\n").Told("TR1030")
            .ShouldBe(["TR1030 MODULE.bazel:3 2.5.0a0 (2.6.0)"]);

    [Fact]
    public void The_version_of_the_development_dependencies_of_v2_4_0_was_a_release_ahead()
        => AuditStory.Release("v2.4.0").With("version.txt", "2.4.0a0\n").With("dev_dep_versions.yml", "__version__: \"2.5.0.dev0\"\n__cuda_version__: \"12.4\"\n").Told("TR1030")
            .ShouldBe(["TR1030 dev_dep_versions.yml:1 2.5.0.dev0 (2.4.0)"]);

    [Fact]
    public void The_lock_of_v2_7_0_was_made_with_2_6_0()
        => AuditStory.Release("v2.7.0").With("version.txt", "2.7.0a0\n").With("uv.lock", "version = 1\n\n[[package]]\nname = \"torch-tensorrt\"\nversion = \"2.6.0.dev0+b77a971dc\"\nsource = { editable = \".\" }\n").Found("TR1061")
            .Select(finding => (finding.Where, finding.Fix)).ShouldBe([("uv.lock:5", "uv lock")]);

    [Fact]
    public void The_readme_of_v1_3_0_told_people_to_install_1_2_0()
        => AuditStory.Release("v1.3.0").With("py/setup.py", "__version__ = \"1.3.0\"\n")
            .With("README.md", "pip install torch-tensorrt==1.2.0 --find-links https://github.com/pytorch/TensorRT/releases/expanded_assets/v1.2.0\n").Told("TR1061")
            .ShouldBe(["TR1061 README.md:1 1.2.0 (1.3.0)"]);

    [Fact]
    public void On_the_development_branch_the_readme_goes_on_naming_the_last_release()
        => AuditStory.Branch().With("py/setup.py", "__version__ = \"1.3.0a0\"\n").With("README.md", "pip install torch-tensorrt==1.2.0\n").Told("TR1061").ShouldBeEmpty();

    [Fact]
    public void The_base_version_of_2_x_is_no_mistake()
        => AuditStory.Release("v2.13.0").With("version.txt", "2.13.0a0\n").With("MODULE.bazel", "module(\n    version = \"2.13.0a0\",\n)\n").With(Macros, Eras.Macros("TORCH_TENSORRT", 2, 13, 0))
            .Told("TR1030", "TR1059").ShouldBeEmpty();

    [Fact]
    public void A_release_of_1_x_that_still_says_alpha_is_one()
        => AuditStory.Release("v1.1.0").With("py/setup.py", "__version__ = '1.1.0a0'\n").Told("TR1030", "TR1059").ShouldBe(["TR1059 py/setup.py:1 1.1.0a0 (1.1.0)"]);

    [Fact]
    public void The_title_of_the_documentation_that_was_never_set_back_is_one()
        => AuditStory.Branch().With("py/setup.py", "__version__ = '0.0.3'\n").With("docsrc/conf.py", "version_info = {}\nrelease = '0.0.2'\n").Found("TR1061").ShouldHaveSingleItem().Where.ShouldBe("docsrc/conf.py:2");

    [Fact]
    public void Placeholders_and_templates_say_nothing()
        => AuditStory.Release("v2.12.0").With("version.txt", "2.12.0a0\n").With("versions.py", "__version__ = \"0.0.0\"\n").With("py/versions.py", "__version__ = \"0.0.0\"\n")
            .With("docker/MODULE.bazel.docker", "module(\n    version = \"${BUILD_VERSION}\",\n)\n").Told("TR1030", "TR1011", "TR1014").ShouldBeEmpty();

    private const string Macros = "cpp/include/torch_tensorrt/macros.h";
}
