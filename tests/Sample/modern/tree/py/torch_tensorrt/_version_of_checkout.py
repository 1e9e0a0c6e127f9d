"""The version: as it was built, or that of the checkout where nothing was built yet."""

from pathlib import Path

try:
    from torch_tensorrt._version import __version__
except ImportError:
    _base = (Path(__file__).parents[2] / "version.txt").read_text().strip()
    __version__ = (_base[: -len("a0")] if _base.endswith("a0") else _base) + ".dev0"
