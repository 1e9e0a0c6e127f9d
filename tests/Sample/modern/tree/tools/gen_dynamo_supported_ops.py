"""Generates docsrc/indices/supported_ops.rst from the coverage of the dynamo frontend.

Run ``python py/torch_tensorrt/dynamo/tools/opset_coverage.py`` first.
"""

import json
import sys
import tempfile
from pathlib import Path

TITLE = "Operators Supported"
OUT = Path(__file__).parents[1] / "docsrc" / "indices" / "supported_ops.rst"


def section(title, schemas, count_line):
    lines = [title, "-" * len(title), "", count_line % len(schemas), ""]
    lines += [f"- {schema}" for schema in schemas]
    return lines + [""]


def index(coverage):
    def of(status):
        return sorted(op["schema"] for op in coverage["support_status"].values() if op["status"] == status)

    lines = [".. _supported_ops:", "", "=" * 33, TITLE, "=" * 33, ""]
    lines += section("ATen Core Ops — Converted", of("CONVERTED"), "*%d operators with native Dynamo converters.*")
    lines += section("ATen Core Ops — Lowered via Decomposition", of("LOWERED"), "*%d operators that are decomposed before conversion.*")
    return "\n".join(lines)


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.gettempdir())
    OUT.write_text(index(json.loads((folder / "aten_coverage_status.json").read_text())), encoding="utf-8")
    print(f"Written {OUT}")
