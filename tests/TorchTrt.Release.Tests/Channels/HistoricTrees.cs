using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Channels;

/// <summary>The lines of the project's own files as they stood before a bump, taken from its history.</summary>
internal static class HistoricTrees
{
    /// <summary>Before 4c9c739bc0, "2.13 torch-tensorrt release cut": every index has a table.</summary>
    public static SitesMemoryWorkspace Before213Cut() => Identity("2.13.0a0", 13)
        .With("docker/dist-build.sh", "#!/bin/bash\n\nBUILD_CMD=\"python -m pip wheel .  --extra-index-url https://download.pytorch.org/whl/nightly/cu130 -w dist\"\n")
        .With("py/requirements.txt", "numpy\npackaging\npybind11==2.6.2\ntorch>=2.13.0.dev,<2.14.0\n--extra-index-url https://pypi.ngc.nvidia.com\npyyaml\ndllist\nsetuptools")
        .With("pyproject.toml", """
            requires = [
                "torch>=2.13.0.dev,<2.14.0",
            ]
            test-ext = [
                "torchvision>=0.27.0.dev,<0.28.0",
            ]

            [tool.uv.sources]
            torch = [
                { index = "pytorch-nightly-cu130" },
            ]
            torchvision = [
                { index = "pytorch-nightly-cu130" },
            ]

            [[tool.uv.index]]
            name = "pytorch-nightly-cu130"
            url = "https://download.pytorch.org/whl/nightly/cu130"
            explicit = false

            [[tool.uv.index]]
            name = "pytorch-test-cu130"
            url = "https://download.pytorch.org/whl/test/cu130"
            explicit = false

            """)
        .With("setup.py", """
            def get_jetpack_requirements(base_requirements):
                return requirements + ["torch>=2.8.0,<2.9.0", "tensorrt>=10.3.0,<10.4.0"]


            def get_sbsa_requirements(base_requirements):
                requirements = base_requirements + [
                    "torch>=2.13.0.dev,<2.14.0",
                ]


            def get_x86_64_requirements(base_requirements):
                requirements = base_requirements + [
                    "torch>=2.13.0.dev,<2.14.0",
                ]

            """)
        .With("README.md", "[![pytorch](https://img.shields.io/badge/PyTorch-2.13-green)](https://download.pytorch.org/whl/nightly/cu130)\n- Libtorch 2.13.0.dev (latest nightly)\n- CUDA 13.0 (CUDA 12.6 on Jetson)\n");

    /// <summary>Before b08ba85ca4, "release cut 1": only the index in use has a table, the others are commented out.</summary>
    public static SitesMemoryWorkspace Before27Cut() => Identity("2.7.0a0", 7)
        .With("docker/dist-build.sh", """
            if [[ -z "${USE_CXX11}" ]]; then
                BUILD_CMD="python -m pip wheel .  --extra-index-url https://download.pytorch.org/whl/nightly/cu124 -w dist"
            else
                BUILD_CMD="python -m pip wheel . --config-setting="--build-option=--use-pre-cxx11-abi" --extra-index-url https://download.pytorch.org/whl/nightly/cu124 -w dist"
            fi

            """)
        .With("py/requirements.txt", "numpy\ntorch>=2.7.0.dev,<2.8.0\ntorchvision>=0.22.0.dev,<0.23.0\n--extra-index-url https://pypi.ngc.nvidia.com\npyyaml")
        .With("pyproject.toml", """
            requires = [
                "torch>=2.7.0.dev,<2.8.0",
            ]
            dependencies = [
                "torch>=2.7.0.dev,<2.8.0",
            ]

            [tool.uv.sources]
            torch = [{ index = "pytorch-nightly-cu126" }]
            torchvision = [{ index = "pytorch-nightly-cu126" }]

            [[tool.uv.index]]
            name = "pytorch-nightly-cu126"
            url = "https://download.pytorch.org/whl/nightly/cu126"
            explicit = false

            # [[tool.uv.index]]
            # name = "pytorch-test-cu126"
            # url = "https://download.pytorch.org/whl/test/cu126"

            """)
        .With("MODULE.bazel", """
            module(
                name = "torch_tensorrt",
                version = "2.7.0a0",
            )

            http_archive(
                name = "libtorch",
                urls = ["https://download.pytorch.org/libtorch/nightly/cu128/libtorch-cxx11-abi-shared-with-deps-latest.zip"],
            )

            #http_archive(
            #    urls = ["https://download.pytorch.org/libtorch/nightly/cu128/libtorch-shared-with-deps-latest.zip"],
            #)

            """);

    private static SitesMemoryWorkspace Identity(string version, int minor) => new SitesMemoryWorkspace()
        .With("version.txt", $"{version}\n")
        .With("cpp/include/torch_tensorrt/macros.h", Sites.Eras.Macros("TORCH_TENSORRT", 2, minor, 0))
        .With("MODULE.bazel", $"module(\n    name = \"torch_tensorrt\",\n    version = \"{version}\",\n)\n\nurls = [\"https://download.pytorch.org/libtorch/nightly/cu130/libtorch-win-shared-with-deps-latest.zip\"],\n");
}
