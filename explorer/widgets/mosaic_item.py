"""All maps of a layer as one pyqtgraph item: one picture, with labels, rings and marks painted over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QTransform

from explorer.widgets import theme
from explorer.widgets.calm import change_calmly
from explorer.widgets.mosaic_over import (
    Place,
    has_still,
    paint_broken,
    paint_labels,
    paint_outlines,
    paint_probe,
    paint_ring,
    paint_silent,
    shows_ranges,
)
from explorer.widgets.safely import safely
from explorer.widgets.tile_sheet import TileSheet, beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.core.mosaic import Layout
    from explorer.widgets.mosaic_layout import Grid

_SMALLEST_DECORATED = 6
"""Tiles narrower than so many pixels have neither hatches nor rings, but for the selected one."""
_MARGIN = 12


@dataclass(frozen=True, slots=True, eq=False)
class Tiles:
    """What a mosaic shows.

    Attributes:
        colours: uint8 (N, h, w) colour indices, or uint8 (N, h, w, 3) RGB.
        values: float32 (N, H, W), the exact numbers under the pointer; (H, W) may be larger than (h, w).
        block: how many values a cell of `colours` is the average of, in each direction; fewer at the end.
        order: tile numbers by position, None for 0, 1, 2, ...
        labels: text at the left under each tile, empty for none; by tile number.
        ranges: text at the right under each tile, shown where there is room.
        hatched: tiles (N,) that are silent.
        broken: tiles (N,) with NaN or infinity.
        columns: tiles in a row, None for as many as fit.
    """

    colours: np.ndarray
    values: np.ndarray
    order: np.ndarray | None = None
    labels: Sequence[str] = ()
    ranges: Sequence[str] = ()
    hatched: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    broken: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    columns: int | None = None
    block: int = 1

    @property
    def count(self) -> int:
        """How many tiles there are."""
        return len(self.colours)

    def at(self, position: int) -> int:
        """The tile number at a position."""
        return position if self.order is None else int(self.order[position])

    def position_of(self, index: int) -> int | None:
        """Where a tile lies, None if it is not shown."""
        if self.order is None:
            return index if 0 <= index < self.count else None
        found = np.flatnonzero(self.order == index)
        return int(found[0]) if len(found) else None


class MosaicItem(pg.GraphicsObject):
    """Tiles in item coordinates of one unit each (Grid.unit device pixels at zoom 1).

    Only tiles, their marks and the ring are painted for each picture of the network. Outlines, labels and ranges stay,
    in a sheet that is made anew when something of them changes; ranges are renewed calmly.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tiles: Tiles | None = None
        self.grid: Grid | None = None
        self.selected: int | None = None
        self.cell: tuple[int, int] | None = None
        self.area: tuple[int, int, int, int] | None = None
        self.keyboard_focus = False
        self.backdrop: QImage | None = None
        self.opacity_over_backdrop = 1.0
        self._lut: np.ndarray | None = None
        self._bounds = QRectF()
        self._sheet: TileSheet | None = None
        self._sheet_key: object = None
        self._written = False
        self._says_ranges = False
        self._ready: tuple[QTransform | None, TileSheet | None] = None, None

    def show_tiles(self, tiles: Tiles, grid: Grid) -> None:
        """Lay `tiles` out on `grid`."""
        if grid != self.grid:
            self.prepareGeometryChange()
            height, width = grid.layout.shape
            # Rings lie beside the tiles: without a margin traces of them would stay.
            self._bounds = QRectF(0, 0, width, height).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        before, alike = self.tiles, grid == self.grid
        self.tiles, self.grid, self._written = tiles, grid, False
        if before is not None and alike and self._sheet is not None and self._said(before) == self._said(tiles):
            for part in self._sheet.changing:
                self.update(part)
        else:
            self.update()
        if before is None or before.ranges is not tiles.ranges:
            change_calmly(self, self._renew_ranges)

    def set_lut(self, lut: np.ndarray) -> None:
        """The colours (256, 3) of the indices, as `index_colours` gives them."""
        if lut is not self._lut:
            self._lut, self._written = lut, False
            self.update()

    @safely(default=QRectF)
    def boundingRect(self) -> QRectF:
        return self._bounds

    def dress(self) -> None:
        """The theme or the size of texts has changed."""
        self._sheet_key = None
        self.update()

    def paint_ground(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint what the tiles leave open of a part of the viewport; both in scene coordinates."""
        world = self.sceneTransform() * painter.worldTransform()
        sheet = self._prepared(painter, world)
        self._ready = world, sheet
        covered = QRect() if sheet is None or self._shows_backdrop else sheet.covered
        wanted = painter.worldTransform().mapRect(exposed).toAlignedRect()
        if covered.contains(wanted):
            return
        surface = theme.colour("surface")
        painter.save()
        painter.resetTransform()
        for rect in beside(covered, wanted):
            painter.fillRect(rect, surface)
        painter.restore()

    @safely
    def paint(self, painter: QPainter, *_: Any) -> None:
        world = painter.worldTransform()
        # As a rule the ground has just been painted for the same place.
        (place, sheet), self._ready = self._ready, (None, None)
        if place != world:
            sheet = self._prepared(painter, world)
        if sheet is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        if self._shows_backdrop:
            self._paint_backdrop(painter, sheet.positions)
        sheet.paint(painter, self.opacity_over_backdrop if self._shows_backdrop else 1)
        painter.save()
        painter.resetTransform()
        self._paint_over(painter, world, sheet.positions)
        painter.restore()

    def rect_of(self, position: int) -> QRectF:
        """A tile's rectangle in item coordinates."""
        layout = self._layout
        y, x = layout.origin(position)
        return QRectF(x, y, layout.width, layout.height)

    @property
    def _layout(self) -> Layout:
        assert self.grid is not None
        return self.grid.layout

    @property
    def _shows_backdrop(self) -> bool:
        return self.backdrop is not None and self.opacity_over_backdrop < 1

    # ---- what stays

    def _prepared(self, painter: QPainter, world: QTransform) -> TileSheet | None:
        """The tiles in sight, up to date, where `world` takes item coordinates to those of the viewport."""
        tiles = self.tiles
        if tiles is None or not tiles.count or (self._lut is None and tiles.colours.ndim == 3):
            return None
        ratio, viewport = painter.device().devicePixelRatioF(), painter.viewport()
        key = self._key_of(tiles, world, viewport, ratio)
        if self._sheet is None or key != self._sheet_key:
            rows = self._rows_in(world, viewport)
            if not rows:
                return None
            self._sheet, self._written = self._made_sheet(tiles, rows, world, viewport.size(), ratio), False
            self._sheet_key = self._key_of(tiles, world, viewport, ratio)
        if not self._written:
            self._sheet.write(tiles.colours, tiles.order, self._lut if tiles.colours.ndim == 3 else None)
            self._written = True
        return self._sheet

    def _rows_in(self, world: QTransform, viewport: QRect) -> range:
        layout = self._layout
        inverse, valid = world.inverted()
        if not valid:
            return range(0)
        shown = inverse.mapRect(QRectF(viewport))
        first, last = int(shown.top() // layout.pitch[0]), int(shown.bottom() // layout.pitch[0]) + 1
        return range(max(0, first), min(last, layout.rows))

    def _key_of(self, tiles: Tiles, world: QTransform, viewport: QRect, ratio: float) -> object:
        """Equal keys mean the same sheet; but for the ranges, which are renewed calmly."""
        return world, viewport, ratio, self.grid, self.selected, self._shows_backdrop, self._said(tiles)

    def _said(self, tiles: Tiles) -> object:
        """What is said of the tiles in sight."""
        shown = range(0) if self._sheet is None else self._sheet.positions
        return tiles.labels, None if tiles.order is None else tiles.order[shown.start : shown.stop].tobytes()

    def _renew_ranges(self) -> None:
        if self._says_ranges:
            self._sheet_key = None
            self.update()

    def _made_sheet(self, tiles: Tiles, rows: range, world: QTransform, size: QSize, ratio: float) -> TileSheet:
        assert self.grid is not None
        sheet, width = TileSheet(self.grid, rows, world, ratio), world.m11() * self._layout.width
        self._says_ranges = shows_ranges(width, tiles.ranges)

        def paint_still(painter: QPainter, origin: QPointF) -> None:
            rects = ((tiles.at(p), world.mapRect(self.rect_of(p)).translated(-origin)) for p in sheet.positions)
            places = [Place(index, rect) for index, rect in rects]
            paint_outlines(painter, places)
            paint_labels(painter, places, tiles.labels, tiles.ranges, self.selected)

        sheet.lay(paint_still if has_still(width, tiles.labels) else None, size, self._shows_backdrop)
        return sheet

    # ---- painting

    def _paint_backdrop(self, painter: QPainter, positions: range) -> None:
        assert self.backdrop is not None
        for position in positions:
            painter.drawImage(self.rect_of(position), self.backdrop)

    def _paint_over(self, painter: QPainter, world: QTransform, positions: range) -> None:
        """Marks and rings, in device pixels."""
        tiles = self.tiles
        assert tiles is not None
        chosen = None if self.selected is None else tiles.position_of(self.selected)
        chosen = chosen if chosen in positions else None
        # Over ten thousand tiles of a few pixels there is nothing to see but the time that it takes.
        if world.m11() * self._layout.width < _SMALLEST_DECORATED:
            positions = range(0) if chosen is None else range(chosen, chosen + 1)
        for position in _flagged(tiles.hatched, tiles.order, positions):
            paint_silent(painter, world.mapRect(self.rect_of(position)))
        for position in _flagged(tiles.broken, tiles.order, positions):
            paint_broken(painter, world.mapRect(self.rect_of(position)))
        if self.area is not None:
            rects = (world.mapRect(self.rect_of(position)) for position in positions)
            paint_probe(painter, *(_box(tiles, rect, self.area) for rect in rects))
        if chosen is not None:
            rect = world.mapRect(self.rect_of(chosen))
            paint_ring(painter, rect, dashed=self.keyboard_focus)
            self._paint_cell(painter, tiles, rect)

    def _paint_cell(self, painter: QPainter, tiles: Tiles, rect: QRectF) -> None:
        height, width = tiles.values.shape[1:]
        row, column = self.cell or (height, width)
        box = _box(tiles, rect, (row, row + 1, column, column + 1))
        if row < height and column < width and box.width() >= 2:
            paint_probe(painter, box)


def _box(tiles: Tiles, rect: QRectF, area: tuple[int, int, int, int]) -> QRectF:
    """Where rows and columns of a tile are that is painted at `rect`."""
    side = rect.width() / tiles.colours.shape[2] / tiles.block
    top, bottom, left, right = area
    return QRectF(rect.left() + left * side, rect.top() + top * side, (right - left) * side, (bottom - top) * side)


def _flagged(flags: np.ndarray, order: np.ndarray | None, positions: range) -> list[int]:
    """The positions of those tiles whose flag is set; there may be no flags at all."""
    if not len(flags) or not flags.any():
        return []
    start, stop = positions.start, positions.stop
    chosen = flags[start:stop] if order is None else flags[order[start:stop]]
    return [start + int(place) for place in np.flatnonzero(chosen)]
