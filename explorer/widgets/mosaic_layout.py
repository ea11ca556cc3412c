"""How large the tiles of a grid are and where they lie on the screen: whole device pixels to every cell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from explorer.core.mosaic import Layout

TILE_SIZES = (16, 24, 32, 48, 64, 84, 112, 168, 224, 336, 448)
"""Sizes of a tile's longer side that one can choose, in pixels."""
LARGEST_FIT = 224
"""No tile is made larger than this to fill the view."""
LABEL_HEIGHT = 16
LABEL_WIDTH = 28
"""Tiles narrower than this have no label."""
RANGE_WIDTH = 80
"""Tiles narrower than this have no range beside the label."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A mosaic on the screen.

    Attributes:
        layout: the tiles in units of `unit` device pixels.
        repeat: how many units a map's cell is wide and high.
        unit: device pixels per unit.
    """

    layout: Layout
    repeat: int
    unit: int

    @property
    def cell(self) -> int:
        """Device pixels per cell of the maps."""
        return self.unit * self.repeat


@lru_cache(maxsize=64)
def grid(
    count: int, shape: tuple[int, int], tile: float, width: float, columns: int | None = None, ratio: float = 1.0
) -> Grid:
    """The grid of `count` maps of `shape` (H, W) with tiles of about `tile` device pixels in `width` device pixels.

    A cell is a whole number of pixels, so that all cells are equally large; maps larger than `tile` get one pixel
    a cell. `columns` fixes the number of tiles in a row (a matrix); otherwise as many as fit. `ratio`: device pixels
    per pixel, for gaps and labels.
    """
    cell = max(1, round(tile / max(shape)))
    unit = next((unit for unit in (4, 3, 5, 2) if cell > 5 and cell % unit == 0), cell if cell <= 5 else 0)
    if not unit:  # a prime number of pixels: the next even one
        cell += 1
        unit = 2
    repeat = cell // unit
    height, wide = shape[0] * repeat, shape[1] * repeat
    shown = wide * unit / ratio
    labelled = shown >= LABEL_WIDTH and columns is None
    gap = max(1, round((9 if labelled else max(1.7, min(9, shown / 8))) * ratio / unit))
    below = max(1, round((9 + LABEL_HEIGHT) * ratio / unit)) if labelled else gap
    fitting = max(1, int((width / unit + gap) // (wide + gap)))
    return Grid(Layout(count, height, wide, min(columns or fitting, max(1, count)), gap, below), repeat, unit)


@lru_cache(maxsize=64)
def fitting_tile(count: int, shape: tuple[int, int], width: float, height: float, ratio: float) -> float:
    """The largest tile (device pixels, whole cells) whose grid fits width x height; the smallest size if none does.

    `ratio`: device pixels per pixel.
    """
    longest = max(shape)
    for cell in range(int(LARGEST_FIT * ratio / longest), 0, -1):
        if cell * longest < TILE_SIZES[0] * ratio:
            break
        made = grid(count, shape, cell * longest, width, None, ratio)
        if made.layout.shape[0] * made.unit <= height and made.layout.shape[1] * made.unit <= width + made.unit * 9:
            return cell * longest
    return TILE_SIZES[0] * ratio
