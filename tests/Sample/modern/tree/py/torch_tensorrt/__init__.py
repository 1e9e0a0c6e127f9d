"""Compiles PyTorch modules to TensorRT."""

from torch_tensorrt._version_of_checkout import __version__

__all__ = ["__version__", "check_method_operator_support", "supported_operators"]


def __getattr__(name):
    # The documentation and the tools import this package before its extension module is built.
    if name in ("check_method_operator_support", "supported_operators"):
        from torch_tensorrt import _compile

        return getattr(_compile, name)
    if name == "_C":
        import importlib

        return importlib.import_module("torch_tensorrt._C")
    raise AttributeError(f"module 'torch_tensorrt' has no attribute '{name}'")
