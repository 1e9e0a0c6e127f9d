#!/bin/bash

# Example usage: docker run -it -v$(pwd)/..:/workspace/Torch-TensorRT build_torch_tensorrt_wheel /bin/bash /workspace/Torch-TensorRT/py/build_whl.sh

set -euo pipefail

PROJECT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
DIST_DIR="${DIST_DIR:-${PROJECT_DIR}/py/dist}"

# The checkout is only read: what setuptools writes beside the sources goes into a copy of them.
BUILD_DIR="$(mktemp -d)"
trap 'rm -rf "${BUILD_DIR}"' EXIT
export HOME="${BUILD_DIR}/home"
export CXX=g++
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-315532800}"

build_wheel() {
    local python="$1"
    local sources
    sources="${BUILD_DIR}/$(basename "$(dirname "$(dirname "${python}")")")"
    mkdir -p "${sources}" "${HOME}"
    tar -C "${PROJECT_DIR}" --exclude=py/dist --exclude=py/build -cf - core cpp py | tar -C "${sources}" -xf -
    (cd "${sources}/py" && "${python}" setup.py bdist_wheel --release --dist-dir "${DIST_DIR}")
}

mkdir -p "${DIST_DIR}"
built=0
for python in /opt/python/cp3*/bin/python; do
    [ -x "${python}" ] || continue
    build_wheel "${python}"
    built=$((built + 1))
done

if [ "${built}" -eq 0 ]; then
    echo "no interpreter in /opt/python/cp3*/bin: use a manylinux-like base image" >&2
    exit 1
fi

# Wheels belong to whoever owns the checkout, also when the container runs as root.
if [ "$(id -u)" -eq 0 ]; then
    chown -R --reference="${PROJECT_DIR}/py" "${DIST_DIR}"
fi
ls -l "${DIST_DIR}"
