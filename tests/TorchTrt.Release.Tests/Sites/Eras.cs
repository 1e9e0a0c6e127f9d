using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Sites;

/// <summary>Checkouts in the layouts that Torch-TensorRT has had, reduced to the lines that carry versions.</summary>
internal static class Eras
{
    /// <summary>0.4, about to become 0.4.0.</summary>
    public static SitesMemoryWorkspace TRTorch() => new SitesMemoryWorkspace()
        .With("py/setup.py", """
            import os
            __version__ = '0.4.0a0'

            setup(
                install_requires=[
                    'torch>=1.8.0+cu111,<1.9.0',
                ],
            )
            """)
        .With("cpp/include/trtorch/macros.h", Macros("TRTORCH", 0, 4, 0))
        .With("docsrc/conf.py", """
            release = 'master'
            html_theme_options = {
                "version_info": {
                    "master": "https://nvidia.github.io/TRTorch/",
                    "v0.3.0": "https://nvidia.github.io/TRTorch/v0.3.0/",
                    "v0.2.0": "https://nvidia.github.io/TRTorch/v0.2.0/",
                }
            }
            """)
        .With("py/requirements.txt", "-f https://download.pytorch.org/whl/torch_stable.html\ntorch==1.8.1+cu111\npybind11==2.6.2")
        .With("tests/py/requirements.txt", "torchvision==0.9.0+cu111\n-f https://download.pytorch.org/whl/torch_stable.html");

    /// <summary>1.1, about to become 1.1.0.</summary>
    public static SitesMemoryWorkspace Classic() => new SitesMemoryWorkspace()
        .With("py/setup.py", """
            JETPACK_VERSION = None

            __version__ = '1.1.0a0'

            setup(
                install_requires=[
                    'torch>=1.10.0+cu113<1.11.0',
                ],
            )
            """)
        .With("cpp/include/torch_tensorrt/macros.h", Macros("TORCH_TENSORRT", 1, 1, 0))
        .With("docsrc/conf.py", """
            html_theme_options = {
                "version_info": {
                    "master": "https://nvidia.github.io/Torch-TensorRT/",
                    "v1.0.0": "https://nvidia.github.io/Torch-TensorRT/v1.0.0/",
                    "v0.4.1": "https://nvidia.github.io/Torch-TensorRT/v0.4.1/",
                }
            }

            """)
        .With("py/requirements.txt", "--extra-index-url https://download.pytorch.org/whl/cu113\ntorch==1.10.0+cu113\npybind11==2.6.2\n")
        .With("README.md", "- Bazel 4.2.1\n- Libtorch 1.10.0 (built with CUDA 11.3)\n- CUDA 11.3 (10.2 on Jetson)\n- cuDNN 8.2\n- TensorRT 8.0.3.4 (TensorRT 8.0.1.6 on Jetson)\n");

    /// <summary>1.3, about to become 1.3.0.</summary>
    public static SitesMemoryWorkspace Constants() => new SitesMemoryWorkspace()
        .With("py/setup.py", """
            __version__ = "1.3.0a0"
            __cuda_version__ = "11.6"
            __cudnn_version__ = "8.4"
            __tensorrt_version__ = "8.4"

            setup(
                install_requires=["torch>=1.13.0.dev0,<1.14.0", "tensorrt>=8.4.3.1,<8.5.0"],
            )
            """)
        .With("cpp/include/torch_tensorrt/macros.h", Macros("TORCH_TENSORRT", 1, 3, 0))
        .With("docsrc/conf.py", """
            html_theme_options = {
                "version_info": {
                    "main": "https://pytorch.org/TensorRT/",
                    "v1.2.0": "https://pytorch.org/TensorRT/v1.2.0",
                    "v1.1.0": "https://nvidia.github.io/Torch-TensorRT/v1.1.0/",
                },
            }
            """);

    /// <summary>1.4.0 as released.</summary>
    public static SitesMemoryWorkspace VersionsPy() => new SitesMemoryWorkspace()
        .With("py/versions.py", "__version__ = \"1.4.0\"\n__cuda_version__ = \"11.8\"\n__cudnn_version__ = \"8.8\"\n__tensorrt_version__ = \"8.6\"\n")
        .With("py/setup.py", """
            from versions import __version__
            setup(
                install_requires=[
                    "torch >=2.0.1,<2.1" if not LEGACY else "torch >=1.13.0,<2.0",
                ],
            )
            """)
        .With("cpp/include/torch_tensorrt/macros.h", Macros("TORCH_TENSORRT", 1, 4, 0))
        .With("docsrc/conf.py", """
            html_theme_options = {
                "version_info": {
                    "main": "https://pytorch.org/TensorRT/",
                    "v1.3.0": "https://pytorch.org/TensorRT/v1.3.0",
                },
            }
            """);

