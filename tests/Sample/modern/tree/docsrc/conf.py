# Configuration file for the Sphinx documentation builder.

import os
import subprocess
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../py"))

import torch_tensorrt

# -- Project information -----------------------------------------------------

project = "Torch-TensorRT"
copyright = "2024, the Torch-TensorRT authors"
author = "the Torch-TensorRT authors"

_raw_version = torch_tensorrt.__version__
version = f"v{_raw_version}"
# The full version, including alpha/beta/rc tags
release = f"v{_raw_version}"
# Development builds have no entry in versions.json of their own.
_version_match = "main" if ("dev" in _raw_version or "+" in _raw_version) else version

# -- General configuration ---------------------------------------------------

extensions = [
    "breathe",
    "sphinx.ext.napoleon",
]

exclude_patterns = ["_build", "_tmp", "Thumbs.db", ".DS_Store"]

breathe_projects = {"Torch-TensorRT": "./_tmp/xml"}
breathe_default_project = "Torch-TensorRT"

# -- Options for HTML output -------------------------------------------------

html_theme_path = ["_themes"]
html_theme = "torch_tensorrt"
html_theme_options = {
    "nav_title": "Torch-TensorRT",
    "repo_url": "https://github.com/pytorch/tensorrt",
    "switcher": {
        "json_url": "https://pytorch.org/TensorRT/versions.json",
        "version_match": _version_match,
    },
}

primary_domain = "cpp"
cpp_id_attributes = ["TORCHTRT_API"]
highlight_language = "cpp"


def run_doxygen(app):
    os.makedirs(os.path.join(app.srcdir, "_tmp"), exist_ok=True)
    subprocess.run(["doxygen", "Doxyfile"], cwd=app.srcdir, check=True)


def setup(app):
    app.connect("builder-inited", run_doxygen)
