using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Audit;

/// <summary>Releases whose files named different versions of one dependency, in the lines they shipped.</summary>
public class ForgottenPins
{
    [Fact]
    public void The_readme_of_v2_7_0_has_two_digits_of_TensorRT_the_wrong_way_round()
        => AuditStory.Release("v2.7.0", Package("2.7.0")).With("dev_dep_versions.yml", "__cuda_version__: \"12.8\"\n__tensorrt_version__: \"10.9.0\"\n")
            .With("MODULE.bazel", Archive("2.7.0", "TensorRT-10.9.0.34")).With("README.md", "- TensorRT 10.9.0.43\n").Told("TR1031", "TR1032")
            .ShouldBe(["TR1032 README.md:1 TensorRT 10.9.0.43 (TensorRT 10.9.0.34 as in MODULE.bazel:8)"]);

    [Fact]
    public void One_constant_of_v2_9_0_against_all_that_builds()
        => AuditStory.Release("v2.9.0", Package("2.9.0")).With("dev_dep_versions.yml", "__cuda_version__: \"12.8\"\n")
            .With("py/requirements.txt", "--extra-index-url https://download.pytorch.org/whl/test/cu130\ntorch>=2.9.0,<2.10.0\n")
            .With("MODULE.bazel", Cuda("2.9.0", "13.0")).With("README.md", "- CUDA 13.0 (CUDA 12.6 on Jetson)\n").Told("TR1031", "TR1032", "TR1038")
            .ShouldBe(["TR1031 dev_dep_versions.yml:1 CUDA 12.8 (CUDA 13.0 as in MODULE.bazel:9)"]);

    [Fact]
    public void The_workspace_of_v1_2_0_built_against_the_CUDA_before()
        => AuditStory.Release("v1.2.0")
            .With("py/setup.py", "__version__ = \"1.2.0\"\n__cuda_version__ = \"11.6\"\n")
            .With("py/requirements.txt", "--extra-index-url https://download.pytorch.org/whl/cu116\ntorch==1.12.1\n")
            .With("WORKSPACE", "new_local_repository(\n    name = \"cuda\",\n    path = \"/usr/local/cuda-11.3/\",\n)\n").Told("TR1031")
            .ShouldBe(["TR1031 WORKSPACE:3 CUDA 11.3 (CUDA 11.6 as in py/setup.py:2)"]);

    [Fact]
    public void The_wheels_of_v2_13_0_are_of_another_CUDA_than_the_toolkit()
        => AuditStory.Release("v2.13.0", Package("2.13.0")).With("dev_dep_versions.yml", "__cuda_version__: \"13.2\"\n").With("MODULE.bazel", Cuda("2.13.0", "13.2"))
            .With("py/requirements.txt", "--extra-index-url https://download.pytorch.org/whl/test/cu130\ntorch>=2.13.0,<2.14.0\n").Told("TR1031", "TR1038")
            .ShouldBe(["TR1038 py/requirements.txt:1 cu130 (cu132, as CUDA 13.2 in dev_dep_versions.yml:1)"]);

    [Fact]
    public void The_matrix_of_v2_6_0_built_for_the_CUDA_before()
        => AuditStory.Release("v2.6.0", Package("2.6.0")).With("py/requirements.txt", "--extra-index-url https://download.pytorch.org/whl/cu126\ntorch==2.6.0\n")
            .With(".github/scripts/generate-release-matrix.py", "RELEASE_CUDA_VERSION = {\n    \"wheel\": [\"cu124\"],\n    \"tarball\": [\"cu124\"],\n}\n").Told("TR1060")
            .ShouldBe(
            [
                "TR1060 .github/scripts/generate-release-matrix.py:2 \"wheel\": [\"cu124\"] (cu126 among them, as py/requirements.txt:1 asks for its wheels)",
                "TR1060 .github/scripts/generate-release-matrix.py:3 \"tarball\": [\"cu124\"] (cu126 among them, as py/requirements.txt:1 asks for its wheels)",
            ]);

    [Theory]
    [InlineData("'torch>=1.10.0+cu113<1.11.0',", "two clauses without a comma between them: 1.10.0+cu113<1.11.0")]
    [InlineData("'torch>=1.8.0+cu111,<1.9.0',", "a local version after >=: 1.8.0+cu111,<1.9.0")]
    [InlineData("'torch>=1.9.0,<1.9.0',", "a range without a version in it: 1.9.0,<1.9.0")]
    public void Requirements_that_PEP_440_refuses(string line, string found)
        => AuditStory.Release("v1.0.0").With("py/setup.py", $"__version__ = '1.0.0'\ninstall_requires=[\n    {line}\n]\n").Found("TR1035").ShouldHaveSingleItem().Found.ShouldBe(found);

