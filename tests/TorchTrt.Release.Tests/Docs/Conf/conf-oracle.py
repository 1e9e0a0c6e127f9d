"""Stamps conf.py files through Python's own grammar, and compares. A line in: two texts as JSON. A line out: "same", "no python", or the difference."""

import ast
import json
import sys
import warnings

STAMP, BARE = "v2.13.0", "2.13.0"
LIBRARIES = ("torch_tensorrt", "trtorch", "torch_tensorrt_rtx")
warnings.simplefilter("ignore")


def statements(body):
    """Those of the module: not in functions and classes, whose names are their own."""
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        yield node
        for part in ("body", "orelse", "finalbody"):
            yield from statements(getattr(node, part, []))
        for handler in getattr(node, "handlers", []):
            yield from statements(handler.body)


def targets(node):
    if isinstance(node, ast.Assign):
        # Several values at once are left alone.
        if any(isinstance(target, (ast.Tuple, ast.List, ast.Starred, ast.Subscript)) for target in node.targets):
            return []
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    if isinstance(node, ast.AnnAssign) and node.value is not None and isinstance(node.target, ast.Name):
        return [node.target.id]
    return []


def dotted(node):
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (start := dotted(node.value)):
        return f"{start}.{node.attr}"
    return None


def stamped(text):
    tree = ast.parse(text)
    imports, last = {}, {}
    for node in statements(tree.body):
        if isinstance(node, ast.Import):
            imports.update({alias.asname or alias.name: alias.name for alias in node.names})
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imports.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
        for name in targets(node):
            last[name] = node

    def library(value):
        name = dotted(value)
        if name is None:
            return False
        start, dot, attribute = name.rpartition(".")
        return (attribute == "__version__" and imports.get(start) in LIBRARIES) or any(imports.get(name) == f"{module}.__version__" for module in LIBRARIES)

    for name, node in last.items():
        if name not in ("version", "release") and library(node.value):
            node.value = ast.Constant(BARE)
    for name in ("version", "release"):
        if name in last:
            last[name].value = ast.Constant(STAMP)
    for node in statements(tree.body):
        for part in ast.walk(node) if targets(node) else ():
            if isinstance(part, ast.Dict):
                part.values = [ast.Constant(STAMP) if isinstance(key, ast.Constant) and key.value == "version_match" else value for key, value in zip(part.keys, part.values)]
    return ast.dump(tree)


def parsed(text):
    try:
        return ast.dump(ast.parse(text))
    except (SyntaxError, ValueError) as problem:
        return f"no python: {problem}"


for line in sys.stdin:
    before, after = json.loads(line)
    try:
        wanted = stamped(before)
    except (SyntaxError, ValueError):
        print("no python", flush=True)
        continue
    found = parsed(after)
    print("same" if found == wanted else f"wanted {wanted}\tfound {found}".replace("\n", " "), flush=True)
