"""A picture with a set of its places shaded and framed in the probe's colour, and what the pointer is at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets import theme
from explorer.widgets.calm import update_calmly
from explorer.widgets.image_pane import qimage
from explorer.widgets.mosaic_over import paint_probe
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    Area = tuple[int, int, int, int]

_SHADE = 70
_NONE = (-1, -1)
_STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}


class FieldPane(QWidget):
    """Paints a picture as large as fits; `hovered(row, column)` has -1, -1 when the pointer has left."""

    hovered = Signal(int, int)
    picked = Signal(int, int)
    stepped = Signal(int, int)
    """The arrow keys' wish to go down and right, of panes that `walk`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._over = QImage()
        self._shade = QImage()
        self._cells: np.ndarray | None = None
        self._area: Area | None = None
        self._mark: tuple[int, int] | None = None
        self._at = _NONE
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def walk(self) -> None:
        """Take the keyboard: arrows walk the places."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(self.tr("Arrows walk from cell to cell."))

    def show_picture(self, pixels: np.ndarray | None) -> None:
        """A picture uint8 (H, W) or (H, W, 3); None for nothing."""
        self._image = QImage() if pixels is None else qimage(pixels)
        update_calmly(self)

    def show_cells(self, cells: np.ndarray | None, area: Area | None) -> None:
        """Shade the places (H, W) bool, and frame the rectangle that holds them; None for none."""
        self._cells, self._area = cells, area
        self._make_shade()
        update_calmly(self)

    def show_over(self, pixels: np.ndarray | None) -> None:
        """A picture uint8 (H, W, 4) with its opacity upon the first; None for none."""
        self._over = QImage()
        if pixels is not None:
            pixels = np.ascontiguousarray(pixels)
            height, width = pixels.shape[:2]
            self._over = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
        update_calmly(self)

    def show_mark(self, cell: tuple[int, int] | None) -> None:
        """Frame one place, in the accent colour."""
        if cell != self._mark:
            self._mark = cell
            self.update()

    @property
    def size_of_picture(self) -> tuple[int, int]:
        """(H, W) in places; 0, 0 without a picture."""
        return self._image.height(), self._image.width()

    def image_rect(self) -> QRectF:
        """Where the picture is, in whole device pixels a place where these are large."""
        if self._image.isNull():
            return QRectF()
        ratio, (high, wide) = self.devicePixelRatioF(), self.size_of_picture
        exact = min((self.width() - 4) * ratio / wide, (self.height() - 4) * ratio / high)
        side = (int(exact) if exact >= 4 else max(exact, 0.0)) / ratio
        return QRectF(2, 2, side * wide, side * high)

    def rect_of(self, area: Area) -> QRectF:
        """Where a rectangle of places is."""
        rect, (high, wide) = self.image_rect(), self.size_of_picture
        if not high or not wide:
            return QRectF()
        down, across = rect.height() / high, rect.width() / wide
        top, bottom, left, right = area
        return QRectF(
            rect.left() + left * across, rect.top() + top * down, (right - left) * across, (bottom - top) * down
        )

    def _make_shade(self) -> None:
        """The probe's colour over the places, as a picture of one pixel each."""
        self._shade = QImage()
        if self._cells is None:
            return
        colour = theme.colour("probe")
        pixels = np.zeros((*self._cells.shape, 4), np.uint8)
        pixels[self._cells] = colour.red(), colour.green(), colour.blue(), _SHADE
        height, width = self._cells.shape
        self._shade = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()

    @safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, rect = QPainter(self), self.image_rect()
        if self._image.isNull():
            if self.hasFocus():
                painter.setPen(QPen(theme.colour("accent"), 2))
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
            return
        shrinking = rect.width() * self.devicePixelRatioF() < self._image.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, shrinking)
        painter.drawImage(rect, self._image)
        if not self._over.isNull():
            painter.drawImage(rect, self._over)
        elif not self._shade.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            painter.drawImage(rect, self._shade)
        focus = self.hasFocus()
        painter.setPen(QPen(theme.colour("accent" if focus else "border-2"), 2 if focus else 1))
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        if self._area is not None:
            paint_probe(painter, self.rect_of(self._area))
        if self._mark is not None:
            row, column = self._mark
            self._paint_mark(painter, self.rect_of((row, row + 1, column, column + 1)))

    def _paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        if rect.width() < 5:
            rect = QRectF(rect.center().x() - 2.5, rect.center().y() - 2.5, 5, 5)
        painter.setPen(QPen(theme.colour("surface"), 3))
        painter.drawRect(rect)
        painter.setPen(QPen(theme.colour("accent"), 1.5))
        painter.drawRect(rect)

    # ---- the hand

    def _place_at(self, point: QPointF) -> tuple[int, int]:
        rect, (high, wide) = self.image_rect(), self.size_of_picture
        if not rect.contains(point) or not high:
            return _NONE
        row = int((point.y() - rect.top()) / rect.height() * high)
        return min(row, high - 1), min(int((point.x() - rect.left()) / rect.width() * wide), wide - 1)

    def _hover(self, place: tuple[int, int]) -> None:
        if place != self._at:
            self._at = place
            self.hovered.emit(*place)

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._place_at(event.position()))
        if event.buttons() & Qt.MouseButton.LeftButton and self._at != _NONE:
            self.picked.emit(*self._at)

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place != _NONE:
            self.picked.emit(*place)

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS and not self._image.isNull():
            self.stepped.emit(*_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    @safely
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(_NONE)
        super().leaveEvent(event)

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_cells"):
            self._make_shade()
            self.update()

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(220, 220)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(48, 48)
