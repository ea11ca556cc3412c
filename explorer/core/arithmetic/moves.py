"""Where a number came from that no operation changed: flattened, permuted, sliced, joined, padded, handed on.

The operation is run again on the numbers of the input's cells instead of their values: what then stands in the place
that is asked for is the number of the cell that the value came from. So this holds for every operation that only moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from explorer.core.arithmetic.case import broadcast, number
from explorer.core.arithmetic.explanation import NotExplained, Places, Terms
from explorer.core.graph import tensors_in
from explorer.core.settings import bound
from explorer.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.core.arithmetic.case import Case
    from explorer.core.arithmetic.explanation import Explanation
    from explorer.core.graph import Call

_NOWHERE = 0.0


class _Numbering:
    """Gives the cells of tensors numbers from 1 on; 0 is nobody's."""

    def __init__(self) -> None:
        self._tensors: list[torch.Tensor] = []
        self._first: list[int] = []
        self._next = 1

    def numbered(self, value: Any) -> Any:
        """A nest with every tensor's cells numbered; anything else is left as it is."""
        if isinstance(value, torch.Tensor):
            self._tensors.append(value)
            self._first.append(self._next)
            self._next += value.numel()
            # Counted in float64: exact up to 2^53, and every operation takes it.
            return torch.arange(self._first[-1], self._next, dtype=torch.float64).reshape(value.shape)
        if isinstance(value, (tuple, list)):
            return type(value)([self.numbered(item) for item in value])
        return value

    def cell(self, number_: int) -> tuple[torch.Tensor, tuple[int, ...]] | None:
        """The tensor and index that a number stands for."""
        if number_ <= 0:
            return None
        which = int(np.searchsorted(self._first, number_, side="right")) - 1
        tensor = self._tensors[which]
        return tensor, tuple(int(i) for i in np.unravel_index(number_ - self._first[which], tuple(tensor.shape)))


def move(case: Case) -> Explanation:
    """Any operation that only moves the cells of its first argument."""
    numbering = _Numbering()
    call = case.call
    first, *others = call.args or (call.kwargs.get("tensors", case.source),)
    with torch.no_grad():
        moved = _run(case, numbering.numbered(first), *(_on_cpu(other) for other in others))
    # What is no cell of the input is what unfolding and triangles fill up with.
    return _moved(case, numbering, moved, 0.0)


def _run(case: Case, first: Any, *others: Any) -> torch.Tensor:
    call = case.call
    if call.function is None:
        module: Any = call.module
        result = type(module).forward(module, first)
    else:
        named = {name: _on_cpu(value) for name, value in call.kwargs.items() if name not in ("out", "input", "tensors")}
        result = call.function(first, *others, **named)
    tensor = next(tensors_in(result), None)
    if tensor is None:
        raise NotExplained("'{0}' moves its input in a way that cannot be repeated.", call.name)
    return tensor


