"""Which cells of a tensor are shown at which place of its map: between sets of a tensor's cells and of places."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.axes import channels_last, is_one_map
from explorer.core.field_moves import simplified

if TYPE_CHECKING:
    from explorer.core.field_steps import Mask
    from explorer.core.graph import Call, Trace

_LARGEST = 1 << 24


@dataclass(frozen=True, eq=False)
class MapLayout:
    """How `explorer.core.maps.feature_maps` lays out tensors of one shape.

    Attributes:
        shape: the tensor's.
        channels_last: whether a tensor of four axes is (N, H, W, C); None where nothing tells.
        one_map: whether a tensor of three axes is one map each.
    """

    shape: tuple[int, ...]
    channels_last: bool | None = None
    one_map: bool = False

    @cached_property
    def size(self) -> tuple[int, int]:
        """(H, W) of the map."""
        if self._spatial is None:
            return self._numbers.shape[1], self._numbers.shape[2]
        return self.shape[self._spatial[0]], self.shape[self._spatial[1]]

    @property
    def vector(self) -> bool:
        """Whether every channel's map is a single cell."""
        return self.size == (1, 1)

    def spatial(self, mask: Mask) -> np.ndarray:
        """The places (H, W) bool where any channel of the first item is in a set of cells."""
        if self._spatial is None:
            whole = np.broadcast_to(mask, self.shape).reshape(-1)
            return np.asarray(whole[self._numbers].any(axis=0))
        others = tuple(axis for axis in range(mask.ndim) if axis not in self._spatial)
        return np.broadcast_to(mask[:1].any(axis=others), self.size)

    def mask(self, row: int, column: int, channel: int) -> Mask | None:
        """The cells of all channels at a place of the first item, of a vector the one `channel`; None for no place."""
        height, width = self.size
        if not (0 <= row < height and 0 <= column < width):
            return None
        if self._spatial is None:
            chosen = self._numbers[:, row, column]
            return self._of_numbers(chosen[min(channel, len(chosen) - 1)] if self.vector else chosen)
        place = [slice(None)] * len(self.shape)
        sizes = [1] * len(self.shape)
        index: dict[int, int] = {0: 0, self._spatial[0]: row, self._spatial[1]: column}
        if self.vector and self._channel is not None:
            index[self._channel] = min(channel, self.shape[self._channel] - 1)
        for axis, number in index.items():
            sizes[axis], place[axis] = self.shape[axis], slice(number, number + 1)
        mask = np.zeros(sizes, bool)
        mask[tuple(place)] = True
        return mask

    def number(self, row: int, column: int, channel: int) -> int | None:
        """The number in memory of a channel's cell; None where there is no such place."""
        height, width = self.size
        if not (0 <= row < height and 0 <= column < width):
            return None
        if self._spatial is None:
            return int(self._numbers[min(channel, len(self._numbers) - 1), row, column])
        index = [0] * len(self.shape)
        index[self._spatial[0]], index[self._spatial[1]] = row, column
        if self._channel is not None:
            index[self._channel] = min(channel, self.shape[self._channel] - 1)
        return int(np.ravel_multi_index(index, self.shape))

    def _of_numbers(self, numbers: np.ndarray) -> Mask:
        mask = np.zeros(math.prod(self.shape), bool)
        mask[numbers] = True
        return simplified(mask.reshape(self.shape))

    @cached_property
    def _spatial(self) -> tuple[int, int] | None:
        """The axes of rows and columns, where it is as simple as that."""
        if self.one_map and len(self.shape) == 3:
            return 1, 2
        if len(self.shape) != 4:
            return None
        _, first, second, third = self.shape
        last = first == second != third if self.channels_last is None else self.channels_last
        return (1, 2) if last else (2, 3)

    @property
    def _channel(self) -> int | None:
        if self._spatial is None or len(self.shape) == 3:
            return None
        return 3 if self._spatial == (1, 2) else 1

    @cached_property
    def _numbers(self) -> np.ndarray:
        """(C, H, W) int: the number in memory of the cell that is shown at each place."""
        import torch

        from explorer.core.maps import feature_maps

        # Numbers up to here are exact in float32.
        shown = feature_maps(torch.arange(math.prod(self.shape), dtype=torch.float32).reshape(self.shape))
        assert shown is not None
        return shown.maps.astype(np.intp)


def map_layout(trace: Trace, call: Call) -> MapLayout | None:
    """How a call's first output is laid out; None where it has no map, or one too large to be told apart."""
    shape = call.output_shape
    if not shape or not all(shape) or (len(shape) != 4 and math.prod(shape) > _LARGEST):
        return None
    return MapLayout(shape, channels_last(trace, call), is_one_map(call))
