"""Which places along one axis a window links: convolutions, pooling, padding and interpolation as matrices of links."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.core.field_lines import Taps, even_taps, listed_taps
from explorer.core.field_sliding import Links
from explorer.core.settings import adaptive_bounds

if TYPE_CHECKING:
    from explorer.core.settings import Window


def window_links(window: Window, axis: int, size: int, outputs: int) -> Links:
    """The links of one dimension of a convolution or pooling.

    Args:
        window: its settings.
        axis: which of the spatial dimensions.
        size: of the input along it.
        outputs: size of the output along it.
    """
    if window.adaptive:
        return _adaptive(size, outputs)
    kernel, stride, dilation = window.kernel[axis], window.stride[axis], window.dilation[axis]
    before = window.padding[axis][0]
    if window.transposed:
        return _stamped(size, outputs, kernel, stride, before, dilation)
    return _sliding(size, outputs, kernel, stride, before, dilation, window.padding_mode)


@lru_cache(maxsize=512)
def _sliding(size: int, outputs: int, kernel: int, stride: int, before: int, dilation: int, mode: str) -> Links:
    taps = np.arange(outputs)[:, None] * stride - before + np.arange(kernel) * dilation
    # ceil_mode's last window may reach beyond what is padded: there is nothing.
    inside = (taps >= 0) & (taps < size)
    places, there = padded_places(taps, size, mode) if mode != "zeros" else (taps, inside)
    return _links(size, outputs, places, there, even_taps(-before, kernel, dilation, stride))


@lru_cache(maxsize=128)
def _stamped(size: int, outputs: int, kernel: int, stride: int, before: int, dilation: int) -> Links:
    """Transposed convolution: each input stamps a kernel onto the output."""
    stamps = np.arange(size)[:, None] * stride - before + np.arange(kernel) * dilation
    backward = _links(outputs, size, stamps, (stamps >= 0) & (stamps < outputs))
    # Cell o gets what input i stamps where i * stride - before + tap * dilation is o.
    reached = [[o + before - tap * dilation for tap in range(kernel)] for o in range(stride)]
    cells = [[place // stride for place in places if place % stride == 0] for places in reached]
    return Links(np.ascontiguousarray(backward.matrix.T), listed_taps(cells, 1))


@lru_cache(maxsize=128)
def _adaptive(size: int, outputs: int) -> Links:
    matrix = np.zeros((size, outputs), bool)
    for place, (start, stop) in enumerate(adaptive_bounds(size, outputs)):
        matrix[start:stop, place] = True
    return Links(matrix, None if outputs == 1 else measured_taps(matrix))


@lru_cache(maxsize=128)
def padding_links(size: int, before: int, after: int, mode: str) -> Links:
    """Padding of one dimension: `constant`, `reflect`, `replicate` or `circular`; negative widths cut off."""
    outputs = size + before + after
    taps = np.arange(outputs)[:, None] - before
    inside = (taps >= 0) & (taps < size)
    places, there = (taps, inside) if mode == "constant" else padded_places(taps, size, mode)
    return _links(size, outputs, places, there, even_taps(-before, 1, 1, 1))


@lru_cache(maxsize=128)
def roll_links(size: int, shift: int) -> Links:
    """`torch.roll` along one axis."""
    return _links(size, size, (np.arange(size)[:, None] - shift) % size, np.ones((size, 1), bool))


def interpolation_links(size: int, outputs: int, scale: float | None, options: dict[str, Any]) -> Links:
    """`torch.nn.functional.interpolate` along one axis: cells whose weight is zero are not linked.

    Args:
        size: of the input.
        outputs: size of the output.
        scale: the factor where that was given rather than a size.
        options: `mode`, `align_corners`, `antialias` of two-dimensional interpolation.
    """
    import torch
    from torch.nn.functional import interpolate

    # Each column of an identity is one input place alone.
    alone = torch.eye(size).reshape(1, size, size, 1)
    asked: dict[str, Any] = {"size": (outputs, 1)} if scale is None else {"scale_factor": (scale, 1.0)}
    with torch.no_grad():
        matrix = interpolate(alone, **asked, **options)[0, :, :, 0].numpy()
    linked = matrix != 0
    # With aligned corners neighbours' distances have no period.
    return Links(linked, None if options.get("align_corners") else measured_taps(linked))


def measured_taps(matrix: np.ndarray) -> Taps:
    """Of links (input, output) that repeat themselves: those of a period in the middle."""
    size, outputs = matrix.shape
    common = math.gcd(size, outputs)
    period, shift, periods = outputs // common, size // common, common // 2
    columns = matrix[:, periods * period : (periods + 1) * period]
    return listed_taps([(np.flatnonzero(column) - periods * shift).tolist() for column in columns.T], shift)


def padded_places(taps: np.ndarray, size: int, mode: str) -> tuple[np.ndarray, np.ndarray]:
    """What cells stand at places beyond the border, and whether any do, in torch's padding modes."""
    if mode == "replicate":
        return np.clip(taps, 0, size - 1), np.ones(taps.shape, bool)
    if mode == "circular":
        return taps % size, np.ones(taps.shape, bool)
    mirrored = np.where(taps < 0, -taps, np.where(taps >= size, 2 * (size - 1) - taps, taps))
    return mirrored, (mirrored >= 0) & (mirrored < size)


def _links(size: int, outputs: int, places: np.ndarray, there: np.ndarray, taps: Taps | None = None) -> Links:
    """Links of the input `places` (outputs, k) as far as they are `there`."""
    matrix = np.zeros((size, outputs), bool)
    numbers = np.broadcast_to(np.arange(outputs)[:, None], places.shape)
    matrix[places[there], numbers[there]] = True
    return Links(matrix, taps)
