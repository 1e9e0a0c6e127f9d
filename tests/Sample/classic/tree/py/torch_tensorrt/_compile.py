from typing import List

from torch_tensorrt import _C


def supported_operators() -> List[str]:
    """Schemas of every operator that the compiler supports, sorted."""
    return _C.supported_operators()


def check_method_operator_support(operators: List[str]) -> bool:
    """Whether a method can be compiled whole: every one of its operators is supported, once lowered."""
    if not operators:
        raise ValueError("a method has at least one operator")
    return _C.check_method_operator_support(operators)
