"""Writes which operators the dynamo frontend covers, for tools/gen_dynamo_supported_ops.py."""

import json
import runpy
import sys
import tempfile
from pathlib import Path

STATUS_FILE = "aten_coverage_status.json"


def coverage():
    operators = runpy.run_path(str(Path(__file__).parents[1] / "conversion" / "operators.py"))
    status = {}
    for name, schema in operators["CONVERTED"].items():
        status[name] = {"schema": schema, "status": "CONVERTED"}
    for name, schema in operators["DECOMPOSED"].items():
        status[name] = {"schema": schema, "status": "LOWERED"}
    return {"support_status": status}


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.gettempdir())
    path = folder / STATUS_FILE
    path.write_text(json.dumps(coverage(), indent=2, sort_keys=True) + "\n")
    print(f"Written {path}")