    [Theory]
    [InlineData("'torch>=2.4.0,<2.5.0',")]
    [InlineData("'torch==1.9.0+cu111',")]
    [InlineData("'tensorrt>=10.7.0.post1,<10.8.0',")]
    public void Requirements_that_it_takes(string line)
        => AuditStory.Release("v1.0.0").With("py/setup.py", $"__version__ = '1.0.0'\ninstall_requires=[\n    {line}\n]\n").Told("TR1035").ShouldBeEmpty();

    [Fact]
    public void The_tests_of_v1_3_0_installed_a_nightly_torchvision_of_the_next_PyTorch()
        => AuditStory.Release("v1.3.0").With("py/setup.py", "__version__ = \"1.3.0\"\n").With("py/requirements.txt", "torch==1.13.0\ntorchvision==0.14.0\n")
            .With("tests/modules/requirements.txt", "--extra-index-url https://download.pytorch.org/whl/nightly/cu117\ntorchvision==0.15.0.dev20221006+cu117\n").Told("TR1034", "TR1036")
            .ShouldBe(
            [
                "TR1034 tests/modules/requirements.txt:2 torchvision 0.15.0.dev20221006 (torchvision 0.14, which belongs to PyTorch 1.13.0 of py/requirements.txt:1)",
                "TR1036 tests/modules/requirements.txt:2 torchvision 0.15.0.dev20221006 (a released torchvision)",
            ]);

    [Fact]
    public void The_readme_of_v2_13_0_speaks_of_the_latest_nightly()
        => AuditStory.Release("v2.13.0", Package("2.13.0")).With("README.md", "- Libtorch 2.13.0.dev (latest nightly)\n").Told("TR1036")
            .ShouldBe(["TR1036 README.md:1 PyTorch 2.13.0.dev (latest nightly) (a released PyTorch)"]);

    [Fact]
    public void On_the_development_branch_nightlies_are_right()
        => AuditStory.Branch(Package("2.14.0")).With("py/requirements.txt", "torch>=2.14.0.dev,<2.15.0\n").With("README.md", "- Libtorch 2.14.0.dev (latest nightly)\n").Told("TR1031", "TR1032", "TR1033", "TR1036")
            .ShouldBeEmpty();

    [Fact]
    public void In_2_x_package_and_PyTorch_carry_one_series()
        => AuditStory.Release("v2.12.0", Package("2.12.0")).With("py/requirements.txt", "torch>=2.11.0,<2.12.0\n").Found("TR1033").ShouldHaveSingleItem().Fix.ShouldBe("./build.sh --target=Bump --torch=2.12.0");

    [Fact]
    public void Versions_for_Jetson_stay_behind_on_purpose()
        => AuditStory.Release("v2.13.0", Package("2.13.0")).With("dev_dep_versions.yml", "__cuda_version__: \"13.2\"\n__tensorrt_version__: \"11.0.0\"\n")
            .With("MODULE.bazel", Archive("2.13.0", "TensorRT-11.0.0.114") + """
                new_local_repository(
                    name = "cuda_l4t",
                    path = "/usr/local/cuda-12.6",
                )
                http_archive(
                    name = "tensorrt_l4t",
                    strip_prefix = "TensorRT-10.3.0.26",
                )
                """).With("README.md", "- CUDA 13.2 (CUDA 12.6 on Jetson)\n- TensorRT 11.0.0.114 (TensorRT 10.3 on Jetson)\n").Told("TR1031", "TR1032").ShouldBeEmpty();

