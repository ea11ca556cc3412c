"""What keys do on the drawing canvas: a pen that they lead, shifts of the drawing, the pen's width, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from explorer.widgets.strokes import SIDE

if TYPE_CHECKING:
    from explorer.widgets.draw_pad import DrawPad
    from explorer.widgets.strokes import Point

NETWORK_PIXEL = SIDE // 28
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
# Where they lie on the block of digits, and what the block's corners send when it holds no digits.
_CORNERS = {
    Qt.Key.Key_Home: (-1, -1),
    Qt.Key.Key_PageUp: (1, -1),
    Qt.Key.Key_End: (-1, 1),
    Qt.Key.Key_PageDown: (1, 1),
}
_LEADS = _ARROWS | _CORNERS


class CanvasKeys:
    """Answers to the keys of a DrawPad.

    Space takes the pen, puts it down and lifts it; arrows lead it, two at once across. While the pen is away, arrows
    shift the drawing.
    """

    def __init__(self, pad: DrawPad) -> None:
        self._pad = pad
        self._held: set[Qt.Key] = set()
        self._place: Point = (SIDE / 2, SIDE / 2)
        self.pen: Point | None = None
        """Where the pen is, in canvas pixels; None while it is away."""

    def press(self, event: QKeyEvent) -> bool:
        """Answer to a key that goes down or repeats; False where it means nothing here."""
        key = Qt.Key(event.key())
        step = NETWORK_PIXEL * (5 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        if event.matches(QKeySequence.StandardKey.Undo):
            self._pad.undo_stack.undo()
        elif event.matches(QKeySequence.StandardKey.Redo) or _is_ctrl_y(event):
            self._pad.undo_stack.redo()
        elif key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._use_pen()
        elif self.pen is not None and key in _LEADS:
            self._held.add(key)
            self._lead(step)
        elif key in _ARROWS:
            self._pad.shift(_ARROWS[key][0] * step, _ARROWS[key][1] * step)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._pad.set_pen_width(self._pad.pen_width + (-2 if key == Qt.Key.Key_Minus else 2))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._pad.clear()
        else:
            return key == Qt.Key.Key_Escape and self._escape()
        return True

    def release(self, event: QKeyEvent) -> None:
        """Forget a key that is no longer held."""
        if not event.isAutoRepeat():
            self._held.discard(Qt.Key(event.key()))

    def put_away(self) -> None:
        """The hand has gone elsewhere: a stroke in hand is finished where it is."""
        self._held.clear()
        if self.pen is not None:
            self.pen = None
            self._pad.lift()
            self._pad.show_pen(None)
            self._pad.update()

    def _use_pen(self) -> None:
        if self.pen is None:
            self.pen = self._place
            self._pad.show_pen(self.pen)
            self._pad.update()  # an empty canvas says something else now
        elif self._pad.drawing:
            self._pad.lift()
        else:
            self._pad.put_down(self.pen)

    def _lead(self, step: int) -> None:
        assert self.pen is not None
        x, y = self.pen
        x += step * max(-1, min(1, sum(_LEADS[key][0] for key in self._held)))
        y += step * max(-1, min(1, sum(_LEADS[key][1] for key in self._held)))
        self.pen = self._place = min(max(x, 0.0), float(SIDE)), min(max(y, 0.0), float(SIDE))
        self._pad.lead(self.pen)

    def _escape(self) -> bool:
        """Drops the stroke in hand, then puts the pen away; False where there is neither."""
        if self._pad.drawing:
            self._pad.drop()
        elif self.pen is not None:
            self.put_away()
        else:
            return False
        return True


def _is_ctrl_y(event: QKeyEvent) -> bool:
    """Redo on Windows, and what many expect elsewhere."""
    return event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