    /// <summary>2.7.0 as released: macros.h was forgotten.</summary>
    public static SitesMemoryWorkspace ForgottenMacros() => Modern("2.7.0a0", "2.7.0a0", "2.7.0a0", Macros("TORCH_TENSORRT", 2, 6, 0));

    /// <summary>2.12.0 as released: the module file for NGC was forgotten.</summary>
    public static SitesMemoryWorkspace Module() => Modern("2.12.0a0", "2.12.0a0", "2.5.0a0", Macros("TORCH_TENSORRT", 2, 12, 0));

    private static SitesMemoryWorkspace Modern(string text, string module, string ngc, string macros) => new SitesMemoryWorkspace()
        .With("version.txt", text + "\n")
        .With("versions.py", "__version__ = \"0.0.0\"\n")
        .With("setup.py", """
            __version__: str = "0.0.0"


            def get_jetpack_requirements(base_requirements):
                return requirements + ["torch>=2.8.0,<2.9.0", "tensorrt>=10.3.0,<10.4.0"]


            def get_x86_64_requirements(base_requirements):
                requirements = requirements + [
                    "torch>=2.12.0,<2.13.0",
                    "tensorrt_rtx>=1.4.0.76",
                    "tensorrt>=10.16.1,<10.17.0",
                    f"{tensorrt_prefix}-libs>=10.16.1,<10.17.0",
                ]
            """)
        .With("pyproject.toml", """
            requires = [
                "torch>=2.12.0,<2.13.0",
                "tensorrt>=10.3.0,<10.4.0;platform_machine == 'aarch64' and 'tegra' in platform_release",
            ]
            test-ext = ["torchvision>=0.27.0.dev,<0.28.0"]
            """)
        .With("dev_dep_versions.yml", "__cuda_version__: \"13.0\"\n__tensorrt_version__: \"10.16.1\"\n__tensorrt_rtx_version__: \"1.4.0\"\n")
        .With("py/requirements.txt", "--extra-index-url https://download.pytorch.org/whl/test/cu130\ntorch>=2.12.0,<2.13.0\nsetuptools")
        .With("MODULE.bazel", $"module(\n    name = \"torch_tensorrt\",\n    version = \"{module}\",\n)\n\nbazel_dep(name = \"platforms\", version = \"0.0.10\")\n")
        .With("docker/MODULE.bazel.ngc", $"module(\n    name = \"torch_tensorrt\",\n    version = \"{ngc}\",\n)\n")
        .With("docker/MODULE.bazel.docker", "module(\n    name = \"torch_tensorrt\",\n    version = \"${BUILD_VERSION}\",\n)\n")
        .With("cpp/include/torch_tensorrt/macros.h", macros)
        .With("docsrc/conf.py", "version = release = f\"v{_raw_version}\"\n")
        .With("docsrc/generate_versions.py", """
            VERSIONS = [
                {
                    "name": "main (latest)",
                    "version": "main",
                    "url": "https://pytorch.org/TensorRT/",
                    "preferred": True,
                },
                {
                    "name": "v2.10.0",
                    "version": "v2.10.0",
                    "url": "https://pytorch.org/TensorRT/v2.10.0/",
                },
            ]

            """)
        .With("docs/versions.json", """
            [
              {
                "name": "main (latest)",
                "version": "main",
                "url": "https://pytorch.org/TensorRT/",
                "preferred": true
              },
              {
                "name": "v2.10.0",
                "version": "v2.10.0",
                "url": "https://pytorch.org/TensorRT/v2.10.0/"
              }
            ]

            """);

    public static string Macros(string prefix, int major, int minor, int patch) => $"""
        #pragma once
        #define {prefix}_MAJOR_VERSION {major}
        #define {prefix}_MINOR_VERSION {minor}
        #define {prefix}_PATCH_VERSION {patch}
        #define {prefix}_VERSION STR({prefix}_MAJOR_VERSION)

        """;
}
