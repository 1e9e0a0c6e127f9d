using System.Text;

namespace TorchTrt.Release.Tests.Docs.Conf;

/// <summary>The shapes that conf.py has had in Torch-TensorRT, shortened: only what its version hangs on, each in its own way of writing.</summary>
internal static class ConfEras
{
    /// <summary>v0.0.2: released with the version left in it.</summary>
    public const string Written = """
        import sphinx_material
        project = 'TRTorch'
        release = '0.0.2'
        html_theme_options = {
            "version_info": {
                "master": "https://nvidia.github.io/TRTorch/",
            }
        }
        """;

    /// <summary>v0.0.3 to v1.1.1: set by hand for the frozen pass and back.</summary>
    public const string Master = """
        import os
        import sys
        sys.path.append(os.path.join(os.path.dirname(__name__), '../py'))
        import sphinx_material
        project = 'Torch-TensorRT'
        # The full version, including alpha/beta/rc tags
        release = 'master'
        html_theme_options = {
            "version_info": {
                "master": "https://nvidia.github.io/Torch-TensorRT/",
            }
        }
        """;

    /// <summary>v1.2.0: the library is asked, and "master" stays.</summary>
    public const string MasterOfLibrary = """
        import torch
        import pytorch_sphinx_theme
        import torch_tensorrt
        project = "Torch-TensorRT"
        version = "master (" + torch_tensorrt.__version__ + ")"
        release = "master"
        html_theme_options = {
            "version_info": {
                "master": "https://nvidia.github.io/Torch-TensorRT/",
            },
        }
        """;

    /// <summary>v1.3.0 to v2.11.0.</summary>
    public const string Library = """
        import pytorch_sphinx_theme
        import torch
        import torch_tensorrt
        from docutils import nodes
        project = "Torch-TensorRT"
        version = f"v{torch_tensorrt.__version__}"
        # The full version, including alpha/beta/rc tags
        release = f"v{torch_tensorrt.__version__}"
        html_theme_options = {
            "version_info": {
                "main": "https://pytorch.org/TensorRT/",
            },
        }
        def patched_make_field(self, types, domain, items, **kw):
            version = types
        """;

    /// <summary>Since v2.12.0: the switcher's mark is computed before Sphinx's command line has a say.</summary>
    public const string Switcher = """
        import pytorch_sphinx_theme2
        import torch
        import torch_tensorrt
        _raw_version = torch_tensorrt.__version__
        version = f"v{_raw_version}"
        # The full version, including alpha/beta/rc tags
        release = f"v{_raw_version}"
        _version_match = "main" if ("dev" in _raw_version or "+" in _raw_version) else version
        html_title = "Torch-TensorRT"
        html_theme_options = {
            "switcher": {
                "json_url": "https://raw.githubusercontent.com/pytorch/TensorRT/refs/heads/main/docs/versions.json",
                "version_match": _version_match,
            },
        }
        """;

    /// <summary>Which release has which shape.</summary>
    public static IReadOnlyList<(string Release, string Conf)> Releases { get; } =
    [
        ("v0.0.2", Written),
        .. new[] { "v0.0.3", "v0.1.0", "v0.2.0", "v0.3.0", "v0.4.0", "v0.4.1", "v1.0.0", "v1.1.0", "v1.1.1" }.Select(release => (release, Master)),
        ("v1.2.0", MasterOfLibrary),
        .. new[] { "v1.3.0", "v1.4.0", "v2.2.0", "v2.3.0", "v2.4.0", "v2.5.0", "v2.6.0", "v2.6.1", "v2.7.0", "v2.8.0", "v2.9.0", "v2.10.0", "v2.11.0" }.Select(release => (release, Library)),
        .. new[] { "v2.12.0", "v2.12.1", "v2.13.0", "main" }.Select(release => (release, Switcher)),
    ];

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
