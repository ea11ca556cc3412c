"""The drawing canvas: a white pen on black, led by hand or by keys, with undo, an eraser and a brush ring."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
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
from explorer.widgets.canvas_keys import CanvasKeys
from explorer.widgets.drawing import Drawing
from explorer.widgets.safely import safely
from explorer.widgets.strokes import SIDE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QRect

    from explorer.widgets.strokes import Picture, Point, Stroke

PEN_WIDTHS = range(4, 49)
DEFAULT_PEN_WIDTH = 18
CORNER = 8
_BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


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
        # For another canvas that is to go on with this drawing.
        self.history, self.take_over = self._drawing.history, self._drawing.take_over
        self._keys = CanvasKeys(self)
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
        self._drawing.set_strokes(strokes)

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

    def put_down(self, point: Point, erases: bool = False) -> None:
        """Begin a stroke at a point in canvas pixels; one that erases, or does so because the eraser is on."""
        self.moment = time.perf_counter()
        if self.is_empty():
            self.update()  # what an empty canvas says goes at once, not only where the pen is
        self._drawing.begin(point, self._pen_width, self._eraser or erases)

    def lead(self, point: Point) -> None:
        """Move the ring to a point in canvas pixels, and the pen if it is down."""
        self.moment = time.perf_counter()
        self._drawing.extend(point)
        self.show_pen(point)

    def lift(self) -> None:
        """Finish the stroke, if the pen is down."""
        if self._drawing.end():
            self.stroke_finished.emit()

    def drop(self) -> None:
        """Forget the stroke that is being made."""
        self._drawing.cancel()

    def show_pen(self, point: Point | None) -> None:
        """Put the brush ring at a point in canvas pixels; None takes it away."""
        if point is None:
            self._move_ring(None)
        else:
            square = self._square()
            self._move_ring(square.topLeft() + QPointF(*point) * (square.width() / SIDE))

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
        empty = self.tr("Empty. Draw with the mouse or a pen, or press Space for a pen that arrow keys lead.")
        self.setAccessibleDescription(self.tr("{0} strokes").format(count) if count else empty)

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
            painter.drawText(square, Qt.AlignmentFlag.AlignCenter, self._said())
        painter.setPen(QPen(theme.colour("accent"), 2) if self._shows_focus() else theme.colour("border-2"))
        painter.drawPath(outline)
        if self._pointer is not None and square.contains(self._pointer):
            _paint_ring(painter, self._pointer, self._pen_width * square.width() / SIDE / 2)

    def _said(self) -> str:
        """What an empty canvas says, to those at the keyboard also which key is next."""
        if self._keys.pen is not None:
            return self.tr("Space: pen down and up\nArrows: lead it")
        return self.tr("{0}\nor press Space").format(self._hint) if self._shows_focus() else self._hint

    def _shows_focus(self) -> bool:
        return self.hasFocus() and self._focus_by_keyboard

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
        self._keys.put_away()
        if not self._drawing.live and event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self.put_down(self._to_canvas(event.position()), event.button() == Qt.MouseButton.RightButton)

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._keys.pen is None:  # a pointer that rests on the canvas trembles
            self.lead(self._to_canvas(event.position()))

    @safely
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & (Qt.MouseButton.LeftButton | Qt.MouseButton.RightButton):
            self.lift()

    @safely
    def tabletEvent(self, event: QTabletEvent) -> None:
        if event.type() == QEvent.Type.TabletPress:
            self._keys.put_away()
            rubber = event.pointerType() == QPointingDevice.PointerType.Eraser
            self.put_down(self._to_canvas(event.position()), rubber)
        elif event.type() == QEvent.Type.TabletMove:
            self.lead(self._to_canvas(event.position()))
        else:
            self.lift()
        event.accept()

    @safely
    def leaveEvent(self, event: QEvent) -> None:
        if self._keys.pen is None:
            self._move_ring(None)

    @safely
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._focus_by_keyboard = event.reason() in _BY_KEYBOARD
        self.update()

    @safely
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._keys.put_away()
        self.update()

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    @safely
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._keys.release(event)
        super().keyReleaseEvent(event)


def _paint_ring(painter: QPainter, centre: QPointF, radius: float) -> None:
    for colour, width in (("halo", 2.5), ("probe", 1.5)):
        painter.setPen(QPen(theme.colour(colour), width))
        painter.drawEllipse(centre, radius, radius)
