"""A layer's weights as pictures, made once: weights do not change while one draws."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from explorer.core.filters import Kernels, LinearWeights, kernels, linear_weights, rgb_tiles, share_beyond, strongest
from explorer.core.mosaic import Scale, limit, quantise
from explorer.core.settings import weight_and_bias
from explorer.errors import ModelError
from explorer.widgets.numbers import number_text

if TYPE_CHECKING:
    import torch

    from explorer.core.graph import Call, Trace
    from explorer.jobs import Job

Mode = Literal["rgb", "pairs", "selected", "filters", "matrix", "folded"]
CONV_MODES: tuple[Mode, ...] = ("rgb", "pairs", "selected")
LINEAR_MODES: tuple[Mode, ...] = ("folded", "matrix")

_PAIRS_SHOWN_FIRST = 1024
_MOST_PAIR_CELLS = 8_000_000
_MOST_COPIED = 1 << 22
MATRIX_SIDE = 1024
"""Larger matrices are shown by the strongest weight of each block."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A layer's weights and in which ways they can be shown.

    Attributes:
        array: (out, in_per_group, kh, kw), or (out, in) of a linear layer, float32. A copy, so that numbers and
            colours belong together while weights are changed; the layer's own memory where that would be large.
        bias: (out,) float32, None without one.
        kernels: of a convolution, else None.
        linear: of a linear layer, else None.
        modes: how they can be shown, the default first.
        limit: the colours' range is -limit .. limit.
        clipped: share 0..1 of weights beyond it.
        note: what was rearranged.
    """

    array: np.ndarray
    bias: np.ndarray | None
    kernels: Kernels | None
    linear: LinearWeights | None
    modes: tuple[Mode, ...]
    limit: float
    clipped: float
    note: str

    @property
    def outputs(self) -> int:
        """How many filters or units."""
        return len(self.array)


@dataclass(frozen=True, slots=True, eq=False)
class FilterPicture:
    """What is shown of a layer's weights; the very same object as long as they and the choice stay.

    Attributes:
        weights: all of them.
        mode: how they are shown.
        channel: the filter that is shown alone (`selected`, `folded`), else -1.
        colours: (N, h, w) colour indices, or (N, h, w, 3) RGB.
        values: (N, h, w) float32 behind them.
        columns: tiles in a row of a matrix of tiles, None for as many as fit.
        per_cell: how many rows and columns of the matrix one cell stands for, by the weight farthest from zero.
        broken: (N,) tiles that hold NaN or infinity.
        limit: the range of these colours.
        clipped: share of all weights beyond it.
    """

    weights: Weights
    mode: Mode
    channel: int
    colours: np.ndarray
    values: np.ndarray
    columns: int | None
    per_cell: tuple[int, int]
    broken: np.ndarray
    limit: float
    clipped: float

    def output_of(self, tile: int, row: int) -> int | None:
        """The output channel that a place belongs to; None where the picture shows only one, or between rows."""
        if self.mode in ("selected", "folded"):
            return None
        if self.mode == "pairs":
            return tile // (self.columns or 1)
        if self.mode != "matrix":
            return tile
        return None if row < 0 else row * self.per_cell[0]

    def index_at(self, tile: int, row: int, column: int) -> tuple[int, ...]:
        """The index into `weights.array` of the weight at a place; its second number is -1 for all of RGB."""
        if self.mode == "matrix":
            out, into = self._strongest_at(row, column)
            return (out, into, 0, 0) if self.weights.kernels is not None else (out, into)
        if self.mode == "folded":
            height, width = self.values.shape[1:]
            return self.channel, (tile * height + row) * width + column
        if self.mode == "selected":
            return self.channel, tile, row, column
        if self.mode == "pairs":
            return *divmod(tile, self.columns or 1), row, column
        return tile, -1 if self.mode == "rgb" else 0, row, column

    def _strongest_at(self, row: int, column: int) -> tuple[int, int]:
        """(out, in) of the weight that a cell of the matrix stands for."""
        down, across = self.per_cell
        block = self.weights.array[row * down : (row + 1) * down, column * across : (column + 1) * across]
        flat = np.abs(block.reshape(block.shape[:2]))
        place = int(np.nanargmax(flat)) if np.isfinite(flat).any() else 0
        return row * down + place // flat.shape[1], column * across + place % flat.shape[1]


class BiasTexts(Sequence[str]):
    """`b 0.02` of each filter, written when it is asked for: of thousands few are on the screen."""

    def __init__(self, bias: np.ndarray) -> None:
        self._bias = bias

    def __len__(self) -> int:
        return len(self._bias)

    def __getitem__(self, channel: Any) -> Any:
        return f"b {number_text(float(self._bias[channel]), 2)}"


@dataclass(slots=True, eq=False)
class _Kept:
    """The weights looked at last, and their pictures."""

    tensors: tuple[weakref.ref[torch.Tensor], ...]
    state: tuple[object, ...]
    weights: Weights
    pictures: dict[tuple[Mode, int], FilterPicture] = field(default_factory=dict)


_kept: list[_Kept] = []


def filter_picture(trace: Trace, call: Call, asked: str, channel: int, job: Job) -> FilterPicture:
    """The picture of a call's weights; made anew only if they, the choice or the filter shown alone are others.

    Args:
        trace: where the call comes from.
        call: a convolution or linear layer.
        asked: the mode that the user chose, `auto` for the default; where it is not possible the default.
        channel: the selected output channel.
        job: asked now and then whether the answer is still wanted.

    Raises:
        ModelError: the layer has no weights.
    """
    kept = _weights_kept(trace, call, job)
    weights = kept.weights
    mode: Mode = next((m for m in weights.modes if m == asked), weights.modes[0])
    alone = max(0, min(channel, weights.outputs - 1)) if mode in ("selected", "folded") else -1
    if (mode, alone) not in kept.pictures:
        job.check()
        if len(kept.pictures) > 2:
            kept.pictures.clear()
        kept.pictures[mode, alone] = _picture(weights, mode, alone, job)
    return kept.pictures[mode, alone]


def _weights_kept(trace: Trace, call: Call, job: Job) -> _Kept:
    """What is known of this call's weights, if they are unchanged; else measured anew.

    A weight is known by being the same tensor in the same memory at the same version, which torch counts up with
    every write. A write through `tensor.data` is not counted, and not noticed here.
    """
    tensors = [tensor for tensor in weight_and_bias(call) if tensor is not None]
    if not tensors or not tensors[0].numel():
        raise ModelError("The layer '{0}' has no weights.", call.name)
    state = (call.name, *((t.data_ptr(), None if t.is_inference() else t._version) for t in tensors))
    if _kept:
        same = [ref() for ref in _kept[0].tensors]
        if _kept[0].state == state and all(a is b for a, b in zip(same, tensors, strict=True)):
            return _kept[0]
    # When the network goes, so do its weights and their pictures.
    kept = _Kept(tuple(weakref.ref(t, _forget) for t in tensors), state, _weights(trace, call, job))
    _kept[:] = [kept]
    return kept


def _forget(gone: weakref.ref[torch.Tensor]) -> None:
    if _kept and gone in _kept[0].tensors:
        _kept.clear()


def _weights(trace: Trace, call: Call, job: Job) -> Weights:
    conv = kernels(call)
    linear = None if conv is not None else linear_weights(call, trace)
    if conv is not None:
        array, bias, modes, note = conv.weights, conv.bias, _conv_modes(conv), conv.note
    elif linear is not None:
        array, bias, modes, note = linear.matrix, linear.bias, _linear_modes(linear), ""
    else:
        raise ModelError("The weights of '{0}' are of a kind that cannot be shown as filters.", call.name)
    high = limit(array) or 1.0
    array, bias = _own(array), None if bias is None else _own(bias)
    return Weights(array, bias, conv, linear, modes, high, share_beyond(array, high, job.check), note)


def _own(array: np.ndarray) -> np.ndarray:
    return array.copy() if array.size <= _MOST_COPIED else array


def _conv_modes(conv: Kernels) -> tuple[Mode, ...]:
    outputs, inputs, height, width = conv.weights.shape
    if height * width == 1:
        return ("matrix",)
    if inputs == 1:
        return ("filters",)
    modes: list[Mode] = ["rgb"] if conv.rgb else []
    if outputs * inputs * (height + 1) * (width + 1) > _MOST_PAIR_CELLS:
        return (*modes, "selected")
    pairs: tuple[Mode, ...] = ("pairs", "selected")
    return (*modes, *(pairs if outputs * inputs <= _PAIRS_SHOWN_FIRST else pairs[::-1]))


def _linear_modes(linear: LinearWeights) -> tuple[Mode, ...]:
    return LINEAR_MODES if linear.folded is not None and linear.folded[0, 0].size > 1 else ("matrix",)


def _picture(weights: Weights, mode: Mode, channel: int, job: Job) -> FilterPicture:
    array, columns, per_cell = weights.array, None, (1, 1)
    if mode == "rgb" and weights.kernels is not None:
        finite = np.abs(array[np.isfinite(array)])
        high = float(finite.max(initial=0)) or 1.0
        return FilterPicture(
            weights, mode, -1, rgb_tiles(weights.kernels), array[:, 0], None, per_cell, _broken(array), high, 0.0
        )
    if mode == "matrix":
        per_cell = _block(array.shape[0]), _block(array.shape[1])
        values = strongest(array.reshape(len(array), -1), *per_cell, job.check)[None]
    elif mode == "folded" and weights.linear is not None and weights.linear.folded is not None:
        values = array[channel].reshape(weights.linear.folded.shape[1:])
    elif mode == "selected":
        values = array[channel]
    else:
        values = array.reshape(-1, *array.shape[2:])
        columns = array.shape[1] if mode == "pairs" else None
    colours = quantise(values, _scale(len(values), weights.limit))
    return FilterPicture(
        weights, mode, channel, colours, values, columns, per_cell, _broken(values), weights.limit, weights.clipped
    )


def _scale(count: int, high: float) -> Scale:
    return Scale(np.full(count, -high, np.float32), np.full(count, high, np.float32), True)


def _broken(tiles: np.ndarray) -> np.ndarray:
    """Which of (N, ...) tiles hold NaN or infinity: (N,) bool."""
    if np.isfinite(tiles.sum()):
        return np.zeros(len(tiles), bool)
    return ~np.isfinite(tiles.reshape(len(tiles), -1)).all(axis=1)


def _block(size: int) -> int:
    """How many rows or columns of a large matrix share a cell."""
    return -(-size // MATRIX_SIDE)
