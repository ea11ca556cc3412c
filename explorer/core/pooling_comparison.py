"""Maximum, average and strided picks over the very windows of a pooling call: what each keeps, and who made it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

if TYPE_CHECKING:
    from explorer.core.pooling import PoolingWindows

Operation = Literal["max", "average", "strided"]
OPERATIONS: tuple[Operation, ...] = get_args(Operation)


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """What is left of a map once it is pooled.

    Attributes:
        cells: how many numbers go on: an input cell that wins two windows goes on once.
        total: how many there were.
        activation: the sum of their sizes, as a share of that of the whole map; NaN of a map of zeros.
        energy: the same of their squares.
        peak: the largest value behind pooling, as a share of the largest before; NaN where that is not above zero.
        steadiness: cosine similarity of the outcome with that of the same map moved sideways by a cell, its edge
            repeated: the mean of left and right; NaN of a map of zeros.
    """

    cells: int
    total: int
    activation: float
    energy: float
    peak: float
    steadiness: float

    @property
    def discarded(self) -> float:
        """The share 0..1 of numbers that do not go on."""
        return 1 - self.cells / self.total


@dataclass(frozen=True, slots=True, eq=False)
class WindowSum:
    """The arithmetic of one window.

    Attributes:
        values: (h, w) its cells inside the map.
        total: their sum.
        divisor: what the average divides by, padding as the layer counts it.
        results: what each operation makes of it; NaN of a window with no cell inside the map.
        shares: (h, w) of each operation: how much of the gradient of the outcome each cell gets.
        winner: row and column of the largest within `values`, the first in reading order; None for an empty window.
        tied: whether several cells are the largest.
    """

    values: np.ndarray
    total: float
    divisor: int
    results: dict[Operation, float]
    shares: dict[Operation, np.ndarray]
    winner: tuple[int, int] | None
    tied: bool


def own_operation(windows: PoolingWindows) -> Operation | None:
    """What the network itself does; None for LP pooling, which is none of the three."""
    if windows.is_max:
        return "max"
    return None if windows.divisors is None else "average"


def instead(windows: PoolingWindows, operation: Operation) -> PoolingWindows:
    """The same windows with another operation. What the network does itself keeps the network's own values.

    The winners of strided picks are the first cells of the windows in reading order, padding left out. A window of
    padding alone gives minus infinity as maximum and zero else.
    """
    if operation == own_operation(windows):
        return windows
    plain = replace(windows, winners=None, first_winners=None, ties=None, divisors=None, is_max=False)
    if operation == "average":
        return replace(plain, after=pooled_by(windows.before, windows, operation), divisors=_counts(*_axes(windows)))
    first, ties = _corners(windows) if operation == "strided" else _largest(windows)
    return replace(
        plain,
        after=pooled_by(windows.before, windows, operation),
        winners=np.where(ties[..., None], -1, first),
        first_winners=first,
        ties=ties,
        is_max=operation == "max",
    )


def pooled_by(maps: np.ndarray, windows: PoolingWindows, operation: Operation) -> np.ndarray:
    """Maps (..., H, W) pooled over the same windows to (..., H', W') float32."""
    rows, columns = _axes(windows)
    if operation == "strided":
        picked = maps[..., rows.cells[:, :1], columns.cells[:, 0]]
        return np.asarray(np.where(np.outer(rows.inside[:, 0], columns.inside[:, 0]), picked, 0), np.float32)
    # Row by row, then column by column: both maxima and sums can be taken so, and it takes a fifth of the time.
    if operation == "max":
        return np.asarray(_reduced(_reduced(maps, columns, -1, np.maximum), rows, -2, np.maximum), np.float32)
    divisors = _counts(rows, columns) if windows.divisors is None else windows.divisors
    sums = _reduced(_reduced(maps.astype(np.float64), columns, -1, np.add), rows, -2, np.add)
    return np.asarray(sums / np.maximum(divisors, 1), np.float32)


def kept(windows: PoolingWindows) -> Kept:
    """What the operation of `windows` leaves of the map."""
    before, after = windows.before, windows.after
    if windows.first_winners is None:
        left = after.reshape(-1)
    else:
        rows, columns = windows.first_winners.reshape(-1, 2).T
        there = np.zeros(before.shape, bool)
        there[rows[rows >= 0], columns[rows >= 0]] = True
        left = before[there]
    highest = float(before.max())
    return Kept(
        cells=left.size,
        total=before.size,
        activation=_ratio(np.abs(left).sum(dtype=np.float64), np.abs(before).sum(dtype=np.float64)),
        energy=_ratio(np.square(left, dtype=np.float64).sum(), np.square(before, dtype=np.float64).sum()),
        peak=_ratio(float(after.max()), highest) if highest > 0 else float("nan"),
        steadiness=_steadiness(windows),
    )


def window_sum(windows: PoolingWindows, row: int, column: int) -> WindowSum:
    """The arithmetic of the window of an output cell."""
    top, bottom, left, right = (int(edge) for edge in windows.bounds[row, column])
    values = windows.before[top : bottom : windows.dilation[0], left : right : windows.dilation[1]]
    divisor = values.size if windows.divisors is None else int(windows.divisors[row, column])
    total = float(values.sum(dtype=np.float64))
    nothing = float("nan")
    if not values.size:
        zeros = {operation: np.zeros(values.shape) for operation in OPERATIONS}
        return WindowSum(values, total, divisor, dict.fromkeys(OPERATIONS, nothing), zeros, None, False)
    largest = (values == values.max()) | np.isnan(values)
    winner = np.unravel_index(int(largest.argmax()), values.shape)
    corner, winning = np.zeros(values.shape), np.zeros(values.shape)
    corner[0, 0], winning[winner] = 1, 1
    return WindowSum(
        values=values,
        total=total,
        divisor=divisor,
        results={"max": float(values.max()), "average": total / divisor, "strided": float(values[0, 0])},
        shares={"max": winning, "average": np.full(values.shape, 1 / divisor), "strided": corner},
        winner=(int(winner[0]), int(winner[1])),
        tied=int(largest.sum()) > 1,
    )


def similarity(first: np.ndarray, second: np.ndarray) -> float:
    """Cosine of the angle between two arrays of one shape, -1..1; NaN where one of them is all zero."""
    a, b = first.reshape(-1).astype(np.float64), second.reshape(-1).astype(np.float64)
    return _ratio(float(a @ b), float(np.sqrt((a @ a) * (b @ b))))


@dataclass(frozen=True, slots=True, eq=False)
class _Axis:
    """The windows along one dimension, of which all windows are the product: their cells (out, k), which are inside."""

    cells: np.ndarray
    inside: np.ndarray


def _axes(windows: PoolingWindows) -> tuple[_Axis, _Axis]:
    (down, across), (height, width) = windows.dilation, windows.before.shape
    return _axis(windows.bounds[:, 0, :2], down, height), _axis(windows.bounds[0, :, 2:], across, width)


def _axis(bounds: np.ndarray, step: int, size: int) -> _Axis:
    longest = max(1, int((-(-(bounds[:, 1] - bounds[:, 0]) // step)).max(initial=0)))
    cells = bounds[:, :1] + np.arange(longest) * step
    return _Axis(np.minimum(cells, size - 1), cells < bounds[:, 1:])


def _reduced(maps: np.ndarray, windows: _Axis, axis: int, by: np.ufunc) -> np.ndarray:
    """Maps with one dimension pooled by `np.maximum` or `np.add`; what lies outside counts as nothing."""
    nothing = 0 if by is np.add else -np.inf
    result: np.ndarray | None = None
    for cells, inside in zip(windows.cells.T, windows.inside.T, strict=True):
        taken = _taken(maps, cells, axis)
        if not inside.all():
            taken = np.where(inside if axis == -1 else inside[:, None], taken, nothing)
        result = taken.copy() if result is None else by(result, taken, out=result)
    assert result is not None
    return result


def _taken(maps: np.ndarray, cells: np.ndarray, axis: int) -> np.ndarray:
    """The rows (axis -2) or columns (-1) of these numbers; without a copy where they follow each other evenly."""
    steps = np.diff(cells)
    if not steps.size or (steps[0] > 0 and (steps == steps[0]).all()):
        step = int(steps[0]) if steps.size else 1
        even = slice(int(cells[0]), int(cells[-1]) + 1, step)
        return maps[..., even] if axis == -1 else maps[..., even, :]
    return maps.take(cells, axis)


def _corners(windows: PoolingWindows) -> tuple[np.ndarray, np.ndarray]:
    """The first cell of every window (H', W', 2), -1 of an empty one, and that none is tied."""
    rows, columns = _axes(windows)
    cells = np.stack(np.meshgrid(rows.cells[:, 0], columns.cells[:, 0], indexing="ij"), axis=-1)
    there = np.outer(rows.inside[:, 0], columns.inside[:, 0])
    return np.where(there[..., None], cells, -1), np.zeros(there.shape, bool)


def _largest(windows: PoolingWindows) -> tuple[np.ndarray, np.ndarray]:
    """The largest cell of every window (H', W', 2), the first in reading order, and which windows have several."""
    rows, columns = _axes(windows)
    inside = rows.inside[:, None, :, None] & columns.inside[None, :, None, :]
    cells = np.where(inside, windows.before[rows.cells[:, None, :, None], columns.cells[None, :, None, :]], -np.inf)
    flat = cells.reshape(*cells.shape[:2], -1)
    best = np.asarray((flat == flat.max(axis=-1, keepdims=True)) | np.isnan(flat))
    best &= np.broadcast_to(inside, cells.shape).reshape(flat.shape)
    pick, width = best.argmax(axis=-1), cells.shape[3]
    row = np.take_along_axis(rows.cells, pick // width, axis=1)
    column = columns.cells[np.arange(len(columns.cells))[None, :], pick % width]
    return np.where(best.any(axis=-1, keepdims=True), np.stack([row, column], axis=-1), -1), best.sum(axis=-1) > 1


def _counts(rows: _Axis, columns: _Axis) -> np.ndarray:
    return np.outer(rows.inside.sum(axis=1), columns.inside.sum(axis=1))


def _steadiness(windows: PoolingWindows) -> float:
    operation: Operation | None = "strided" if windows.winners is not None and not windows.is_max else None
    operation = operation or own_operation(windows)
    if operation is None:
        return float("nan")
    before = windows.before
    left = np.concatenate([before[:, 1:], before[:, -1:]], axis=1)
    right = np.concatenate([before[:, :1], before[:, :-1]], axis=1)
    plain, *moved = pooled_by(np.stack([before, left, right]), windows, operation)
    return float(np.mean([similarity(plain, other) for other in moved]))


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")
