"""Learned weights as pictures: convolution kernels, and linear rows folded back to the maps that they weigh."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.settings import conv_window, input_of, is_linear, weight_and_bias
from explorer.words import Words, joined

if TYPE_CHECKING:
    from collections.abc import Callable

    import torch

    from explorer.core.graph import Call, Trace
    from explorer.core.settings import Window

_SAME_ORDER_OPS = frozenset({"flatten", "unflatten", "view", "view_as", "reshape", "reshape_as", "squeeze", "unsqueeze",
                             "contiguous", "clone", "detach", "identity"})  # fmt: skip
_SAME_ORDER_KINDS = frozenset({"dropout", "activation", "norm"})
_PIECE = 1 << 18
_REORDERING_OPS = frozenset({"permute", "transpose", "swapaxes", "swapdims", "movedim", "moveaxis"})


@dataclass(frozen=True, slots=True, eq=False)
class Kernels:
    """A convolution's kernels, output channel first.

    Attributes:
        weights: (out, in_per_group, kh, kw) float32; a 1-D kernel has one row. The layer's own memory where that has
            this form: not to be written into, and it follows a training.
        bias: (out,) float32, None without one.
        groups: into how many groups the channels are split; each output channel sees the inputs of its own group.
        rgb: whether a filter can be shown as one colour picture: three input channels, one group.
        note: what was rearranged to show them so; empty if nothing was.
    """

    weights: np.ndarray
    bias: np.ndarray | None
    groups: int
    rgb: bool
    note: str = ""

    def input_channel(self, out: int, index: int) -> int:
        """The input map that slice `index` of filter `out` is laid on."""
        outputs, inputs = self.weights.shape[:2]
        return int(out // (outputs // self.groups) * inputs + index)


@dataclass(frozen=True, slots=True, eq=False)
class LinearWeights:
    """A linear layer's weights.

    Attributes:
        matrix: (out, in) float32; the layer's own memory, as with Kernels.
        bias: (out,) float32, None without one.
        folded: (out, C, H, W) float32 where the inputs are flattened maps (1, C, H, W); else None.
    """

    matrix: np.ndarray
    bias: np.ndarray | None
    folded: np.ndarray | None


def kernels(call: Call) -> Kernels | None:
    """The kernels of a convolution, None for any other call."""
    window, (weight, bias) = conv_window(call), weight_and_bias(call)
    if window is None or weight is None:
        return None
    ordered = _output_first(_array(weight), window.groups) if window.transposed else _array(weight)
    return Kernels(
        weights=_as_pictures(ordered),
        bias=None if bias is None else _array(bias),
        groups=window.groups,
        rgb=window.groups == 1 and ordered.shape[1] == 3 and window.dimensions == 2,
        note=_note(window),
    )


def rgb_tiles(kernels: Kernels) -> np.ndarray:
    """Filters with three input channels as colour pictures (out, kh, kw, 3) uint8.

    Zero is grey 128, and one scale holds for all filters and channels: the largest |weight| is 127 away from it, so
    that strong and weak filters compare. Weights that are not finite are grey.
    """
    weights = kernels.weights.transpose(0, 2, 3, 1)
    finite = np.where(np.isfinite(weights), weights, 0.0)
    largest = np.abs(finite).max(initial=0.0)
    scale = 127.0 / largest if largest > 0 else 0.0
    return np.rint(finite * scale + 128.0).astype(np.uint8)


def linear_weights(call: Call, trace: Trace) -> LinearWeights | None:
    """The weights of a linear layer, folded where maps were flattened into it; None for any other call."""
    weight, bias = weight_and_bias(call)
    if weight is None or weight.ndim != 2 or not is_linear(call):
        return None
    matrix = _array(weight)
    maps = _flattened_maps(call, trace, matrix.shape[1])
    folded = None if maps is None else matrix.reshape(len(matrix), *maps)
    return LinearWeights(matrix, None if bias is None else _array(bias), folded)


def share_beyond(weights: np.ndarray, limit: float, check: Callable[[], None]) -> float:
    """The share 0..1 of weights beyond -limit .. limit. `check` is called now and then and may raise."""
    flat, beyond = weights.reshape(-1), 0
    # Piece by piece in the processor's cache: five times as fast for a large layer.
    for start in range(0, flat.size, _PIECE):
        check()
        piece = flat[start : start + _PIECE]
        beyond += int(np.count_nonzero(piece > limit)) + int(np.count_nonzero(piece < -limit))
    return beyond / max(1, flat.size)


def strongest(matrix: np.ndarray, down: int, across: int, check: Callable[[], None]) -> np.ndarray:
    """A matrix with each block of down x across weights by the one farthest from zero; `check` as above.

    The mean of a block would be nothing but grey.
    """
    if down == across == 1:
        return matrix
    rows = max(1, _PIECE // (down * matrix.shape[1]))
    found = np.empty((-(-len(matrix) // down), -(-matrix.shape[1] // across)), np.float32)
    for row in range(0, len(found), rows):
        check()
        found[row : row + rows] = _strongest_of_few(matrix[row * down : (row + rows) * down], down, across)
    return found


def _strongest_of_few(matrix: np.ndarray, down: int, across: int) -> np.ndarray:
    """The same for rows that the processor's cache holds."""
    high, low = (_folded(pick, _folded(pick, matrix, down).T, across).T for pick in (np.maximum, np.minimum))
    return np.where(high >= -low, high, low)