def _on_cpu(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return value.detach().cpu()
    if isinstance(value, (tuple, list)):
        return type(value)([_on_cpu(item) for item in value])
    return value


def _moved(case: Case, numbering: _Numbering, moved: torch.Tensor, fill: float | None) -> Explanation:
    if moved.shape != case.tensor.shape:
        raise NotExplained("'{0}' does not give the same shape a second time.", case.call.name)
    return _from_cell(case, numbering.cell(int(moved[case.index])), fill)


def _from_cell(case: Case, cell: tuple[torch.Tensor, tuple[int, ...]] | None, fill: float | None) -> Explanation:
    """The account of a value that stood in `cell` before, None for the number `fill` that was written there."""
    if cell is None:
        if fill is None:
            raise NotExplained("This cell of '{0}' came from no cell of its input.", case.call.name)
        values = np.array([fill])
        terms = Terms(values, None, values, Places.nowhere(1), padded=np.ones(1, bool))
        return case.explained("move", terms, formula=Words("filled in"))
    tensor, index = cell
    values = np.array([number(tensor, index)])
    return case.explained("move", Terms(values, None, values, case.places(tensor, [index])), formula="x")


def grid(case: Case) -> Explanation:
    """torch.meshgrid: several lines spread over one grid."""
    numbering = _Numbering()
    moved = case.call.function(*numbering.numbered(case.call.args), **case.call.kwargs)  # type: ignore[misc]
    return _moved(case, numbering, moved[0], None)


def copied(case: Case) -> Explanation:
    """x.copy_(y): the values of the second."""
    written = bound(case.call, ("input", "src"))["src"]
    return _from_cell(case, (written, broadcast(case.index, written.shape)), None)


def same(case: Case) -> Explanation:
    """What hands on its input, cell by cell: identity, dropout in evaluation, another number format."""
    return _from_cell(case, (case.source, broadcast(case.index, case.source.shape)), None)


def dropout(case: Case) -> Explanation:
    """In evaluation dropout hands on its input."""
    given = bound(case.call, ("input", "p", "training"))
    # F.dropout is in training unless it is told otherwise; F.alpha_dropout is not.
    training = given.get("training", "alpha" not in case.call.op)
    if case.call.function is not None and training and float(given.get("p", 0.5)) > 0:
        raise NotExplained("'{0}' dropped random cells, as in training: which ones is not known.", case.call.name)
    return same(case)


def pad(case: Case) -> Explanation:
    """F.pad and the padding layers: the edge is filled, mirrored, repeated or continued from the other side."""
    call = case.call
    if call.function is not None:
        given = bound(call, ("input", "pad", "mode", "value"))
        widths, mode, fill = given["pad"], given.get("mode", "constant"), given.get("value") or 0.0
    else:
        module: Any = call.module
        mode = next((m for m in ("Reflection", "Replication", "Circular") if m in call.op), "constant")
        mode = {"Reflection": "reflect", "Replication": "replicate", "Circular": "circular"}.get(mode, mode)
        widths, fill = module.padding, getattr(module, "value", 0.0)
    numbering = _Numbering()
    # Its own number would be taken for a cell's.
    filled = {"value": _NOWHERE} if mode == "constant" else {}
    moved = torch.nn.functional.pad(numbering.numbered(case.source), [int(w) for w in widths], mode, **filled)
    return _moved(case, numbering, moved, float(fill))


def set_item(case: Case) -> Explanation:
    """x[...] = y: the old value, or the written one."""
    before, key, written = case.call.args[:3]
    numbering = _Numbering()
    moved = numbering.numbered(before)
    moved[_on_cpu(key)] = numbering.numbered(written) if isinstance(written, torch.Tensor) else _NOWHERE
    return _moved(case, numbering, moved, None if isinstance(written, torch.Tensor) else float(written))


def where(case: Case) -> Explanation:
    """torch.where: one of two, by a condition."""
    given = bound(case.call, ("condition", "input", "other"))
    if "other" not in given:
        raise NotExplained("'{0}' lists the places where its input is not zero.", case.call.name)
    condition = given["condition"]
    chosen = given["input" if number(condition, broadcast(case.index, condition.shape)) else "other"]
    if not isinstance(chosen, torch.Tensor):
        return _from_cell(case, None, float(chosen))
    return _from_cell(case, (chosen, broadcast(case.index, chosen.shape)), None)


def masked_fill(case: Case) -> Explanation:
    """A number where a mask says so, else the old value."""
    given = bound(case.call, ("input", "mask", "value"))
    mask, fill = given["mask"], given["value"]
    if number(mask, broadcast(case.index, mask.shape)):
        return _from_cell(case, None, number(fill) if isinstance(fill, torch.Tensor) else float(fill))
    return same(case)


def filled_with(fill: float | None) -> Callable[[Case], Explanation]:
    """How to explain a tensor of one number: zeros, ones; None for a number that is the last argument."""

    def explain(case: Case) -> Explanation:
        given = case.call.kwargs.get("fill_value", case.call.kwargs.get("value", case.call.args[-1]))
        value = fill if fill is not None else number(given) if isinstance(given, torch.Tensor) else float(given)
        return _from_cell(case, None, value)

    return explain


def embedding(case: Case) -> Explanation:
    """A row of a table, chosen by a number."""
    given = bound(case.call, ("input", "weight")) if case.call.function is not None else {}
    weight = given.get("weight", case.call.parameters.get("weight"))
    if weight is None:
        raise NotExplained("The table of '{0}' cannot be read.", case.call.name)
    row = int(number(case.source, case.index[:-1]))
    return _from_cell(case, (weight, (row, case.index[-1])), None)


def handed_on(call: Call) -> torch.Tensor | None:
    """The input that a call gave back as it was: the last word of a module of several operations is such a call."""
    own = call.tensor
    if own is None:
        return None
    return next((tensor for tensor in call.inputs if tensor is own or _is_view(tensor, own)), None)


def hand_on(case: Case) -> Explanation:
    """A value that a call handed on without doing anything."""
    tensor = handed_on(case.call)
    assert tensor is not None
    return _from_cell(case, (tensor, case.index), None)


def _is_view(left: torch.Tensor, right: torch.Tensor) -> bool:
    return left.shape == right.shape and left.stride() == right.stride() and left.data_ptr() == right.data_ptr()
