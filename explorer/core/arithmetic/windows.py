"""Which cells of the input one cell of a convolution's or pooling's output reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from explorer.core.arithmetic.case import all_indices, numbers
from explorer.core.settings import adaptive_bounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.core.settings import Window


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """What one window reads along one dimension.

    Attributes:
        cells: (k,) int, coordinates in the input; of padding the cell that it repeats, or any.
        inside: (k,) bool, which of them are no padding.
        counted: how many cells an average with padding divides by.
    """

    cells: np.ndarray
    inside: np.ndarray
    counted: int


def reaches(window: Window, position: Sequence[int], sizes: Sequence[int], outputs: Sequence[int]) -> list[Reach]:
    """What the window at `position` of the output reads, by dimension.

    Args:
        window: the call's settings.
        position: the output cell's spatial coordinates.
        sizes: the input's spatial size.
        outputs: the output's spatial size.
    """
    if window.adaptive:
        return [_adaptive(*axis) for axis in zip(position, sizes, outputs, strict=True)]
    along = _stamped if window.transposed else _slid
    return [along(window, axis, *pair) for axis, pair in enumerate(zip(position, sizes, strict=True))]


def _adaptive(position: int, size: int, outputs: int) -> Reach:
    start, stop = adaptive_bounds(size, outputs)[position]
    return Reach(np.arange(start, stop), np.ones(stop - start, bool), stop - start)


def _slid(window: Window, axis: int, position: int, size: int) -> Reach:
    (before, after), kernel = window.padding[axis], window.kernel[axis]
    start = position * window.stride[axis] - before
    cells = start + np.arange(kernel) * window.dilation[axis]
    inside = (cells >= 0) & (cells < size)
    # ceil_mode's last window may reach beyond the padding; an average counts padded cells only up to its end.
    return Reach(_mapped(cells, size, window.padding_mode), inside, min(start + kernel, size + after) - start)


def _mapped(cells: np.ndarray, size: int, mode: str) -> np.ndarray:
    """The cells that padding repeats; of zeros the nearest."""
    mapped: np.ndarray = np.clip(cells, 0, size - 1)
    if mode == "circular":
        mapped = cells % size
    elif mode == "reflect" and size > 1:
        period = 2 * (size - 1)
        mapped = np.minimum(cells % period, period - cells % period)
    return mapped


def _stamped(window: Window, axis: int, position: int, size: int) -> Reach:
    """A transposed convolution: which input cell stamps the kernel's k-th cell onto this output cell, if one does."""
    kernel, stride = window.kernel[axis], window.stride[axis]
    shifted = position + window.padding[axis][0] - np.arange(kernel) * window.dilation[axis]
    cells = shifted // stride
    inside = (shifted % stride == 0) & (cells >= 0) & (cells < size)
    return Reach(np.clip(cells, 0, size - 1), inside, kernel)


def read(plane: torch.Tensor, reached: Sequence[Reach]) -> tuple[np.ndarray, np.ndarray]:
    """(values (..., *k) float64, which cells are no padding (*k) bool) of the input's (..., *sizes) under a window."""
    dimensions = len(reached)
    picks: list[Any] = [...]
    for axis, reach in enumerate(reached):
        shape = [1] * dimensions
        shape[axis] = -1
        picks.append(torch.from_numpy(reach.cells).reshape(shape).to(plane.device))
    values = numbers(plane.detach()[tuple(picks)])
    inside = np.ones((), bool)
    for reach in reached:
        inside = np.logical_and.outer(inside, reach.inside)
    return values, inside


def indices_under(leading: Sequence[np.ndarray], reached: Sequence[Reach]) -> np.ndarray:
    """The full indices (T, D) of the cells under a window, for ranges of the dimensions before."""
    return all_indices([*leading, *(reach.cells for reach in reached)])
