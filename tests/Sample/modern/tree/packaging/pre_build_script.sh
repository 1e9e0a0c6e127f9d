#!/bin/bash

set -x

# The container has all that this small library is built with; MODULE.bazel is written for the CUDA that is built for.
command -v g++ || exit 1
sed -e "s|\${BUILD_VERSION}|${BUILD_VERSION}|" -e "s|\${CUDA_HOME}|${CUDA_HOME}|" toolchains/ci_workspaces/MODULE.bazel.tmpl > MODULE.bazel
cat MODULE.bazel
export CI_BUILD=1
