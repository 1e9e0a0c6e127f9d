using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Versions;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Tests.Wheels;

/// <summary>From v2.4.0 on py/ci/build_whl.sh builds nothing by itself; the release workflow does.</summary>
public sealed class WorkflowScriptTests
{
    /// <summary>What pre_build_script.sh of v2.12.0 does, shortened.</summary>
    private const string Pre = """
        set -x
        yum install -y fmt-devel
        curl -L https://github.com/bazelbuild/bazelisk/releases/download/v1.26.0/bazelisk-linux-amd64 -o bazelisk-linux-amd64
        pip uninstall -y torch torchvision
        cat toolchains/ci_workspaces/MODULE.bazel.tmpl | envsubst > MODULE.bazel
        """;

    private readonly SitesMemoryWorkspace files = new SitesMemoryWorkspace()
        .With("py/ci/Dockerfile.ci", "FROM old\n").With("py/ci/build_whl.sh", "build_wheel() {\n    echo ${2}\n}\n").With("py/ci/soname_excludes.params", "--exclude libtorch.so\n")
        .With("pyproject.toml", "[build-system]\nrequires = [\n    \"setuptools>=77.0.0\",\n    \"torch>=2.12.0,<2.13.0\",\n    \"tensorrt==10.1.0\",\n    \"pybind11==2.6.2; platform_machine != 'tegra'\",\n]\n")
        .With("packaging/pre_build_script.sh", Pre).With("packaging/env_vars.txt", "export CI_BUILD=\"1\"\n").With("packaging/post_build_script.sh", "");

    [Fact]
    public void The_steps_of_the_release_workflow_are_one_script()
    {
        files.With(".github/workflows/build_linux.yml", "");

        Recipe(Cell("2.12.0", "3.12")).Build!.For("cp312-cp312", Cell("2.12.0", "3.12")).ShouldBe(
            """
            #!/bin/bash
            set -eo pipefail
            cd "$(dirname "$0")"
            export PATH="/opt/python/cp312-cp312/bin:${CUDA_HOME:+${CUDA_HOME}/bin:}${PATH}"
            source packaging/env_vars.txt
            python -m pip install 'setuptools>=77.0.0' 'pybind11==2.6.2; platform_machine != '\''tegra'\'''
            bash packaging/pre_build_script.sh
            python setup.py clean
            python setup.py bdist_wheel --release
            python -m wheel tags --platform-tag manylinux_2_28_x86_64 --remove dist/*.whl
            bash packaging/post_build_script.sh

            """);
    }

    [Fact]
    public void Before_v2_9_0_auditwheel_repairs_what_was_built()
    {
        files.With(".github/workflows/release-wheel-linux.yml", "");

        Recipe(Cell("2.8.0", "3.12")).Build!.For("cp312-cp312", Cell("2.8.0", "3.12")).ShouldContain(
            "python -m auditwheel repair $(cat py/ci/soname_excludes.params) --plat manylinux_2_34_x86_64 --wheel-dir wheelhouse dist/*.whl\n");
    }

    [Theory]
    [InlineData("2.4.0", "12.4", "pytorch/manylinux-builder:cuda12.4")]
    [InlineData("2.8.0", "12.8", "pytorch/manylinux2_28-builder:cuda12.8")]
    [InlineData("2.12.0", "13.0", "pytorch/manylinux2_28-builder:cuda13.0")]
    public void The_image_is_the_one_of_PyTorchs_matrix_for_the_CUDA_that_is_built_for(string version, string cuda, string image)
    {
        files.With(".github/workflows/build_linux.yml", "").With("dev_dep_versions.yml", $"__cuda_version__: \"{cuda}\"\n");

        WheelRecipe.BaseImage(Recipe(Cell(version, "3.11")).Text!, null).ShouldBe(image);
    }

    [Fact]
    public void A_base_image_of_ones_own_is_taken_instead()
    {
        files.With(".github/workflows/build_linux.yml", "");

        WheelRecipe.BaseImage(Recipe(Cell("2.12.0", "3.11")).Text!, "local/base:1").ShouldBe("local/base:1");
    }

    [Fact]
    public void The_scripts_are_told_what_the_runner_would_tell_them()
    {
        files.With(".github/workflows/build_linux.yml", "").With("dev_dep_versions.yml", "__cuda_version__: \"13.0\"\n");
        var cell = Cell("2.12.0", "3.12");

        Recipe(cell).Build!.Variables(cell).Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal).ShouldBe(
        [
            "ARCH=x86_64", "CHANNEL=test", "CUDA_HOME=/usr/local/cuda-13.0", "CUDA_PATH=/usr/local/cuda-13.0", "CU_VERSION=cu130", "FORCE_CUDA=1", "PACKAGE_TYPE=wheel",
            "PYTHON_VERSION=3.12", "USE_TRT_RTX=false",
        ]);
    }

    [Fact]
    public void TensorRT_RTX_has_wheels_of_its_own()
    {
        files.With(".github/workflows/build_linux.yml", "").With(".github/workflows/release-linux-x86_64_rtx.yml", "");
        var cell = new ArtifactSource(null, "x86_64", null).WheelsHere(files, new(2, 12, 0)).Single(artifact => artifact.IsRtx && artifact.Python == "3.12");

        Recipe(cell).Build!.For("cp312-cp312", cell).ShouldContain("python setup.py bdist_wheel --release --use-rtx\n");
        Recipe(cell).Build!.Variables(cell)["USE_TRT_RTX"].ShouldBe("true");
    }

    [Fact]
    public void A_script_that_fetches_packages_has_a_network()
    {
        files.With(".github/workflows/build_linux.yml", "");
        var fetching = Recipe(Cell("2.12.0", "3.12")).Build!.Installs;

        files.With("packaging/pre_build_script.sh", "cat MODULE.bazel\n");

        (fetching, Recipe(Cell("2.12.0", "3.12")).Build!.Installs).ShouldBe((true, false));
    }

    [Fact]
    public void A_script_of_the_checkout_that_builds_goes_first()
    {
        files.With(".github/workflows/release-wheel-linux.yml", "").With("py/ci/build_whl.sh", "/opt/python/cp310-cp310/bin/python setup.py bdist_wheel\n");

        Recipe(Cell("2.3.0", "3.10")).Build!.Title.ShouldBe("py/ci/build_whl.sh");
    }

    private WheelRecipe Recipe(Artifact cell) => WheelRecipe.Find(files, cell).ShouldNotBeNull();

    private Artifact Cell(string version, string python)
        => ArtifactCatalog.Of(files, ReleaseVersion.Parse(version), ArtifactOverrides.None).All.First(artifact => artifact.Python == python && artifact.Platform == Platform.Linux("x86_64"));
}
