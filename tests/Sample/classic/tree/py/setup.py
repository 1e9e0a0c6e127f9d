import os
import subprocess
import sys

from setuptools import Extension, find_packages, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.develop import develop
from setuptools.command.install import install
from wheel.bdist_wheel import bdist_wheel

dir_path = os.path.dirname(os.path.realpath(__file__))

CXX11_ABI = True

__version__ = '1.1.0a0'


def get_git_revision_short_hash() -> str:
    return subprocess.check_output(['git', 'rev-parse', '--short', 'HEAD'], cwd=dir_path).decode('ascii').strip()


if "--release" not in sys.argv:
    __version__ = __version__ + "+" + get_git_revision_short_hash()
else:
    sys.argv.remove("--release")

if "--use-pre-cxx11-abi" in sys.argv:
    sys.argv.remove("--use-pre-cxx11-abi")
    CXX11_ABI = False


def gen_version_file():
    with open(os.path.join(dir_path, 'torch_tensorrt', '_version.py'), 'w') as f:
        print("creating version file")
        f.write("__version__ = \"" + __version__ + "\"\n")


def with_version_file(command):
    """The command of setuptools, preceded by writing the version into the package."""

    class WithVersionFile(command):

        def run(self):
            gen_version_file()
            command.run(self)

    return WithVersionFile


ext_modules = [
    Extension(
        'torch_tensorrt._C',
        ['torch_tensorrt/csrc/torch_tensorrt_py.cpp', 'torch_tensorrt/csrc/library.cpp'],
        include_dirs=[os.path.join(dir_path, '..'), os.path.join(dir_path, '..', 'cpp', 'include')],
        extra_compile_args=['-std=c++14', '-ffile-prefix-map=' + os.path.dirname(dir_path) + '=.'] +
        (["-D_GLIBCXX_USE_CXX11_ABI=1"] if CXX11_ABI else ["-D_GLIBCXX_USE_CXX11_ABI=0"]),
        language='c++',
    )
]

with open(os.path.join(dir_path, "README.md"), "r", encoding="utf-8") as fh:
    long_description = fh.read()

setup(
    name='torch_tensorrt',
    version=__version__,
    description='Compiles PyTorch and TorchScript modules to TensorRT',
    long_description_content_type='text/markdown',
    long_description=long_description,
    ext_modules=ext_modules,
    # An extra, not a requirement: this small library runs without PyTorch, and its wheel installs where there is no package index.
    extras_require={'torch': [
        'torch>=1.10.0,<1.11.0',
    ]},
    cmdclass={
        'install': with_version_file(install),
        'develop': with_version_file(develop),
        'build_ext': with_version_file(build_ext),
        'bdist_wheel': with_version_file(bdist_wheel),
    },
    zip_safe=False,
    license="BSD",
    packages=find_packages(),
    python_requires='>=3.7',
    exclude_package_data={
        'torch_tensorrt': ['csrc/*'],
    })
