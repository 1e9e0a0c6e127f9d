#!/usr/bin/env python3
"""Generates versions.json for the version switcher of the documentation.

Add an entry whenever a release is published. `make html` writes the file to ../docs/versions.json.
"""

import json
import sys

VERSIONS = [
    {
        "name": "main (latest)",
        "version": "main",
        "url": "https://pytorch.org/TensorRT/",
        "preferred": True,
    },
    {
        "name": "v2.11.0",
        "version": "v2.11.0",
        "url": "https://pytorch.org/TensorRT/v2.11.0/",
    },
    {
        "name": "v2.10.0",
        "version": "v2.10.0",
        "url": "https://pytorch.org/TensorRT/v2.10.0/",
    },
    {
        "name": "v1.0.0",
        "version": "v1.0.0",
        "url": "https://nvidia.github.io/Torch-TensorRT/v1.0.0/",
    },
]

if __name__ == "__main__":
    payload = json.dumps(VERSIONS, indent=2) + "\n"
    if len(sys.argv) > 1:
        with open(sys.argv[1], "w") as f:
            f.write(payload)
        print(f"Written {sys.argv[1]}")
    else:
        print(payload, end="")
