"""Compiles PyTorch and TorchScript modules to TensorRT."""

from torch_tensorrt._compile import check_method_operator_support, supported_operators
from torch_tensorrt._version import __version__

__all__ = ["__version__", "check_method_operator_support", "supported_operators"]
