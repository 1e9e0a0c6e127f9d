# Configuration file for the Sphinx documentation builder.

import os
import subprocess

# -- Project information -----------------------------------------------------

project = 'Torch-TensorRT'
copyright = '2021, the Torch-TensorRT authors'
author = 'the Torch-TensorRT authors'

version = 'master'
# The full version, including alpha/beta/rc tags
release = 'master'

# -- General configuration ---------------------------------------------------

extensions = [
    'breathe',
    'sphinx.ext.napoleon',
]

exclude_patterns = ['_build', '_tmp', 'Thumbs.db', '.DS_Store']

# Setup the breathe extension
breathe_projects = {"Torch-TensorRT": "./_tmp/xml"}
breathe_default_project = "Torch-TensorRT"

# -- Options for HTML output -------------------------------------------------

html_show_sourcelink = True
html_theme_path = ['_themes']
html_theme = 'torch_tensorrt'
html_theme_options = {
    # Set the name of the project to appear in the navigation.
    'nav_title': 'Torch-TensorRT',
    'repo_url': 'https://github.com/nvidia/Torch-TensorRT/',
    "version_info": {
        "master": "https://nvidia.github.io/Torch-TensorRT/",
        "v1.0.0": "https://nvidia.github.io/Torch-TensorRT/v1.0.0/",
        "v0.4.1": "https://nvidia.github.io/Torch-TensorRT/v0.4.1/",
        "v0.4.0": "https://nvidia.github.io/Torch-TensorRT/v0.4.0/",
        "v0.3.0": "https://nvidia.github.io/Torch-TensorRT/v0.3.0/",
        "v0.2.0": "https://nvidia.github.io/Torch-TensorRT/v0.2.0/",
        "v0.1.0": "https://nvidia.github.io/Torch-TensorRT/v0.1.0/",
    }
}

# Tell sphinx what the primary language being documented is.
primary_domain = 'cpp'
cpp_id_attributes = ["TORCHTRT_API"]

# Tell sphinx what the pygments highlight language should be.
highlight_language = 'cpp'


def run_doxygen(app):
    os.makedirs(os.path.join(app.srcdir, '_tmp'), exist_ok=True)
    subprocess.run(['doxygen', 'Doxyfile'], cwd=app.srcdir, check=True)


def setup(app):
    app.connect('builder-inited', run_doxygen)
