#!/bin/bash

# Functions for the project's own machines; the release workflow builds without them.

export PROJECT_DIR=/workspace/TensorRT

build_wheel() {
    cd ${PROJECT_DIR}
    export BUILD_VERSION=$($1/bin/python3 -c "import versions; print(versions.base_version())")
    CI_BUILD=1 RELEASE=1 $1/bin/python setup.py bdist_wheel
    $1/bin/python -m zipfile --list dist/torch_tensorrt-*-${2}-linux_x86_64.whl
}

py311() {
    build_wheel /opt/python/cp311-cp311
}

py312() {
    build_wheel /opt/python/cp312-cp312
}
