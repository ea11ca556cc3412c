"""One channel of a pooling call, before and after: every window, and which cell won it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.settings import adaptive_bounds, input_of, pool_window

if TYPE_CHECKING:
    import torch

    from explorer.core.graph import Call
    from explorer.core.settings import Window


@dataclass(frozen=True, slots=True, eq=False)
class PoolingWindows:
    """A map (H, W) pooled to (H', W'); a 1-D signal is a map of one row.

    Attributes:
        before: (H, W) float32, the call's input.
        after: (H', W') float32, the call's own output.
        bounds: (H', W', 4) int: row start and stop, column start and stop of each window's cells inside the map. A
            window's cells are `before[r0:r1:dilation[0], c0:c1:dilation[1]]`.
        winners: (H', W', 2) int, the input's (row, column) of each maximum; -1 where it is tied. None for averages.
        first_winners: the same with the first of tied cells in reading order, as torch's `return_indices`.
        ties: (H', W') bool, where several cells share the maximum. None for averages.
        divisors: (H', W') int, what each average's sum is divided by, padding as the layer counts it. None otherwise.
        dilation: (rows, columns) between a window's cells.
        is_max: whether the largest value is taken.
        overlapping: whether neighbouring windows share cells.
    """

    before: np.ndarray
    after: np.ndarray
    bounds: np.ndarray
    winners: np.ndarray | None
    first_winners: np.ndarray | None
    ties: np.ndarray | None
    divisors: np.ndarray | None
    dilation: tuple[int, int]
    is_max: bool
    overlapping: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Axis:
    """The windows along one dimension: their cells (out, k), which lie inside, and sizes with and without padding."""

    cells: np.ndarray
    inside: np.ndarray
    padded_sizes: np.ndarray
    step: int

    @property
    def bounds(self) -> np.ndarray:
        """(out, 2): start and stop; an empty window is (0, 0)."""
        start = np.where(self.inside, self.cells, np.iinfo(np.int64).max).min(axis=1)
        stop = np.where(self.inside, self.cells + 1, 0).max(axis=1)
        return np.stack([np.minimum(start, stop), stop], axis=1)

    @property
    def overlapping(self) -> bool:
        return bool(np.bincount(self.cells[self.inside]).max(initial=0) > 1)


def has_pooling_windows(call: Call) -> bool:
    """Whether `pooling_windows` can show the call: pooling over one or two dimensions."""
    window = pool_window(call)
    return window is not None and window.dimensions <= 2


def pooling_windows(call: Call, channel: int) -> PoolingWindows:
    """What pooling did to one channel of the first picture. Raises ValueError unless `has_pooling_windows(call)`."""
    window, source, output = pool_window(call), input_of(call), call.tensor
    if window is None or source is None or output is None or window.dimensions > 2:
        raise ValueError(f"'{call.name}' is no pooling over one or two dimensions")
    exact = _map(source, channel, window.dimensions)
    after = _map(_with_spatial_dimensions(output, source), channel, window.dimensions).astype(np.float32)
    rows, columns = _axes(window, exact.shape, after.shape)
    # Winners are found before rounding to float32, which could make ties of float64 values.
    ties, first = _winners(exact, rows, columns) if window.is_max else (None, None)
    average = not window.is_max and window.norm_type is None
    return PoolingWindows(
        before=exact.astype(np.float32),
        after=after,
        bounds=_joined(rows.bounds, columns.bounds),
        winners=None if first is None or ties is None else np.where(ties[..., None], -1, first),
        first_winners=first,
        ties=ties,
        divisors=_divisors(window, rows, columns) if average else None,
        dilation=(rows.step, columns.step),
        is_max=window.is_max,
        overlapping=rows.overlapping or columns.overlapping,
    )


def _map(tensor: torch.Tensor, channel: int, dimensions: int) -> np.ndarray:
    """One channel (H, W) of (N, C, H, W), (C, H, W), (N, C, L) or (C, L)."""
    plane = tensor.detach()
    plane = (plane[0] if plane.ndim == dimensions + 2 else plane)[channel].cpu()
    if plane.is_floating_point() and plane.element_size() < 4:  # numpy has no bfloat16
        plane = plane.float()
    array: np.ndarray = plane.numpy()
    return array[None] if dimensions == 1 else array


def _with_spatial_dimensions(output: torch.Tensor, source: torch.Tensor) -> torch.Tensor:
    """A mean (N, C) without `keepdim` as (N, C, 1, 1)."""
    missing = source.ndim - output.ndim
    return output.reshape(*output.shape, *(1,) * missing) if missing > 0 else output


def _axes(window: Window, sizes: tuple[int, ...], outputs: tuple[int, ...]) -> tuple[_Axis, _Axis]:
    first = 2 - window.dimensions
    axes = [
        _adaptive_axis(sizes[axis], outputs[axis])
        if window.adaptive
        else _sliding_axis(window, axis - first, sizes[axis], outputs[axis])
        for axis in range(first, 2)
    ]
    return (axes[0], axes[1]) if first == 0 else (_adaptive_axis(1, 1), axes[0])


def _adaptive_axis(size: int, outputs: int) -> _Axis:
    bounds = np.array(adaptive_bounds(size, outputs), dtype=np.int64).reshape(-1, 2)
    lengths = bounds[:, 1] - bounds[:, 0]
    cells = bounds[:, :1] + np.arange(lengths.max(initial=0))
    return _Axis(np.minimum(cells, size - 1), cells < bounds[:, 1:], lengths, 1)


def _sliding_axis(window: Window, axis: int, size: int, outputs: int) -> _Axis:
    (before, after), kernel, step = window.padding[axis], window.kernel[axis], window.dilation[axis]
    starts = np.arange(outputs, dtype=np.int64)[:, None] * window.stride[axis] - before
    cells = starts + np.arange(kernel) * step
    # ceil_mode's last window may reach beyond the padding; an average counts padded cells only up to its end.
    padded_sizes = np.minimum(starts[:, 0] + kernel, size + after) - starts[:, 0]
    return _Axis(np.clip(cells, 0, size - 1), (cells >= 0) & (cells < size), padded_sizes, step)


def _winners(values: np.ndarray, rows: _Axis, columns: _Axis) -> tuple[np.ndarray, np.ndarray]:
    """(ties (H', W'), first winners (H', W', 2)): a NaN wins over any number, padding never wins."""
    shape = (len(rows.cells), len(columns.cells))
    cells = values[rows.cells[:, None, :, None], columns.cells[None, :, None, :]]
    inside = rows.inside[:, None, :, None] & columns.inside[None, :, None, :]
    cells, inside = cells.reshape(*shape, -1), np.broadcast_to(inside, cells.shape).reshape(*shape, -1)
    lowest = np.where(inside, cells, _lowest(values.dtype)).max(axis=-1, keepdims=True)
    best = inside & ((cells == lowest) | (cells != cells))
    winner = best.argmax(axis=-1)
    kernel_width = columns.cells.shape[1]
    first = np.stack(
        [
            np.take_along_axis(rows.cells, winner // kernel_width, axis=1),
            columns.cells[np.arange(shape[1])[None, :], winner % kernel_width],
        ],
        axis=-1,
    )
    return best.sum(axis=-1) > 1, np.where(best.any(axis=-1)[..., None], first, -1)


def _lowest(dtype: np.dtype) -> float | int:
    return -np.inf if np.issubdtype(dtype, np.floating) else int(np.iinfo(dtype).min)


def _divisors(window: Window, rows: _Axis, columns: _Axis) -> np.ndarray:
    """What torch divides a window's sum by."""
    if window.divisor_override is not None:
        return np.full((len(rows.cells), len(columns.cells)), window.divisor_override, dtype=np.int64)
    if window.count_include_pad:
        return np.outer(rows.padded_sizes, columns.padded_sizes)
    return np.outer(rows.inside.sum(axis=1), columns.inside.sum(axis=1))


def _joined(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Two (n, 2) arrays as every pair (H', W', 4)."""
    shape = (len(rows), len(columns), 2)
    return np.concatenate([np.broadcast_to(rows[:, None], shape), np.broadcast_to(columns[None], shape)], axis=-1)
