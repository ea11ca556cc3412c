"""The drawing canvas: a white pen on black, with undo, an eraser, keys that shift the drawing and a brush ring."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets import theme
from explorer.widgets.drawing import Drawing
from explorer.widgets.safely import safely
from explorer.widgets.strokes import SIDE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QRect

    from explorer.widgets.strokes import Picture, Stroke

PEN_WIDTHS = range(4, 49)
DEFAULT_PEN_WIDTH = 18
NETWORK_PIXEL = SIDE // 28
CORNER = 8
_SHIFTS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class DrawPad(QWidget):
    """A square canvas of 280 x 280 pixels at any size on screen; its list of strokes is the truth."""

    changed = Signal()
    """The picture changed: at every move of the pen, at undo, shift, clear, ..."""
    stroke_finished = Signal()
    """The pen was lifted."""
    pen_width_changed = Signal(int)
    eraser_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = Drawing(self)
        self._drawing.changed.connect(self._on_drawing_changed)
        self.undo_stack = self._drawing.undo_stack
        self._pen_width = DEFAULT_PEN_WIDTH
        self._eraser = False
        self._pointer: QPointF | None = None
        self.moment = 0.0
        """When the pen moved last, in `time.perf_counter()` seconds."""
        self._focus_by_keyboard = False
        self._hint = self.tr("Draw a digit")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setAccessibleName(self.tr("Drawing canvas"))
        self._describe()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def picture(self) -> Picture:
        """A copy of the picture (280, 280), uint8, white ink (255) on black."""
        return self._drawing.picture.copy()

    def is_empty(self) -> bool:
        """Whether there is no ink on the canvas."""
        return not self._drawing.picture.any()

    @property
    def drawing(self) -> bool:
        """Whether the pen is down."""
        return self._drawing.live

    def strokes(self) -> list[Stroke]:
        """The finished strokes, oldest first."""
        return self._drawing.strokes

    def set_strokes(self, strokes: Iterable[Stroke]) -> None:
        """Replace the drawing; can be undone."""
        self._drawing.set_strokes(strokes, self.tr("Replace drawing"))

    def clear(self) -> None:
        """Empty the canvas; can be undone."""
        self._drawing.clear()

    def shift(self, dx: float, dy: float) -> None:
        """Move the drawing `dx` to the right and `dy` down, in canvas pixels; can be undone."""
        self._drawing.shift(dx, dy)

    def set_hint(self, text: str) -> None:
        """What an empty canvas says."""
        self._hint = text
        self.update()

    @property
    def pen_width(self) -> int:
        """The pen's diameter in canvas pixels."""
        return self._pen_width

    def set_pen_width(self, width: int) -> None:
        """Choose the pen's diameter in canvas pixels, kept within PEN_WIDTHS."""
        width = min(max(width, PEN_WIDTHS.start), PEN_WIDTHS.stop - 1)
        if width != self._pen_width:
            self._pen_width = width
            self.update()
            self.pen_width_changed.emit(width)

    @property
    def eraser(self) -> bool:
        """Whether the left button erases; the right one always does."""
        return self._eraser

    def set_eraser(self, eraser: bool) -> None:
        """Turn the pen into an eraser or back."""
        if eraser != self._eraser:
            self._eraser = eraser
            self.eraser_changed.emit(eraser)

    def _begin(self, position: QPointF, eraser: bool) -> None:
        self.moment = time.perf_counter()
        self._drawing.begin(self._to_canvas(position), self._pen_width, self._eraser or eraser)

    def _move(self, position: QPointF) -> None:
        self.moment = time.perf_counter()
        self._drawing.extend(self._to_canvas(position))
        self._move_ring(position)

    def _end(self) -> None:
        if self._drawing.end():
            self.stroke_finished.emit()

    def _on_drawing_changed(self, area: QRect) -> None:
        if area.isNull():
            self._describe()
            self.update()
        else:
            square = self._square()
            scale = square.width() / SIDE
            box = QRectF(area.x() * scale, area.y() * scale, area.width() * scale, area.height() * scale)
            self.update(box.translated(square.topLeft()).adjusted(-2, -2, 2, 2).toAlignedRect())
        self.changed.emit()

    def _describe(self) -> None:
        count = len(self._drawing.strokes)
        if count:
            self.setAccessibleDescription(self.tr("{0} strokes").format(count))
        else:
            self.setAccessibleDescription(self.tr("Empty. Draw with the mouse or a pen; arrow keys shift the drawing."))

    def _square(self) -> QRectF:
        """The canvas in widget pixels: the greatest centred square."""
        side = min(self.width(), self.height())
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def _to_canvas(self, position: QPointF) -> tuple[float, float]:
        square = self._square()
        scale = SIDE / max(square.width(), 1)
        return (position.x() - square.x()) * scale, (position.y() - square.y()) * scale

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        square = self._square()
        outline = QPainterPath()
        outline.addRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
        painter.fillPath(outline, Qt.GlobalColor.black)
        painter.save()
        painter.setClipPath(outline)
        picture = self._drawing.picture
        painter.drawImage(square, QImage(picture.data, SIDE, SIDE, SIDE, QImage.Format.Format_Grayscale8))
        painter.restore()
        if not self._drawing.live and self.is_empty():
            painter.setPen(QColor(theme.DARK.muted))
            painter.setFont(theme.font("body"))
            painter.drawText(square, Qt.AlignmentFlag.AlignCenter, self._hint)
        focused = self.hasFocus() and self._focus_by_keyboard
        painter.setPen(QPen(theme.colour("accent" if focused else "border-2"), 2 if focused else 1))
        painter.drawPath(outline)
        self._paint_ring(painter, square)

    def _paint_ring(self, painter: QPainter, square: QRectF) -> None:
        if self._pointer is None or not square.contains(self._pointer):
            return
        radius = self._pen_width * square.width() / SIDE / 2
        for colour, width in (("halo", 2.5), ("probe", 1.5)):
            painter.setPen(QPen(theme.colour(colour), width))
            painter.drawEllipse(self._pointer, radius, radius)

    def _move_ring(self, position: QPointF | None) -> None:
        reach = round(self._pen_width * self._square().width() / SIDE / 2) + 4
        for place in (self._pointer, position):
            if place is not None:
                self.update(round(place.x()) - reach, round(place.y()) - reach, 2 * reach, 2 * reach)
        self._pointer = position

    @safely(default=QSize(SIDE, SIDE))
    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    @safely(default=QSize(112, 112))
    def minimumSizeHint(self) -> QSize:
        return QSize(112, 112)

    @safely(default=-1)
    def heightForWidth(self, width: int) -> int:
        return width

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._drawing.live and event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self._begin(event.position(), event.button() == Qt.MouseButton.RightButton)

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move(event.position())

    @safely
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & (Qt.MouseButton.LeftButton | Qt.MouseButton.RightButton):
            self._end()

    @safely
    def tabletEvent(self, event: QTabletEvent) -> None:
        rubber = event.pointerType() == QPointingDevice.PointerType.Eraser
        if event.type() == QEvent.Type.TabletPress:
            self._begin(event.position(), rubber)
        elif event.type() == QEvent.Type.TabletMove:
            self._move(event.position())
        else:
            self._end()
        event.accept()

    @safely
    def leaveEvent(self, event: QEvent) -> None:
        self._move_ring(None)

    @safely
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._focus_by_keyboard = event.reason() in _KEYBOARD_REASONS
        self.update()

    @safely
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._answer_key(event):
            super().keyPressEvent(event)

    def _answer_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_stack.undo()
        elif event.matches(QKeySequence.StandardKey.Redo) or _is_ctrl_y(event):
            self.undo_stack.redo()
        elif key in _SHIFTS:
            step = NETWORK_PIXEL * (5 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            self.shift(_SHIFTS[key][0] * step, _SHIFTS[key][1] * step)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.set_pen_width(self._pen_width + (-2 if key == Qt.Key.Key_Minus else 2))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif key == Qt.Key.Key_Escape and self._drawing.live:
            self._drawing.cancel()
        else:
            return False
        return True


def _is_ctrl_y(event: QKeyEvent) -> bool:
    """Redo on Windows, and what many expect elsewhere."""
    return event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
