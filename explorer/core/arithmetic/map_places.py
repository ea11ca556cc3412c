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
    from collections.abc import Sequence

    from explorer.core.graph import Call, Trace

_LARGEST = 1 << 20


def index_of(trace: Trace, call: Call, channel: int, cell: tuple[int, int]) -> tuple[int, ...] | None:
    """The full index into a call's tensor of a cell (row, column) of a channel's map; None where there is none."""
    layout, shape = map_layout(trace, call), call.output_shape
    if layout is None:
        return () if shape == () and cell == (0, 0) else None
    number = layout.number(*cell, channel)
    return None if number is None else tuple(int(i) for i in np.unravel_index(number, shape))


def places_of(trace: Trace, name: str, indices: Sequence[tuple[int, ...]]) -> list[tuple[int, int, int] | None]:
    """(channel, row, column) on the maps of a call, or of an input, of indices into its tensor; None for no map."""
    given = name in trace.inputs
    shape = tuple(trace.inputs[name].shape) if given else trace[name].output_shape
    if len(shape) == 4:
        last = False if given else channels_last(trace, trace[name])
        is_last = shape[1] == shape[2] != shape[3] if last is None else last
        channel, row, column = (3, 1, 2) if is_last else (1, 2, 3)
        return [None if i[0] else (i[channel], i[row], i[column]) for i in indices]
    if not given and is_one_map(trace[name]):
        return [None if i[0] else (0, i[1], i[2]) for i in indices]
    if not shape or math.prod(shape) > _LARGEST:
        return [None] * len(indices)
    return _searched(shape, [int(np.ravel_multi_index(index, shape)) for index in indices])


def _searched(shape: tuple[int, ...], numbers: list[int]) -> list[tuple[int, int, int] | None]:
    """Where cells stand that have these numbers in memory: vectors and tokens are folded in many ways."""
    numbered = feature_maps(torch.arange(math.prod(shape), dtype=torch.float32).reshape(shape))
    if numbered is None:
        return [None] * len(numbers)
    spots = np.full(math.prod(shape), -1)
    spots[numbered.maps.reshape(-1).astype(np.int64)] = np.arange(numbered.maps.size)
    places = [np.unravel_index(spot, numbered.maps.shape) if spot >= 0 else None for spot in spots[numbers].tolist()]
    return [None if place is None else (int(place[0]), int(place[1]), int(place[2])) for place in places]
