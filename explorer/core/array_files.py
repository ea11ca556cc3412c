"""One array of a trace as a file of numbers: .npy, .npz or .csv, with as many digits as read back the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import torch

from explorer.core.axes import call_maps
from explorer.core.export import as_array, untold, write_npz
from explorer.core.filters import kernels
from explorer.core.graph import INPUT
from explorer.core.lean import has_values
from explorer.core.settings import is_linear, weight_and_bias
from explorer.errors import ExplorerError
from explorer.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from explorer.core.graph import Call, Trace

ArrayName = Literal["map", "output", "kernel", "weight", "input"]
FORMATS = ("npy", "npz", "csv")

_DIGITS = {2: 5, 4: 9, 8: 17}
"""Significant digits after which a float of so many bytes reads back as itself."""
_AT_A_TIME = 1 << 14
_AXES = {1: ("cell",), 2: ("row", "column"), 3: ("channel", "row", "column"), 4: ("item", "channel", "row", "column")}


@dataclass(frozen=True, slots=True, eq=False)
class NamedArray:
    """Numbers to be written.

    Attributes:
        name: what they are called, as `conv1.output` or `conv1.weight[3]`.
        array: any shape and type.
        axes: what each dimension counts.
    """

    name: str
    array: np.ndarray
    axes: tuple[str, ...]


def arrays_of(trace: Trace, call: Call) -> list[ArrayName]:
    """Which arrays of a call there are to be written."""
    found: list[ArrayName] = []
    if call.tensor is not None and has_values(call) and call.tensor.numel():
        found += ["map", "output"]
    if weight_and_bias(call)[0] is not None:
        found += ["kernel", "weight"] if kernels(call) is not None or is_linear(call) else ["weight"]
    return [*found, "input"] if INPUT in trace.inputs else found


def array_of(trace: Trace, call: Call, channel: int, which: ArrayName) -> NamedArray:
    """The numbers themselves.

    `map` is one channel's map (H, W) as it is shown, in float32; `output` and `weight` are the call's own tensors;
    `kernel` is what one output channel weighs its inputs with, (in, kh, kw) or (in,); `input` is the network's.
    Raises ExplorerError where there is no such thing.
    """
    if which == "input":
        return _named(INPUT, as_array(trace.inputs[INPUT]))
    if which == "map":
        shown = call_maps(trace, call) if has_values(call) else None
        if shown is not None and channel < len(shown.maps):
            return NamedArray(f"{call.name}[{channel}]", shown.maps[channel], ("row", "column"))
    elif which == "output" and call.tensor is not None and has_values(call):
        return _named(call.name, as_array(call.tensor))
    elif which in ("kernel", "weight"):
        found = _weights(call, channel if which == "kernel" else None)
        if found is not None:
            return found
    wanted = {"map": Words("map"), "output": Words("output"), "kernel": Words("kernel"), "weight": Words("weight")}
    raise ExplorerError("{0} has no {1} that could be written.", call.name, wanted.get(which, which))


def _named(name: str, array: np.ndarray) -> NamedArray:
    return NamedArray(name, array, _AXES.get(array.ndim) or tuple(f"axis {axis}" for axis in range(array.ndim)))


def _weights(call: Call, channel: int | None) -> NamedArray | None:
    """All weights, or those of one output channel."""
    weight, _ = weight_and_bias(call)
    if weight is None:
        return None
    if channel is None:
        named = _named(f"{call.name}.weight", as_array(weight))
        return replace(named, axes=("output", "input", "row", "column")) if weight.ndim == 4 else named
    found = kernels(call)
    # Output channel first, also of a transposed convolution, and of a linear layer as it is.
    rows = found.weights if found is not None else as_array(weight) if is_linear(call) else None
    if rows is None or channel >= len(rows):
        return None
    return NamedArray(f"{call.name}.weight[{channel}]", rows[channel], ("input", "row", "column")[: rows.ndim - 1])


def write_array(path: Path, named: NamedArray, ending: str, tell: Callable[[int, int | None], None] = untold) -> None:
    """Write it as `npy`, `npz` or `csv`, whatever the path is called. Raises OSError, and what `tell` raises.

    `tell(bytes done, None)` is called now and then while a .csv file is written, which may take minutes.
    """
    if ending == "csv":
        with path.open("w", encoding="utf-8", newline="") as text:
            done = 0
            for lines in csv_lines(named):
                done += text.write(lines)
                tell(done, None)
    elif ending == "npz":
        write_npz(path, {named.name: torch.from_numpy(np.ascontiguousarray(named.array))})
    else:
        # An open file: NumPy would give a name another ending.
        with path.open("wb") as file:
            np.lib.format.write_array(file, named.array, allow_pickle=False)


def csv_lines(named: NamedArray) -> Iterator[str]:
    """Up to two dimensions as a plain grid; more as a line a value behind its place, under a line of names."""
    array, form = named.array, _form(named.array.dtype)
    if array.ndim <= 2:
        yield from (f"{','.join(map(form, row.tolist()))}\n" for row in np.atleast_2d(array))
        return
    yield f"{','.join((*named.axes, 'value'))}\n"
    flat = np.ascontiguousarray(array).reshape(-1)
    for start in range(0, flat.size, _AT_A_TIME):
        values = flat[start : start + _AT_A_TIME]
        places = np.stack(np.unravel_index(np.arange(start, start + values.size), array.shape), axis=1)
        lines = zip(places.tolist(), values.tolist(), strict=True)
        yield "".join(f"{','.join(map(str, place))},{form(value)}\n" for place, value in lines)


def _form(kind: np.dtype) -> Callable[[object], str]:
    """How a number of a type is written."""
    if kind.kind != "f":
        return str
    digits = _DIGITS.get(kind.itemsize, 17)
    return lambda value: format(value, f".{digits}g")
