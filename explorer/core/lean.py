"""Traces without values: what nobody asked for is replaced by tensors that have a shape but no numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from explorer.core.graph import Call, Trace, tensors_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    Sink = Callable[[Trace, Call], None]
    """Gets every call right after it was made, with the trace as far as it goes; the values may be gone afterwards."""

VALUES = ("inputs", "output", "args", "kwargs")
"""The attributes of a call that hold tensors which are others in each run."""

_META = torch.device("meta")


def has_values(call: Call) -> bool:
    """Whether what a call saw and said is there, not only its shapes."""
    return not any(tensor.is_meta for tensor in tensors_in([call.output, list(call.inputs)]))


def absent(value: Any, known: dict[int, torch.Tensor] | None = None) -> Any:
    """A nest with tensors of the same shapes and types on the meta device: reading a number of theirs raises.

    Args:
        value: tensors, or tuples, lists and dicts of them.
        known: id -> tensor: what replaces one that occurs again, so that the same stays the same.
    """
    known = {} if known is None else known
    if isinstance(value, torch.Tensor):
        if id(value) not in known:
            known[id(value)] = torch.empty_like(value, device=_META) if value.layout is torch.strided else value
        return known[id(value)]
    if isinstance(value, (tuple, list)):
        items = [absent(item, known) for item in value]
        return items if isinstance(value, list) else _tuple_like(value, items)
    if isinstance(value, dict):
        return {key: absent(item, known) for key, item in value.items()}
    return value


class Shapes:
    """Values without numbers, made once: small pieces of memory between large ones keep these from being used again."""

    def __init__(self) -> None:
        self._known: dict[int, torch.Tensor] = {}

    def of(self, number: int, value: Any) -> Any:
        """As `absent`; the same object as last time for a tensor that has the same number and shape."""
        if not isinstance(value, torch.Tensor):
            return absent(value)
        known = self._known.get(number)
        if known is None or known.shape != value.shape or known.dtype is not value.dtype:
            known = self._known[number] = absent(value)
        return known


def _tuple_like(value: tuple[Any, ...], items: list[Any]) -> Any:
    if type(value) in (tuple, torch.Size):
        return type(value)(items)
    cls: Any = type(value)
    return cls(*items) if hasattr(value, "_fields") else cls(items)


def let_go(trace: Trace, keep: Collection[str]) -> None:
    """Take the values from a recorded trace, but for the calls named in `keep`, the inputs and the output.

    It stays the same object, so that whatever was measured of it is still known.
    """
    kept: list[Any] = [dict(trace.inputs), trace.output, [_values(trace[name]) for name in keep if name in trace]]
    kept += [tensor for call in trace for tensor in [*unmade(trace, call), *call.parameters.values()]]
    known = {id(tensor): tensor for tensor in tensors_in(kept)}
    # Ids tell tensors apart only while they live.
    replaced = [tuple(absent(value, known) for value in _values(call)) for call in trace]
    for call, values in zip(trace, replaced, strict=True):
        for name, value in zip(VALUES, values, strict=True):
            object.__setattr__(call, name, value)


def unmade(trace: Trace, call: Call) -> list[torch.Tensor]:
    """The tensors that go into a call although none of its parents has made them: constants, views."""
    made = {id(x) for name in call.parents if name in trace for x in tensors_in(trace[name].output)}
    return [x for x in call.inputs if id(x) not in made]


def _values(call: Call) -> tuple[Any, ...]:
    return tuple(getattr(call, name) for name in VALUES)
