"""One map painted cell by cell, or a part of it enlarged, with frames of what the pointer or the probe is at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets import theme
from explorer.widgets.cell_painter import CellPainter, Cells, cell_image
from explorer.widgets.cell_view import Area, CellView
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent

_LARGEST_CELL = 64
_DRAG_DISTANCE = 6
_ZOOM_KEYS: dict[int, float] = {Qt.Key.Key_Plus: 1.25, Qt.Key.Key_Equal: 1.25, Qt.Key.Key_Minus: 0.8, Qt.Key.Key_0: 0.0}
_STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}


class CellMap(QWidget):
    """Paints Cells as large as they fit, every cell a whole number of device pixels.

    Ctrl+wheel, + and - enlarge a part; then the wheel and a drag move it, and a double click or 0 shows all again.
    `hovered(row, column)` has -1, -1 when the pointer has left; `moved(down, right)` comes from the arrow keys.
    """

    hovered = Signal(int, int)
    picked = Signal(int, int)
    moved = Signal(int, int)
    looked = Signal()
    """Cells have become larger or smaller, or others are in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: Cells | None = None
        self._colours = np.zeros((256, 3), np.uint8)
        self._frames: Sequence[Area] = ()
        self._links: Sequence[Area] = ()
        self._with_numbers = True
        self._picture: QPixmap | None = None
        self._image = QImage()
        self._over: tuple[int, int] | None = None
        self._linked: CellMap | None = None
        self._zoom, self._middle = 1.0, (0.5, 0.5)
        self._pressed: QPointF | None = None
        self._dragged = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_cells(self, cells: Cells | None, colours: np.ndarray) -> None:
        """Show a map in the colours (256, 3) of its indices; None for nothing."""
        before, self._cells, self._colours = self._cells, cells, colours
        if before is None or cells is None or before.values.shape != cells.values.shape:
            self._look(replace(self.view, zoom=1.0))
        self._image = QImage() if cells is None else cell_image(cells, colours)
        self._changed()

    def link(self, other: CellMap) -> None:
        """Whatever part of one map is enlarged, the other shows the same part of its own."""
        self._linked, other._linked = other, self

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
    def view(self) -> CellView:
        """Where the cells lie."""
        shape = (0, 0) if self._cells is None else self._cells.values.shape
        room = self.height(), self.width()
        return CellView((shape[0], shape[1]), room, self.devicePixelRatioF(), self._zoom, self._middle)

    @property
    def cell_size(self) -> float:
        """The shorter side of a cell in pixels; 0 without a map."""
        return self.view.cell_size

    def area_rect(self, area: Area) -> QRectF:
        """Where an area lies in the widget."""
        return self.view.area_rect(area)

    def holds(self, row: int, column: int) -> bool:
        """Whether the map has such a cell."""
        shape = (0, 0) if self._cells is None else self._cells.values.shape
        return 0 <= row < shape[0] and 0 <= column < shape[1]

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Enlarge about a point of the widget (its middle by default), down to the whole map; 0 shows all."""
        if self.cell_size == 0:
            return
        sizes = [replace(shown.view, zoom=1.0).cell_size for shown in (self, self._linked) if shown is not None]
        most = max(1.0, _LARGEST_CELL / min(size for size in sizes if size))
        zoom = min(most, max(1.0, self._zoom * factor))
        self._look(self.view.zoomed(zoom, at or QPointF(self.width() / 2, self.height() / 2)))

    def show_area(self, area: Area) -> None:
        """Move an area into sight."""
        self._look(self.view.showing(area))

    def _look(self, view: CellView) -> None:
        if (view.zoom, view.middle) == (self._zoom, self._middle):
            return
        for shown in (self, self._linked):
            if shown is not None:
                shown._zoom, shown._middle = view.zoom, view.middle
                shown._changed()
                shown.looked.emit()

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
            painter.setPen(QPen(theme.colour("accent"), 2))
            height, width = self._cells.values.shape
            painter.drawRect(self.area_rect((0, height, 0, width)).adjusted(-2, -2, 2, 2))

    def _painted(self, cells: Cells) -> QPixmap:
        """All that does not follow the pointer, kept until something changes."""
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        CellPainter(cells, self._colours, self._image, self.view, self._with_numbers).paint(painter)
        painter.end()
        return pixmap

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
        held = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if held and self._pressed is not None and self.view.is_larger:
            self._drag(event.position(), self._pressed)
            return
        self._hover(self.view.cell_at(event.position()))
        if held and self._over is not None:
            self.picked.emit(*self._over)

    def _drag(self, place: QPointF, since: QPointF) -> None:
        step = place - since
        if self._dragged or step.manhattanLength() > _DRAG_DISTANCE:
            self._dragged, self._pressed = True, place
            self._look(self.view.with_origin(self.view.origin + step))

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed, self._dragged = event.position(), False
        # Of an enlarged map a press may be the beginning of a drag.
        if not self.view.is_larger:
            self._pick(event.position())

    @safely
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and not self._dragged and self.view.is_larger:
            self._pick(event.position())
        self._pressed = None

    def _pick(self, point: QPointF) -> None:
        cell = self.view.cell_at(point)
        if cell is not None:
            self.picked.emit(*cell)

    @safely
    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._pressed = None
        self.zoom_by(0)

    @safely
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.0015 ** event.angleDelta().y(), event.position())
        elif self.view.is_larger:
            pixels = event.pixelDelta()
            step = QPointF(pixels) if not pixels.isNull() else QPointF(event.angleDelta()) * 0.5
            self._look(self.view.with_origin(self.view.origin + step))
        else:
            event.ignore()
            return
        event.accept()

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
        elif event.key() in _ZOOM_KEYS and self._cells is not None:
            self.zoom_by(_ZOOM_KEYS[event.key()])
        else:
            super().keyPressEvent(event)

    @safely
    def resizeEvent(self, event: QEvent) -> None:
        self._changed()
        self.looked.emit()

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
