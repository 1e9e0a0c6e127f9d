import os
import re
import sys
from pathlib import Path

from setuptools import Extension, find_namespace_packages, setup

sys.path.insert(0, str(Path(__file__).parent.absolute()))

import versions

__version__: str = "0.0.0"
__cuda_version__: str = "0.0"
__tensorrt_version__: str = "0.0"

RELEASE = os.environ.get("RELEASE") == "1"
IS_JETPACK = False

if "--release" in sys.argv:
    RELEASE = True
    sys.argv.remove("--release")

if "--jetpack" in sys.argv:
    IS_JETPACK = True
    sys.argv.remove("--jetpack")

ROOT = Path(__file__).parent.absolute()
PACKAGE = ROOT / "py" / "torch_tensorrt"

__version__ = versions.package_version(RELEASE)


def load_dep_info():
    global __cuda_version__
    global __tensorrt_version__
    pins = dict(re.findall(r'^(\w+): "([^"]+)"$', (ROOT / "dev_dep_versions.yml").read_text(), re.MULTILINE))
    __cuda_version__ = pins["__cuda_version__"]
    __tensorrt_version__ = pins["__tensorrt_version__"]


load_dep_info()


def gen_version_file():
    (PACKAGE / "_version.py").write_text(
        f'__version__ = "{__version__}"\n'
        f'__cuda_version__ = "{__cuda_version__}"\n'
        f'__tensorrt_version__ = "{__tensorrt_version__}"\n'
    )


def get_jetpack_requirements(base_requirements):
    return base_requirements + ["torch>=2.8.0,<2.9.0", "tensorrt>=10.3.0,<10.4.0"]


def get_x86_64_requirements(base_requirements):
    return base_requirements + [
        "torch>=2.12.0.dev,<2.13.0",
        "tensorrt>=10.15.1,<10.16.0",
    ]


def get_requirements():
    base_requirements = ["packaging>=23", "typing-extensions>=4.7.0"]
    if IS_JETPACK:
        return get_jetpack_requirements(base_requirements)
    return get_x86_64_requirements(base_requirements)


gen_version_file()

setup(
    name="torch_tensorrt",
    version=__version__,
    ext_modules=[
        Extension(
            "torch_tensorrt._C",
            ["py/torch_tensorrt/csrc/torch_tensorrt_py.cpp", "py/torch_tensorrt/csrc/library.cpp"],
            include_dirs=[".", "cpp/include"],
            extra_compile_args=["-std=c++17", f"-ffile-prefix-map={ROOT}=."],
            language="c++",
        )
    ],
    zip_safe=False,
    # Extras, not requirements: this small library runs without them, and its wheel installs where there is no package index.
    extras_require={"all": get_requirements()},
    packages=find_namespace_packages(where="py", include=["torch_tensorrt*"], exclude=["*.csrc"]),
    package_dir={"": "py"},
    exclude_package_data={"torch_tensorrt": ["csrc/*"]},
)