    [Fact]
    public void Every_dependency_that_the_project_pins_is_compared()
        => AuditStory.Release("v2.13.0", Package("2.13.0"))
            .With("dev_dep_versions.yml", "__tensorrt_rtx_version__: \"1.5.0\"\n")
            .With("third_party/tensorrt_rtx/local/BUILD", "        \":rtx_win\": \"lib/tensorrt_rtx_1_4.lib\",\n")
            .With(".bazelversion", "8.4.2\n").With("README.md", "- Bazel 8.1.1\n").With("docker/Dockerfile.docs", "ARG BAZEL_VERSION=6.2.1\n")
            .With("pyproject.toml", "requires-python = \">=3.10\"\n    \"pybind11==2.6.2\",\n    \"sys_platform == 'linux' and python_version >= '3.10' and python_version <= '3.13' and platform_machine == 'x86_64'\",\n")
            .With("py/requirements.txt", "pybind11==2.13.6\ntorch>=2.13.0,<2.14.0\n")
            .With("setup.py", "setup(\n    python_requires=\">=3.8\",\n)\n")
            .With(".github/scripts/generate-release-matrix.py", "    \"wheel\": [\"3.10\", \"3.11\", \"3.12\", \"3.13\", \"3.14\"],\n").Told("TR1031", "TR1032")
            .ShouldBe(
            [
                "TR1031 third_party/tensorrt_rtx/local/BUILD:1 TensorRT-RTX 1_4 (TensorRT-RTX 1.5.0 as in dev_dep_versions.yml:1)",
                "TR1031 pyproject.toml:2 pybind11 2.6.2 (pybind11 2.13.6 as in py/requirements.txt:1)",
                "TR1031 docker/Dockerfile.docs:1 Bazel 6.2.1 (Bazel 8.4.2 as in .bazelversion:1)",
                "TR1032 README.md:1 Bazel 8.1.1 (Bazel 8.4.2 as in .bazelversion:1)",
                "TR1031 setup.py:2 lowest Python >=3.8 (lowest Python >=3.10 as in pyproject.toml:1)",
                "TR1031 .github/scripts/generate-release-matrix.py:1 highest Python 3.14 (highest Python 3.13 as in pyproject.toml:3)",
            ]);

    [Fact]
    public void Parameters_of_the_pipeline_of_1_3_are_read_under_their_names()
        => AuditStory.Release("v1.3.0").With("py/setup.py", "__version__ = \"1.3.0\"\n__cudnn_version__ = \"8.5\"\n__tensorrt_version__ = \"8.5\"\n").With("py/requirements.txt", "torch==1.13.0\n")
            .With(".circleci/config.yml", """
                commands:
                  install:
                    default: "9.9.9"
                parameters:
                  torch-build:
                    type: string
                    default: "1.12.1"
                  cudnn-version:
                    type: string
                    default: "8.4.1.50"
                  trt-version-long:
                    type: string
                    default: "8.5.1.7"
                  trt-jetson-version-long:
                    type: string
                    default: "8.4.1.5"
                """).Told("TR1031")
            .ShouldBe(
            [
                "TR1031 .circleci/config.yml:7 PyTorch 1.12.1 (PyTorch 1.13.0 as in py/requirements.txt:1)",
                "TR1031 .circleci/config.yml:10 cuDNN 8.4.1.50 (cuDNN 8.5 as in py/setup.py:2)",
            ]);

    [Fact]
    public void A_line_that_a_script_greps_for_in_another_shape()
        => AuditStory.Release("v2.8.0", Package("2.8.0")).With("py/requirements.txt", "numpy\ntorch==2.8.0\n").With("packaging/pre_build_script.sh", "set -eou\nTORCH=$(grep \"^torch>\" py/requirements.txt)\n").Told("TR1037")
            .ShouldBe(["TR1037 py/requirements.txt:2 torch==2.8.0 (a line that begins with torch>, which packaging/pre_build_script.sh:2 looks for)"]);

    [Fact]
    public void A_key_that_a_workflow_greps_for_and_nobody_writes()
        => AuditStory.Release("v2.13.0", Package("2.13.0")).With("dev_dep_versions.yml", "__tensorrt_version__: 11.0.0\n")
            .With(".github/workflows/build_linux.yml", "run: TRT_VERSION=$(cat dev_dep_versions.yml | grep __tensorrt_version__ | sed 's/\"//g')\n").Found("TR1037").ShouldHaveSingleItem().Expected
            .ShouldBe("__tensorrt_version__: \"VERSION\", which .github/workflows/build_linux.yml:1 looks for");

    private static SitesMemoryWorkspace Package(string version) => new SitesMemoryWorkspace().With("version.txt", $"{version}a0\n");

    private static string Cuda(string version, string cuda) => $$"""
        module(
            name = "torch_tensorrt",
            version = "{{version}}a0",
        )

        # linux
        new_local_repository(
            name = "cuda",
            path = "/usr/local/cuda-{{cuda}}/",
        )
        new_local_repository(
            name = "cuda_win",
            path = "C:/Program Files/NVIDIA GPU Computing Toolkit/CUDA/v{{cuda}}/",
        )

        """;

    private static string Archive(string version, string prefix) => $"""
        module(
            name = "torch_tensorrt",
            version = "{version}a0",
        )

        http_archive(
            name = "tensorrt",
            strip_prefix = "{prefix}",
        )

        """;
}
