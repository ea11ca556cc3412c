"""One map painted cell by cell: numbers in large cells, outlines of windows, rings round winners, frames of a probe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.core.colour_maps import paint
from explorer.widgets import theme
from explorer.widgets.cell_marks import cell_text, mark_pixmap, text_colour
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

NUMBERS_FROM = 30
"""Cells of at least so many pixels have their number written into them."""
RINGS_FROM = 10
"""Cells of at least so many pixels have rings, smaller ones dots."""
DOTS_FROM = 4
"""Cells of fewer pixels have no marks."""
_MARGIN = 4
_LINE_HEIGHT = 32
_STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}

Area = tuple[int, int, int, int]
"""Row start and stop, column start and stop."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """A map and what is drawn over it.

    Attributes:
        values: (H, W) float32.
        indices: (H, W) uint8 colour indices.
        outlines: areas that get a thin outline.
        shades: areas that get a light shade.
        rings: (row, column) of cells with a ring (a dot where cells are small).
        dashes: (y, x) in cells, with a fraction, of short dashes.
    """

    values: np.ndarray
    indices: np.ndarray
    outlines: Sequence[Area] = ()
    shades: Sequence[Area] = ()
    rings: Sequence[tuple[int, int]] = ()
    dashes: Sequence[tuple[float, float]] = ()


class CellMap(QWidget):
    """Paints Cells as large as they fit, every cell a whole number of device pixels.

    `hovered(row, column)` has -1, -1 when the pointer has left; `moved(down, right)` comes from the arrow keys.
    """

    hovered = Signal(int, int)
    picked = Signal(int, int)
    moved = Signal(int, int)
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: Cells | None = None
        self._colours = np.zeros((256, 3), np.uint8)
        self._frames: Sequence[Area] = ()
        self._links: Sequence[Area] = ()
        self._with_numbers = True
        self._picture: QPixmap | None = None
        self._over: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_cells(self, cells: Cells | None, colours: np.ndarray) -> None:
        """Show a map in the colours (256, 3) of its indices; None for nothing."""
        self._cells, self._colours = cells, colours
        self._changed()

    def set_numbers(self, shown: bool) -> None:
        """Whether large cells have their numbers."""
        self._with_numbers = shown
        self._changed()

    def set_frames(self, frames: Sequence[Area], links: Sequence[Area] = ()) -> None:
        """Frame areas in the probe's colour, and others, which belong to them, in the accent colour."""
        if (frames, links) != (self._frames, self._links):
            self._frames, self._links = frames, links
            self.update()

    @property
    def cell_size(self) -> float:
        """The shorter side of a cell in pixels; 0 without a map."""
        return min(self._sizes())

    def area_rect(self, area: Area) -> QRectF:
        """Where an area lies in the widget."""
        down, across = self._sizes()
        top, bottom, left, right = area
        return QRectF(_MARGIN + left * across, _MARGIN + top * down, (right - left) * across, (bottom - top) * down)

    def holds(self, row: int, column: int) -> bool:
        """Whether the map has such a cell."""
        shape = (0, 0) if self._cells is None else self._cells.values.shape
        return 0 <= row < shape[0] and 0 <= column < shape[1]

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """The (row, column) under a point of the widget."""
        if self._cells is None or self.cell_size == 0:
            return None
        down, across = self._sizes()
        row, column = int((point.y() - _MARGIN) // down), int((point.x() - _MARGIN) // across)
        return (row, column) if self.holds(row, column) else None

    def _sizes(self) -> tuple[float, float]:
        """(height, width) of a cell in pixels: square, but a map of one line is made a few pixels thicker."""
        if self._cells is None or not self._cells.values.size:
            return 0.0, 0.0
        height, width = self._cells.values.shape
        ratio = self.devicePixelRatioF()
        room_down = max(1.0, (self.height() - 2 * _MARGIN) * ratio)
        room_across = max(1.0, (self.width() - 2 * _MARGIN) * ratio)
        side = min(room_down / height, room_across / width)
        side = float(int(side)) if side >= 1 else side
        thick = max(side, min(_LINE_HEIGHT * ratio, room_down if height == 1 else room_across))
        down, across = (thick if height == 1 < width else side), (thick if width == 1 < height else side)
        return down / ratio, across / ratio

    def _changed(self) -> None:
        self._picture = None
        self.update()

    # ---- painting

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._cells is None or self.cell_size == 0:
            return
        painter = QPainter(self)
        if self._picture is None or self._picture.devicePixelRatioF() != self.devicePixelRatioF():
            self._picture = self._painted(self._cells)
        painter.drawPixmap(0, 0, self._picture)
        for area in self._links:
            self._paint_frame(painter, self.area_rect(area), "accent", 1.5)
        for area in self._frames:
            self._paint_frame(painter, self.area_rect(area), "probe", 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent-line"), 2))
            height, width = self._cells.values.shape
            painter.drawRect(self.area_rect((0, height, 0, width)).adjusted(-2, -2, 2, 2))

    def _painted(self, cells: Cells) -> QPixmap:
        """All that does not follow the pointer, kept until something changes."""
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        height, width = cells.values.shape
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.cell_size * ratio < 1)
        painter.drawImage(self.area_rect((0, height, 0, width)), self._image(cells))
        self._paint_areas(painter, cells)
        if self._with_numbers and self.cell_size >= NUMBERS_FROM:
            self._paint_numbers(painter, cells)
        self._paint_marks(painter, cells)
        painter.end()
        return pixmap

    def _image(self, cells: Cells) -> QImage:
        colours = np.ascontiguousarray(paint(cells.indices, self._colours))
        height, width = cells.indices.shape
        image = QImage(colours.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        return image.convertToFormat(QImage.Format.Format_RGB32)

    def _paint_areas(self, painter: QPainter, cells: Cells) -> None:
        for area in cells.shades:
            painter.fillRect(self.area_rect(area), theme.colour("muted", 0.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("muted", 0.6), 1))
        painter.drawRects([self.area_rect(area) for area in cells.outlines])

    def _paint_numbers(self, painter: QPainter, cells: Cells) -> None:
        roomy = self.cell_size >= 44
        painter.setFont(theme.font("caption" if roomy else "tile"))
        metrics = QFontMetricsF(painter.font())
        height, width = cells.values.shape
        for row in range(height):
            for column in range(width):
                value, rect = float(cells.values[row, column]), self.area_rect((row, row + 1, column, column + 1))
                text = cell_text(value)
                if metrics.horizontalAdvance(text) > rect.width() - 2:
                    continue
                ink = text_colour(self._colours[cells.indices[row, column]])
                ink.setAlphaF(0.55 if value == 0 else 1.0)
                painter.setPen(ink)
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_marks(self, painter: QPainter, cells: Cells) -> None:
        size = self.cell_size
        if size < DOTS_FROM:
            return
        mark = mark_pixmap(size, size >= RINGS_FROM, self.devicePixelRatioF())
        half = mark.deviceIndependentSize() / 2
        offset = QPointF(half.width(), half.height())
        for row, column in cells.rings:
            painter.drawPixmap(self.area_rect((row, row + 1, column, column + 1)).center() - offset, mark)
        down, across = self._sizes()
        height, width = cells.values.shape
        length = max(3.0, min(9.0, size * 0.4))
        for y, x in cells.dashes:
            middle = QPointF(_MARGIN + x * across, _MARGIN + y * down)
            ground = self._colours[cells.indices[min(int(y), height - 1), min(int(x), width - 1)]]
            painter.setPen(QPen(text_colour(ground), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(middle - QPointF(length / 2, 0), middle + QPointF(length / 2, 0))

    def _paint_frame(self, painter: QPainter, rect: QRectF, colour: str, width: float) -> None:
        rect = rect.adjusted(-0.5, -0.5, 0.5, 0.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("halo"), width + 2))
        painter.drawRect(rect)
        painter.setPen(QPen(theme.colour(colour), width))
        painter.drawRect(rect)

    # ---- the hand

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.cell_at(event.position()))
        if event.buttons() & Qt.MouseButton.LeftButton and self._over is not None:
            self.picked.emit(*self._over)

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(*cell)

    @safely
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def _hover(self, cell: tuple[int, int] | None) -> None:
        if cell != self._over:
            self._over = cell
            self.hovered.emit(*(cell or (-1, -1)))

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS and self._cells is not None:
            self.moved.emit(*_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    @safely
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    @safely
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    @safely
    def resizeEvent(self, event: QEvent) -> None:
        self._changed()
        self.resized.emit()

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_cells"):
            self._changed()

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(336, 336)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(32, 32)
