"""Whether two Traces say the same, bit for bit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from explorer.core.graph import Call, Trace

_STRUCTURE = ("name", "path", "index", "kind", "op", "parents", "module", "function")
_VALUES = ("inputs", "output", "args", "kwargs")


class Comparison:
    """Compares a trace with another one that is being made, call by call: the other's values need not be kept.

    Attributes:
        found: where they differ first, in words; empty so far.
    """

    def __init__(self, expected: Trace) -> None:
        self._expected = expected
        self._calls = iter(expected)
        self.found = ""

    def __call__(self, trace: Trace, call: Call) -> None:
        """The next call of the other trace."""
        expected = next(self._calls, None)
        if self.found:
            return
        if expected is None or expected.name != call.name:
            self.found = "other calls were made"
        elif where := _difference(expected, call):
            self.found = (
                f"{where} of {call.name} differ" if where.endswith("s") else f"the {where} of {call.name} differs"
            )

    def with_ends(self, trace: Trace) -> str:
        """What was found when all calls had been made, inputs and output compared as well."""
        if not self.found and next(self._calls, None) is not None:
            return "other calls were made"
        if not equal_bits(dict(self._expected.inputs), dict(trace.inputs)):
            return "the inputs differ"
        return self.found or ("" if equal_bits(self._expected.output, trace.output) else "the network's output differs")


def difference(first: Trace, second: Trace) -> str:
    """Where two traces of one network differ first, in words; empty if every value is equal bit for bit."""
    comparison = Comparison(first)
    for call in second:
        comparison(second, call)
    return comparison.with_ends(second)


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
