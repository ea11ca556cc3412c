"""What is painted of a map's cells: their colours, numbers in large ones, outlines of windows, rings round winners."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen

from explorer.core.colour_maps import paint
from explorer.widgets import theme
from explorer.widgets.cell_marks import cell_text, mark_pixmap, text_colour

if TYPE_CHECKING:
    from explorer.widgets.cell_view import CellView

NUMBERS_FROM = 30
"""Cells of at least so many pixels have their number written into them."""
RINGS_FROM = 10
"""Cells of at least so many pixels have rings, smaller ones dots."""
DOTS_FROM = 4
"""Cells of fewer pixels have no marks."""
_NONE = np.zeros((0, 4), np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """A map and what is drawn over it where cells are large enough.

    Attributes:
        values: (H, W) float32.
        indices: (H, W) uint8 colour indices.
        outlines: (n, 4) int, row start and stop, column start and stop of areas that get a thin outline.
        outlined_from: how many pixels a cell has to have for that.
        shades: (n, 4) int, areas that get a light shade.
        rings: (n, 2) int, row and column of cells with a ring (a dot where cells are small).
        dashes: (n, 2) float, y and x in cells of short dashes.
    """

    values: np.ndarray
    indices: np.ndarray
    outlines: np.ndarray = field(default_factory=lambda: _NONE)
    outlined_from: float = 0.0
    shades: np.ndarray = field(default_factory=lambda: _NONE)
    rings: np.ndarray = field(default_factory=lambda: _NONE[:, :2])
    dashes: np.ndarray = field(default_factory=lambda: _NONE[:, :2])


@dataclass(frozen=True, slots=True)
class CellPainter:
    """Paints those Cells that are in sight; `image` and `colours` (256, 3) are theirs."""

    cells: Cells
    colours: np.ndarray
    image: QImage
    view: CellView
    with_numbers: bool

    def paint(self, painter: QPainter) -> None:
        """Paint all that does not follow the pointer."""
        size = self.view.cell_size
        height, width = self.cells.values.shape
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, size * self.view.ratio < 1)
        painter.drawImage(self.view.area_rect((0, height, 0, width)), self.image)
        if size >= self.cells.outlined_from:
            self._paint_areas(painter)
        if self.with_numbers and size >= NUMBERS_FROM:
            self._paint_numbers(painter)
        if size >= DOTS_FROM:
            self._paint_rings(painter)
            self._paint_dashes(painter)

    def _paint_areas(self, painter: QPainter) -> None:
        shade = theme.colour("muted", 0.2)
        for rect in self._rects(self.cells.shades):
            painter.fillRect(rect, shade)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("muted", 0.6), 1))
        painter.drawRects(self._rects(self.cells.outlines))

    def _paint_numbers(self, painter: QPainter) -> None:
        painter.setFont(theme.font("caption" if self.view.cell_size >= 44 else "tile"))
        metrics = QFontMetricsF(painter.font())
        top, bottom, left, right = self.view.in_sight()
        for row in range(top, bottom):
            for column in range(left, right):
                value = float(self.cells.values[row, column])
                rect = self.view.area_rect((row, row + 1, column, column + 1))
                text = cell_text(value)
                if metrics.horizontalAdvance(text) > rect.width() - 2:
                    continue
                ink = text_colour(self.colours[self.cells.indices[row, column]])
                ink.setAlphaF(0.55 if value == 0 else 1.0)
                painter.setPen(ink)
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_rings(self, painter: QPainter) -> None:
        size = self.view.cell_size
        mark = mark_pixmap(size, size >= RINGS_FROM, self.view.ratio)
        half = mark.deviceIndependentSize() / 2
        for x, y in self._points(self._seen(self.cells.rings) + 0.5):
            painter.drawPixmap(QPointF(x - half.width(), y - half.height()), mark)

    def _paint_dashes(self, painter: QPainter) -> None:
        """In dark ink on light cells and in white on dark ones."""
        seen = self._seen(self.cells.dashes)
        height, width = self.cells.values.shape
        rows, columns = np.minimum(seen.astype(np.int64), (height - 1, width - 1)).T
        grounds = self.cells.indices[rows, columns]
        half = max(3.0, min(9.0, self.view.cell_size * 0.4)) / 2
        lines = [QLineF(x - half, y, x + half, y) for x, y in self._points(seen)]
        for index in np.unique(grounds):
            ink = text_colour(self.colours[index])
            painter.setPen(QPen(ink, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLines([lines[place] for place in np.flatnonzero(grounds == index)])

    def _seen(self, places: np.ndarray) -> np.ndarray:
        """Those of (row, column) places that are in sight."""
        top, bottom, left, right = self.view.in_sight()
        rows, columns = places[:, 0], places[:, 1]
        chosen: np.ndarray = places[(top <= rows) & (rows < bottom) & (left <= columns) & (columns < right)]
        return chosen

    def _points(self, places: np.ndarray) -> list[tuple[float, float]]:
        """(x, y) in the widget of (y, x) in cells."""
        (down, across), origin = self.view.sizes, self.view.origin
        xs, ys = origin.x() + places[:, 1] * across, origin.y() + places[:, 0] * down
        return list(zip(xs.tolist(), ys.tolist(), strict=True))

    def _rects(self, areas: np.ndarray) -> list[QRectF]:
        """The rectangles of those areas that are in sight."""
        top, bottom, left, right = self.view.in_sight()
        seen = (areas[:, 1] > top) & (areas[:, 0] < bottom) & (areas[:, 3] > left) & (areas[:, 2] < right)
        (down, across), origin = self.view.sizes, self.view.origin
        tops, bottoms, lefts, rights = (areas[seen] * np.array([down, down, across, across])).T
        corners = np.stack([origin.x() + lefts, origin.y() + tops, rights - lefts, bottoms - tops], axis=1)
        return [QRectF(*rect) for rect in corners.tolist()]


def cell_image(cells: Cells, colours: np.ndarray) -> QImage:
    """The map, a pixel a cell, in the colours (256, 3) of its indices."""
    pixels = np.ascontiguousarray(paint(cells.indices, colours))
    height, width = cells.indices.shape
    image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)
