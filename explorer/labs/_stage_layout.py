"""Where the grids of the stage stand: cells as large as fit, all grids on one axis."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.widgets.number_cells import NUMBERS_FROM

TITLE = 42
"""Room above a grid for its name and a line about it."""
BELOW = 28
_BESIDE = 16
_GAP, _LARGEST_GAP = 36.0, 104.0
_LARGEST_CELL, _LARGEST_WEIGHT = 44.0, 42.0
_KERNEL_SHARE = 0.18
_SMALLEST = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """A grid's map: the corner and the side of its cells in pixels, and its size in cells."""

    x: int
    y: int
    side: int
    rows: int
    columns: int

    @property
    def width(self) -> int:
        """Of the map in pixels."""
        return self.side * self.columns

    @property
    def height(self) -> int:
        """Of the map in pixels."""
        return self.side * self.rows


def placed(room: tuple[int, int], kernel: tuple[int, int], *others: tuple[int, int]) -> list[Place]:
    """The places of the input, the kernel and the outputs, from left to right.

    Args:
        room: width and height of the stage.
        kernel: rows and columns of the kernel.
        others: rows and columns of the input and of the outputs.
    """
    width, height = room
    free = max(1.0, height - TITLE - BELOW)
    gaps = len(others)
    most = min(_LARGEST_WEIGHT, free / kernel[0])
    weight = float(int(max(_SMALLEST, min(most, _KERNEL_SHARE * width / kernel[1]))))
    across = _left_over(width, weight, kernel[1], gaps)
    readable = _left_over(width, NUMBERS_FROM, kernel[1], gaps)
    if weight < NUMBERS_FROM <= min(most, readable / sum(columns for _, columns in others)):
        # A kernel whose numbers cannot be read tells nothing: the others have room for theirs all the same.
        weight, across = float(NUMBERS_FROM), readable
    sides = _shared(across, [columns for _, columns in others], [min(_LARGEST_CELL, free / rows) for rows, _ in others])
    cells = [(others[0], sides[0]), (kernel, weight), *zip(others[1:], sides[1:], strict=True)]
    used = sum(side * columns for (_, columns), side in cells)
    gap = min(_LARGEST_GAP, max(_GAP, (width - 2 * _BESIDE - used) / (gaps + 1)))
    x = max(_BESIDE, (width - used - gaps * gap) / 2)
    axis = TITLE + free / 2
    places = []
    for (rows, columns), side in cells:
        places.append(Place(round(x), round(axis - rows * side / 2), int(side), rows, columns))
        x += side * columns + gap
    return places


def _left_over(width: int, weight: float, columns: int, gaps: int) -> float:
    """The room for all grids but the kernel."""
    return max(1.0, width - 2 * _BESIDE - weight * columns - gaps * _GAP)


def _shared(room: float, columns: list[int], most: list[float]) -> list[float]:
    """Whole sides for grids side by side: all the same, but those that need less leave the rest to the others."""
    sides = [0.0] * len(columns)
    open_ = sorted(range(len(columns)), key=lambda number: most[number])
    while open_:
        number = open_.pop(0)
        share = room / (columns[number] + sum(columns[other] for other in open_))
        sides[number] = max(_SMALLEST, float(int(min(most[number], share))))
        room -= sides[number] * columns[number]
    return sides
