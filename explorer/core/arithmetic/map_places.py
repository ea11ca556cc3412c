"""Between cells of a call's maps, as they are shown, and indices into its tensor."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import torch

from explorer.core.axes import channels_last, is_one_map
from explorer.core.map_layout import map_layout
from explorer.core.maps import feature_maps

if TYPE_CHECKING:
    from explorer.core.graph import Call, Trace

_LARGEST = 1 << 20


def index_of(trace: Trace, call: Call, channel: int, cell: tuple[int, int]) -> tuple[int, ...] | None:
    """The full index into a call's tensor of a cell (row, column) of a channel's map; None where there is none."""
    layout, shape = map_layout(trace, call), call.output_shape
    if layout is None:
        return None
    number = layout.number(*cell, channel)
    return None if number is None else tuple(int(i) for i in np.unravel_index(number, shape))


def place_of(trace: Trace, name: str, index: tuple[int, ...]) -> tuple[int, int, int] | None:
    """(channel, row, column) on the maps of a call, or of an input, of an index into its tensor; None for no map."""
    given = name in trace.inputs
    shape = tuple(trace.inputs[name].shape) if given else trace[name].output_shape
    if len(index) != len(shape) or (len(shape) > 1 and index[0] != 0):
        return None
    last = False if given else channels_last(trace, trace[name])
    if len(shape) == 4:
        is_last = shape[1] == shape[2] != shape[3] if last is None else last
        return (index[3], index[1], index[2]) if is_last else (index[1], index[2], index[3])
    if not given and is_one_map(trace[name]):
        return 0, index[1], index[2]
    return _searched(shape, int(np.ravel_multi_index(index, shape))) if shape else None


def _searched(shape: tuple[int, ...], number: int) -> tuple[int, int, int] | None:
    """Where the cell of a number stands: vectors and tokens are folded in many ways."""
    if math.prod(shape) > _LARGEST:
        return None
    numbered = feature_maps(torch.arange(math.prod(shape), dtype=torch.float32).reshape(shape))
    found = np.argwhere(numbered.maps == number) if numbered is not None else np.zeros((0, 3), int)
    return (int(found[0, 0]), int(found[0, 1]), int(found[0, 2])) if len(found) else None
