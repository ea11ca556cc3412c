"""How a layer's cells lie over the input along one axis: from where to where each reaches, borders left aside.

After Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019; cells of
layers that enlarge their input do not all reach equally far, but those a period apart do.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOWHERE = 1 << 40


@dataclass(frozen=True, eq=False)
class Line:
    """Cells of a layer over the input.

    Attributes:
        low, high: (period,) int, the first and last place that each of the first cells reaches.
        shift: how many places farther the cells of the next period reach.
    """

    low: np.ndarray
    high: np.ndarray
    shift: int

    @property
    def size(self) -> int:
        """How many places a field spans; where not all span the same, the most."""
        return int((self.high - self.low).max()) + 1

    @property
    def jump(self) -> float:
        """How far apart the fields of neighbouring cells are."""
        return self.shift / len(self.low)

    @property
    def centre(self) -> float:
        """The middle of cell 0's field."""
        return float(self.low[0] + self.high[0]) / 2

    def of(self, taps: Taps) -> Line:
        """The line of a layer that reads the one whose own line this is."""
        period = len(self.low)
        times = period // math.gcd(period, taps.shift)
        cells = np.concatenate([taps.cells + number * taps.shift for number in range(times)])
        missing = np.tile(~taps.there, (times, 1))
        periods, phases = cells // period, cells % period
        low = np.where(missing, _NOWHERE, self.low[phases] + periods * self.shift).min(axis=1)
        high = np.where(missing, -_NOWHERE, self.high[phases] + periods * self.shift).max(axis=1)
        return Line(low, high, self.shift * times * taps.shift // period)

    def joined(self, other: Line) -> Line | None:
        """What two branches span together; None where they drift apart."""
        if self.shift * len(other.low) != other.shift * len(self.low):
            return None
        period = math.lcm(len(self.low), len(other.low))
        first, second = self._over(period), other._over(period)
        return Line(np.minimum(first.low, second.low), np.maximum(first.high, second.high), first.shift)

    def _over(self, period: int) -> Line:
        times = period // len(self.low)
        if times == 1:
            return self
        steps = np.repeat(np.arange(times) * self.shift, len(self.low))
        return Line(np.tile(self.low, times) + steps, np.tile(self.high, times) + steps, self.shift * times)


@dataclass(frozen=True, eq=False)
class Taps:
    """Which cells of its input the cells of one layer read, borders left aside.

    Attributes:
        cells: (period, k) int, of each of the first cells.
        there: (period, k) bool, which of them count.
        shift: how many cells farther those of the next period read.
    """

    cells: np.ndarray
    there: np.ndarray
    shift: int


def even_taps(first: int, count: int, step: int, shift: int) -> Taps:
    """`count` cells from `first` on, `step` apart, for every cell alike."""
    cells = first + step * np.arange(count)[None]
    return Taps(cells, np.ones(cells.shape, bool), shift)


def listed_taps(cells: Sequence[Sequence[int]], shift: int) -> Taps:
    """Of a list of cells for each cell of a period; there may be none."""
    longest = max(1, max(map(len, cells)))
    filled = [[*row, *[0] * (longest - len(row))] for row in cells]
    there = [[place < len(row) for place in range(longest)] for row in cells]
    return Taps(np.array(filled, np.int64), np.array(there, bool), shift)


CELL = Line(np.zeros(1, np.int64), np.zeros(1, np.int64), 1)
"""Every cell is its own field."""
