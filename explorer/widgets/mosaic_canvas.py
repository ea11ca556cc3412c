"""The pyqtgraph view inside a mosaic: turns the hand's events into what they mean there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal

from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

_DRAG_DISTANCE = 6


class MosaicCanvas(pg.GraphicsView):
    """Wheel scrolls, Ctrl+wheel zooms, drag pans, clicks pick. `box` is the ViewBox that items go into.

    Args:
        take_key: is given a key, and says whether it was used.
        paint_ground: paints every pixel of a rectangle that no item does; both are in scene coordinates.
    """

    resized = Signal()
    scrolled = Signal(QPointF)
    zoomed = Signal(float, QPointF)
    hovered = Signal(QPointF, QPoint)
    left = Signal()
    clicked = Signal(QPointF)
    double_clicked = Signal(QPointF)
    focused = Signal(bool)

    def __init__(
        self,
        take_key: Callable[[int], bool],
        paint_ground: Callable[[QPainter, QRectF], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, background=None)
        self._take_key, self._paint_ground = take_key, paint_ground
        # Erased, filled and then painted, each pixel would cost three times as much.
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.box = pg.ViewBox(enableMenu=False, invertY=True, enableMouse=False, defaultPadding=0)
        self.setCentralItem(self.box)
        self.setMinimumSize(64, 48)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pressed: QPointF | None = None
        self._dragged = False

    @safely
    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        self._paint_ground(painter, rect)

    @safely
    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    @safely
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1.0015 ** event.angleDelta().y(), event.position())
        else:
            pixels = event.pixelDelta()
            self.scrolled.emit(QPointF(pixels) if not pixels.isNull() else QPointF(event.angleDelta()) * 0.5)
        event.accept()

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._dragged = event.position(), False
        event.accept()

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            step = event.position() - self._pressed
            if self._dragged or step.manhattanLength() > _DRAG_DISTANCE:
                self._dragged, self._pressed = True, event.position()
                self.scrolled.emit(step)
            return
        self.hovered.emit(event.position(), event.globalPosition().toPoint())

    @safely
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and not self._dragged and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(event.position())
        self._pressed = None

    @safely
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.double_clicked.emit(event.position())

    @safely
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # On most keyboards + is typed with Shift.
        harmless = Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Plus:
            harmless |= Qt.KeyboardModifier.ShiftModifier
        plain = event.modifiers() & ~harmless == Qt.KeyboardModifier.NoModifier
        if not (plain and self._take_key(event.key())):
            event.ignore()

    @safely
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(event.reason() != Qt.FocusReason.MouseFocusReason)

    @safely
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)
