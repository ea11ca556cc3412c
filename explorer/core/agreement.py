"""Whether two Traces say the same, bit for bit."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.core.graph import Call, Trace

_STRUCTURE = ("name", "path", "index", "kind", "op", "parents", "module", "function")
_VALUES = ("inputs", "output", "args", "kwargs")
_WORDS = {1: torch.uint8, 2: torch.int16, 4: torch.int32, 8: torch.int64}
"""Whole numbers by their bytes: what bits are compared as."""


class Comparison:
    """Compares a trace with another one that is being made, call by call: the other's values need not be kept.

    Attributes:
        found: where they differ first, in words; empty so far.
    """

    def __init__(self, expected: Trace) -> None:
        self._expected = expected
        self._calls = iter(expected)
        self._equal: dict[int, tuple[weakref.ref[torch.Tensor], int]] = {}
        self.found = ""

    def __call__(self, trace: Trace, call: Call) -> None:
        """The next call of the other trace."""
        expected = next(self._calls, None)
        if self.found:
            return
        if expected is None or expected.name != call.name:
            self.found = "other calls were made"
        elif where := self._difference(expected, call):
            self.found = (
                f"{where} of {call.name} differ" if where.endswith("s") else f"the {where} of {call.name} differs"
            )

    def _difference(self, a: Call, b: Call) -> str:
        for field in _STRUCTURE:
            if getattr(a, field) != getattr(b, field):
                return field
        if not equal_bits(dict(a.parameters), dict(b.parameters)):
            return "parameters"
        return next(
            (field for field in _VALUES if not equal_bits(getattr(a, field), getattr(b, field), self._same)), ""
        )

    def _same(self, expected: torch.Tensor, other: torch.Tensor) -> bool:
        """Whether two tensors are equal; what one call says and the next ones see is compared once."""
        known = self._equal.get(id(expected))
        if known is not None and known[0]() is other and known[1] == _version(other):
            return True
        equal = _equal_tensors(expected, other)
        if equal:
            self._equal[id(expected)] = weakref.ref(other), _version(other)
        return equal

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


def equal_bits(a: Any, b: Any, tensors: Callable[[torch.Tensor, torch.Tensor], bool] | None = None) -> bool:
    """Whether two nests hold the same: tensors by type, shape and bits (a NaN equals itself), the rest by ==.

    Args:
        a: one nest.
        b: the other.
        tensors: says whether two tensors are equal, in place of comparing all of their bits.
    """
    if isinstance(a, torch.Tensor) or isinstance(b, torch.Tensor):
        both = isinstance(a, torch.Tensor) and isinstance(b, torch.Tensor)
        return both and (tensors or _equal_tensors)(a, b)
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(equal_bits(a[key], b[key], tensors) for key in a)
    if isinstance(a, (tuple, list)) and isinstance(b, (tuple, list)):
        return len(a) == len(b) and all(equal_bits(one, other, tensors) for one, other in zip(a, b, strict=True))
    return a is b or bool(a == b)


def _equal_tensors(a: torch.Tensor, b: torch.Tensor) -> bool:
    if a is b:
        return True
    if (a.shape, a.dtype, a.device) != (b.shape, b.dtype, b.device):
        return False
    with torch.no_grad():
        return torch.equal(_bits(a), _bits(b))


def _bits(tensor: torch.Tensor) -> torch.Tensor:
    flat = tensor.resolve_conj().resolve_neg().reshape(-1)
    return flat.view(_WORDS.get(flat.element_size(), torch.uint8))


def _version(tensor: torch.Tensor) -> int:
    return 0 if tensor.is_inference() else tensor._version
