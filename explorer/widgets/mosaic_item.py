"""All maps of a layer as one pyqtgraph item: one picture, with labels, rings and marks painted over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QTransform, qRgb

from explorer.core.mosaic import GAP, Layout, arrange
from explorer.widgets import theme
from explorer.widgets.mosaic_layout import LABEL_HEIGHT, LABEL_WIDTH, RANGE_WIDTH, Grid
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Sequence

_SMALLEST_OUTLINED = 12
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


class MosaicItem(pg.ImageItem):
    """Tiles in item coordinates of one unit each (Grid.unit device pixels at zoom 1)."""

    def __init__(self) -> None:
        super().__init__(axisOrder="row-major")
        self.setAutoDownsample(False)
        self.tiles: Tiles | None = None
        self.grid: Grid | None = None
        self.selected: int | None = None
        self.cell: tuple[int, int] | None = None
        self.keyboard_focus = False
        self.backdrop: QImage | None = None
        self.opacity_over_backdrop = 1.0
        self._lut: np.ndarray | None = None
        self._picture: np.ndarray | None = None
        self._image = QImage()

    def show_tiles(self, tiles: Tiles, grid: Grid) -> None:
        """Lay `tiles` out on `grid`."""
        self.tiles = tiles
        colours = tiles.colours if tiles.colours.ndim == 3 else _packed(tiles.colours)
        if grid.repeat > 1:
            colours = colours.repeat(grid.repeat, axis=1).repeat(grid.repeat, axis=2)
        fill = GAP if colours.dtype == np.uint8 else 0
        self._picture = np.ascontiguousarray(arrange(colours, grid.layout, tiles.order, fill))
        if grid != self.grid:
            self.grid = grid
            # The base class keeps bounds, hover and export by its image; painting is ours.
            self.setImage(self._picture.view(), autoLevels=False, levels=(0, 255))
        else:
            self.image = self._picture
        self._make_image()

    def set_lut(self, lut: np.ndarray) -> None:
        """The colours (256, 3) of the indices, as `index_colours` gives them."""
        self._lut = lut
        self._make_image()

    @safely(default=QRectF)
    def boundingRect(self) -> QRectF:
        # Rings, outlines and labels lie beside the tiles: without a margin traces of them would stay.
        return super().boundingRect().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)

    @safely
    def paint(self, painter: QPainter, *_: Any) -> None:
        if self.tiles is None or self.grid is None or self._image.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        visible = self._visible_positions(painter)
        if self.backdrop is not None and self.opacity_over_backdrop < 1:
            self._paint_backdrop(painter, visible)
            painter.setOpacity(self.opacity_over_backdrop)
        painter.drawImage(QPointF(0, 0), self._image)
        painter.setOpacity(1)
        self._paint_over(painter, visible)

    def rect_of(self, position: int, layout: Layout | None = None) -> QRectF:
        """A tile's rectangle in item coordinates."""
        layout = layout or self._layout
        y, x = layout.origin(position)
        return QRectF(x, y, layout.width, layout.height)

    @property
    def _layout(self) -> Layout:
        assert self.grid is not None
        return self.grid.layout

    def _make_image(self) -> None:
        picture = self._picture
        if picture is None:
            return
        height, width = picture.shape
        if picture.dtype == np.uint32:
            self._image = QImage(
                picture.data, width, height, picture.strides[0], QImage.Format.Format_ARGB32_Premultiplied
            )
        elif self._lut is not None:
            self._image = indexed_image(picture, self._lut)
        self.update()

    def _visible_positions(self, painter: QPainter) -> range:
        layout = self._layout
        inverse, valid = painter.worldTransform().inverted()
        if not valid:
            return range(layout.count)
        shown = inverse.mapRect(QRectF(painter.viewport()))
        first = max(0, int(shown.top() // layout.pitch[0]))
        last = int(shown.bottom() // layout.pitch[0]) + 1
        return range(min(first * layout.columns, layout.count), min(last * layout.columns, layout.count))

    def _paint_backdrop(self, painter: QPainter, visible: range) -> None:
        assert self.backdrop is not None
        for position in visible:
            painter.drawImage(self.rect_of(position), self.backdrop)

    # Everything below is painted in device pixels, so that lines stay one pixel and texts stay readable.

    def _paint_over(self, painter: QPainter, visible: range) -> None:
        assert self.tiles is not None
        transform = painter.worldTransform()
        painter.save()
        painter.resetTransform()
        # Over ten thousand tiles of a few pixels there is nothing to see but the time that it takes.
        if self.tiles.count and transform.mapRect(self.rect_of(0)).width() < _SMALLEST_DECORATED:
            chosen = None if self.selected is None else self.tiles.position_of(self.selected)
            visible = range(0) if chosen is None or chosen not in visible else range(chosen, chosen + 1)
        rects = [(position, self.tiles.at(position), transform.mapRect(self.rect_of(position))) for position in visible]
        if rects:
            self._paint_outlines(painter, [rect for _, _, rect in rects])
            self._paint_marks(painter, rects)
            self._paint_labels(painter, rects)
        self._paint_selection(painter, rects)
        painter.restore()

    def _paint_outlines(self, painter: QPainter, rects: list[QRectF]) -> None:
        if rects[0].width() < _SMALLEST_OUTLINED:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme.colour("border-2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # On a fine screen a line of one logical pixel would lie half upon the tiles.
        ratio = painter.device().devicePixelRatioF()
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        fine = QTransform.fromScale(ratio, ratio)
        painter.drawRects([fine.mapRect(rect).toRect().adjusted(-1, -1, 0, 0) for rect in rects])
        painter.restore()

    def _paint_marks(self, painter: QPainter, rects: list[tuple[int, int, QRectF]]) -> None:
        assert self.tiles is not None
        hatched, broken = self.tiles.hatched, self.tiles.broken
        for _, index, rect in rects:
            if index < len(hatched) and hatched[index]:
                painter.fillRect(rect, QBrush(theme.colour("muted", 0.55), Qt.BrushStyle.BDiagPattern))
            if index < len(broken) and broken[index]:
                painter.setPen(QPen(theme.colour("invalid"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect)
                if rect.width() >= LABEL_WIDTH:
                    badge = QRectF(rect.left(), rect.top(), 26, 14)
                    painter.fillRect(badge, theme.colour("invalid"))
                    painter.setFont(theme.font("tile-strong"))
                    painter.setPen(QColor("#FFFFFF"))
                    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, "NaN")

    def _paint_labels(self, painter: QPainter, rects: list[tuple[int, int, QRectF]]) -> None:
        tiles = self.tiles
        assert tiles is not None
        if not tiles.labels or rects[0][2].width() < LABEL_WIDTH:
            return
        with_range = bool(tiles.ranges) and rects[0][2].width() >= RANGE_WIDTH
        text, muted, accent = theme.colour("text"), theme.colour("muted"), theme.colour("accent")
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        plain, strong = theme.font("tile"), theme.font("tile-strong")
        painter.setFont(theme.font("label") if rects[0][2].width() > 300 else plain)
        for _, index, rect in rects:
            line = QRectF(rect.left(), rect.bottom() + 2, rect.width(), LABEL_HEIGHT)
            chosen = index == self.selected
            painter.setFont(strong if chosen else plain)
            painter.setPen(accent if chosen else text)
            painter.drawText(line, left | Qt.AlignmentFlag.AlignVCenter, tiles.labels[index])
            if with_range:
                painter.setFont(plain)
                metrics, shown = painter.fontMetrics(), tiles.ranges[index]
                room = line.width() - metrics.horizontalAdvance(tiles.labels[index]) - 4
                if metrics.horizontalAdvance(shown) <= room:
                    painter.setPen(muted)
                    painter.drawText(line, right | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_selection(self, painter: QPainter, rects: list[tuple[int, int, QRectF]]) -> None:
        chosen = next((rect for _, index, rect in rects if index == self.selected), None)
        if chosen is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(theme.colour("accent"), 2)
        if self.keyboard_focus:
            pen.setStyle(Qt.PenStyle.DashLine)
        gap = 2.5 if chosen.width() >= 24 else 1.0
        painter.setPen(pen)
        painter.drawRoundedRect(chosen.adjusted(-gap, -gap, gap, gap), 3, 3)
        if self.cell is not None and self.tiles is not None:
            height, width = self.tiles.values.shape[1:]
            row, column = self.cell
            side = chosen.width() / self.tiles.colours.shape[2] / self.tiles.block
            if row < height and column < width and side >= 2:
                box = QRectF(chosen.left() + column * side, chosen.top() + row * side, side, side)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
                painter.setPen(QPen(theme.colour("halo"), 1))
                painter.drawRect(box.adjusted(-2, -2, 1, 1))
                painter.setPen(QPen(theme.colour("probe"), 1))
                painter.drawRect(box.adjusted(-1, -1, 0, 0))


def indexed_image(picture: np.ndarray, table: np.ndarray) -> QImage:
    """Colour indices uint8 (H, W) as a 32-bit QImage of its own memory; `table` (256, 3) as of `index_colours`.

    Qt draws a scaled 8-bit picture pixel by pixel, a 32-bit one four times as fast.
    """
    picture = np.ascontiguousarray(picture)
    height, width = picture.shape
    indexed = QImage(picture.data, width, height, picture.strides[0], QImage.Format.Format_Indexed8)
    indexed.setColorTable(_colour_table(table.tobytes()))
    return indexed.convertToFormat(QImage.Format.Format_RGB32)


@lru_cache(maxsize=32)
def _colour_table(table: bytes) -> list[int]:
    return [qRgb(*table[place : place + 3]) for place in range(0, len(table), 3)]


def _packed(rgb: np.ndarray) -> np.ndarray:
    """RGB uint8 (..., 3) as 0xffRRGGBB uint32 (...)."""
    wide = rgb.astype(np.uint32)
    return (0xFF << 24) | (wide[..., 0] << 16) | (wide[..., 1] << 8) | wide[..., 2]
