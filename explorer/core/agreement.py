"""Whether two Traces say the same, bit for bit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from explorer.core.graph import Call, Trace

_STRUCTURE = ("name", "path", "index", "kind", "op", "parents", "module", "function")
_VALUES = ("inputs", "output", "args", "kwargs")


def difference(first: Trace, second: Trace) -> str:
    """Where two traces of one network differ first, in words; empty if every value is equal bit for bit."""
    if [call.name for call in first] != [call.name for call in second]:
        return "other calls were made"
    if not equal_bits(dict(first.inputs), dict(second.inputs)):
        return "the inputs differ"
    for a, b in zip(first, second, strict=True):
        where = _difference(a, b)
        if where:
            return f"{where} of {a.name} differ" if where.endswith("s") else f"the {where} of {a.name} differs"
    return "" if equal_bits(first.output, second.output) else "the network's output differs"


def _difference(a: Call, b: Call) -> str:
    for field in _STRUCTURE:
        if getattr(a, field) != getattr(b, field):
            return field
    if not equal_bits(dict(a.parameters), dict(b.parameters)):
        return "parameters"
    return next((field for field in _VALUES if not equal_bits(getattr(a, field), getattr(b, field))), "")


def equal_bits(a: Any, b: Any) -> bool:
    """Whether two nests hold the same: tensors by type, shape and bits (a NaN equals itself), the rest by ==."""
    if isinstance(a, torch.Tensor) or isinstance(b, torch.Tensor):
        return isinstance(a, torch.Tensor) and isinstance(b, torch.Tensor) and _equal_tensors(a, b)
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(equal_bits(a[key], b[key]) for key in a)
    if isinstance(a, (tuple, list)) and isinstance(b, (tuple, list)):
        return len(a) == len(b) and all(map(equal_bits, a, b))
    return a is b or bool(a == b)


def _equal_tensors(a: torch.Tensor, b: torch.Tensor) -> bool:
    if a is b:
        return True
    if (a.shape, a.dtype, a.device) != (b.shape, b.dtype, b.device):
        return False
    with torch.no_grad():
        return torch.equal(_bits(a), _bits(b))


def _bits(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.resolve_conj().resolve_neg().reshape(-1).view(torch.uint8)
