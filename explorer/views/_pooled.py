"""What the pooling view shows of one channel, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.maps import feature_maps, is_signed
from explorer.core.mosaic import Scale, clipped_share, limit, quantise, scale_of
from explorer.core.pooling import pooling_windows
from explorer.core.pooling_comparison import OPERATIONS, instead, kept, own_operation
from explorer.core.scaling import network_limit
from explorer.core.settings import input_of, pool_window
from explorer.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.core.graph import Call, Trace
    from explorer.core.pooling import PoolingWindows
    from explorer.core.pooling_comparison import Kept, Operation
    from explorer.core.settings import Window
    from explorer.views._shift_test import Tested
    from explorer.views.base import Options

Area = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Pooled:
    """One channel before and after pooling.

    Attributes:
        windows: the maps, every window, and the winners.
        window: the layer's settings.
        before_indices: (H, W) colour indices.
        after_indices: (H', W') colour indices.
        scale: the one range that both maps' colours stand for.
        clipped: share 0..1 of both maps' values outside it.
        names: of the layer that the input comes from, and of the pooling itself.
        channel: which channel it is.
        channels: how many there are.
        kept: how many different input cells go on through max pooling, ties by their first; None for other pooling.
        marks: what is drawn over the input's cells.
        operation: what made `windows.after` of the windows; None for LP pooling.
        own: whether the network itself does that.
        share: what is left of the map.
        otherwise: the same with each operation in place of the network's own, that one too; empty within these.
        test: what moving the input does, None where nobody asked.
    """

    windows: PoolingWindows
    window: Window
    before_indices: np.ndarray
    after_indices: np.ndarray
    scale: Scale
    clipped: float
    names: tuple[str, str]
    channel: int
    channels: int
    kept: int | None
    marks: Marks
    operation: Operation | None
    own: bool
    share: Kept
    otherwise: Mapping[Operation, Pooled] = field(default_factory=dict)
    test: Tested | None = None

    def area(self, row: int, column: int) -> Area:
        """The cells of the input that the window of an output cell spans."""
        top, bottom, left, right = (int(edge) for edge in self.windows.bounds[row, column])
        return top, bottom, left, right

    def cells(self, row: int, column: int) -> np.ndarray:
        """The values in the window of an output cell, padding left out."""
        top, bottom, left, right = self.area(row, column)
        down, across = self.windows.dilation
        return self.windows.before[top:bottom:down, left:right:across]

    def containing(self, row: int, column: int) -> list[tuple[int, int]]:
        """The output cells whose windows hold an input cell, in reading order."""
        bounds, (down, across) = self.windows.bounds, self.windows.dilation
        inside = (bounds[..., 0] <= row) & (row < bounds[..., 1]) & ((row - bounds[..., 0]) % down == 0)
        inside &= (bounds[..., 2] <= column) & (column < bounds[..., 3]) & ((column - bounds[..., 2]) % across == 0)
        return [(int(r), int(c)) for r, c in np.argwhere(inside)]

    @property
    def ties(self) -> int:
        """How many windows have no single winner."""
        return len(self.marks.ties)


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """What is drawn over the input's cells.

    Attributes:
        areas: (n, 4) int, row start and stop, column start and stop of every window; none where windows overlap.
        shades: those of every second window, for pooling that is no maximum.
        winners: (n, 2) int, the cells that win a window; none for pooling that is no maximum.
        ties: (n, 2) float, the middles of windows without a single winner.
    """

    areas: np.ndarray
    shades: np.ndarray
    winners: np.ndarray
    ties: np.ndarray


def _marks(windows: PoolingWindows, is_average: bool) -> Marks:
    areas = windows.bounds.reshape(-1, 4)
    winners, ties = areas[:0, :2], areas[:0, :2].astype(np.float64)
    if windows.winners is not None and windows.ties is not None:
        winners = _different(windows.winners, windows.before.shape)
        ties = areas[windows.ties.reshape(-1)].reshape(-1, 2, 2).mean(axis=2)
    if windows.overlapping or len(areas) < 2:
        return Marks(areas[:0], areas[:0], winners, ties)
    odd = np.add.outer(*(np.arange(size) for size in windows.after.shape)).reshape(-1) % 2 == 1
    return Marks(areas, areas[odd] if is_average else areas[:0], winners, ties)


def _different(cells: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """(..., 2) rows and columns in a map of `shape`, -1 for none, as the different ones of them (n, 2)."""
    rows, columns = cells.reshape(-1, 2).T
    # Marked in a map: sorting takes a hundred times as long.
    there = np.zeros(shape, bool)
    there[rows[rows >= 0], columns[rows >= 0]] = True
    return np.argwhere(there)


def pooled(trace: Trace, call: Call, options: Options, test: Tested | None = None) -> Pooled:
    """The selected channel before and after, with what a test has found. Raises ModelError where there is no map."""
    window, source, output = pool_window(call), input_of(call), call.tensor
    if window is None or source is None or output is None or not source.numel() or not output.numel():
        raise ModelError("The pooling layer '{0}' was given no map.", call.name)
    channels = int(source.shape[1] if source.ndim == window.dimensions + 2 else source.shape[0])
    channel = options.clamped(channels)
    windows = pooling_windows(call, channel)
    scale = _scale(trace, call, windows, options)
    before, after = windows.before[None], windows.after[None]
    outside = clipped_share(before, scale) * before.size + clipped_share(after, scale) * after.size
    own = own_operation(windows)
    mine = Pooled(
        windows=windows,
        window=window,
        before_indices=quantise(before, scale)[0],
        after_indices=quantise(after, scale)[0],
        scale=scale,
        clipped=outside / (before.size + after.size),
        names=(call.parents[0] if call.parents else "", call.name),
        channel=channel,
        channels=channels,
        kept=None if windows.first_winners is None else len(_different(windows.first_winners, windows.before.shape)),
        marks=_marks(windows, is_average=not windows.is_max),
        operation=own,
        own=True,
        share=kept(windows),
    )
    others: dict[Operation, Pooled] = {name: mine if name == own else _otherwise(mine, name) for name in OPERATIONS}
    return replace(mine, otherwise=others, test=test)


def _otherwise(mine: Pooled, operation: Operation) -> Pooled:
    """What another operation would have made of the same windows."""
    windows = instead(mine.windows, operation)
    return replace(
        mine,
        windows=windows,
        after_indices=quantise(windows.after[None], mine.scale)[0],
        kept=None,
        marks=_marks(windows, is_average=operation == "average"),
        operation=operation,
        own=False,
        share=kept(windows),
    )


def _scale(trace: Trace, call: Call, windows: PoolingWindows, options: Options) -> Scale:
    """One range for both maps: they are compared."""
    before, after = windows.before[None], windows.after[None]
    signed = is_signed(trace, call, before) or is_signed(trace, call, after)
    shared = options.fixed
    if options.scale == "network":
        shared = network_limit(trace)
    elif options.scale == "channel":
        sizes = np.abs(np.concatenate([before.reshape(-1), after.reshape(-1)]))
        shared = float(sizes[np.isfinite(sizes)].max(initial=0.0))
    elif options.scale == "layer":
        tensors = (input_of(call), call.tensor)
        found = [feature_maps(tensor, channels_last=False) for tensor in tensors if tensor is not None]
        shared = max((limit(maps.maps) for maps in found if maps is not None), default=0.0)
    return scale_of(before, "fixed", signed, shared)