def _folded(pick: np.ufunc, matrix: np.ndarray, size: int) -> np.ndarray:
    """Each `size` rows as one. Whole rows at a time: reduceat takes three times as long for the few that there are."""
    # In the order in which it lies, as it may be transposed.
    folded = matrix[::size].copy(order="K")
    for row in range(1, size):
        part = matrix[row::size]
        pick(folded[: len(part)], part, out=folded[: len(part)])
    return folded


def _array(tensor: torch.Tensor) -> np.ndarray:
    # No copy: a layer may hold 400 MB, of which a screen shows the thousandth part.
    array: np.ndarray = tensor.detach().cpu().float().numpy()
    return array


def _output_first(weights: np.ndarray, groups: int) -> np.ndarray:
    """(in, out / groups, ...) of a transposed convolution -> (out, in / groups, ...)."""
    inputs, outputs, *kernel = weights.shape
    grouped = weights.reshape(groups, inputs // groups, outputs, *kernel).swapaxes(1, 2)
    return np.ascontiguousarray(grouped.reshape(groups * outputs, inputs // groups, *kernel))


def _as_pictures(weights: np.ndarray) -> np.ndarray:
    """(out, in, k), (out, in, kh, kw) or (out, in, kd, kh, kw) -> (out, in, kh, kw)."""
    if weights.ndim == 3:
        return weights[:, :, None]
    return np.concatenate(list(np.moveaxis(weights, 2, 0)), axis=-1) if weights.ndim == 5 else weights


def _note(window: Window) -> str:
    notes = []
    if window.transposed:
        notes.append(Words("Transposed convolution: stored by input channel, shown by output channel."))
    if window.dimensions == 3:
        text = "The {0} depth slices of each kernel stand side by side, the first on the left."
        notes.append(Words(text, window.kernel[0]))
    return joined(notes)


def _flattened_maps(call: Call, trace: Trace, inputs: int) -> tuple[int, int, int] | None:
    """The (C, H, W) whose cells, in reading order, are the layer's inputs; None if there are no such maps."""
    source = input_of(call)
    if source is None or source.numel() != inputs:
        return None
    maps: tuple[int, int, int] | None = None
    while call.parents and call.parents[0] in trace:
        call = trace[call.parents[0]]
        if _op(call) in _REORDERING_OPS:
            # Into (N, C, H, W) is fine; into anything else the last dimension is not the width of a map.
            return maps if _makes_channels_first(call) else None
        source = input_of(call)
        if source is None or source.numel() != inputs or not _keeps_order(call):
            break
        if maps is None and source.ndim == 4 and source.shape[0] == 1:
            maps = (int(source.shape[1]), int(source.shape[2]), int(source.shape[3]))
    return maps


def _keeps_order(call: Call) -> bool:
    return _op(call) in _SAME_ORDER_OPS or call.kind in _SAME_ORDER_KINDS


def _makes_channels_first(call: Call) -> bool:
    """Whether (N, H, W, C) is permuted to (N, C, H, W)."""
    axes = call.kwargs.get("dims", call.args[1:])
    axes = axes[0] if len(axes) == 1 and isinstance(axes[0], (tuple, list)) else axes
    return _op(call) == "permute" and [axis % 4 for axis in axes] == [0, 3, 1, 2]


def _op(call: Call) -> str:
    return call.op.lower()
